/**
 * Whether what a copy says about connections, their ways and members is as AtTrack writes it. Others count on that: an
 * address that is none, or a role that nobody knows, must not come in with a backup that somebody made.
 */
import { z } from 'zod'
import { id } from '../../preload/contract/channel.ts'
import { authMethod, connectionStatus } from '../../preload/contract/connections.ts'
import { role } from '../../preload/contract/members.ts'
import { proxySetting } from '../../preload/contract/networks.ts'
import { failureSchema, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { withDatabase } from './snapshot.ts'

const address = z.string().refine((text) => {
  try {
    return /^https?:$/.test(new URL(text).protocol)
  } catch {
    return false
  }
})

/** JSON text of that shape. */
const json = (shape: z.ZodType) =>
  z.string().refine((text) => {
    try {
      return shape.safeParse(JSON.parse(text)).success
    } catch {
      return false
    }
  })

interface Rule {
  readonly table: 'connections' | 'networks' | 'members' | 'links'
  /** Many times what anybody has; all of it is held in memory. */
  readonly maxBytes: number
  readonly row: z.ZodType
}

const megabyte = 1024 * 1024
const maxRows = 20_000

const rules: readonly Rule[] = [
  {
    table: 'connections',
    maxBytes: 32 * megabyte,
    row: z.object({
      id,
      product: z.enum(['server', 'cloud']),
      site_url: address,
      api_url: z.literal('').or(address),
      base_url: z.literal('').or(address),
      method: authMethod,
      api_token: z.enum(['unset', 'declined', 'held']).nullable(),
      status: connectionStatus,
      failure: json(failureSchema).nullable(),
      authorised_by_id: id.nullable()
    })
  },
  {
    table: 'networks',
    maxBytes: 64 * megabyte,
    row: z.object({
      origin: address,
      authorities: json(z.array(z.string())),
      client_certificate: json(z.object({})).nullable(),
      proxy: json(proxySetting)
    })
  },
  { table: 'members', maxBytes: 32 * megabyte, row: z.object({ id, role }) },
  { table: 'links', maxBytes: 64 * megabyte, row: z.object({ id, project_id: id, site_url: address }) }
]

/** To be asked of a copy whose schema is AtTrack's. @returns what is wrong; null when nothing is. */
export function strangeRecordsIn(file: string): Result<string | null> {
  return withDatabase(file, (database) => {
    for (const { table, maxBytes, row } of rules) {
      const columns = database.all<{ name: string }>(`select name from pragma_table_info('${table}')`)
      const lengths = columns.map(({ name }) => `coalesce(length(cast(${name} as blob)), 0)`).join(' + ')
      const size = database.first<{ n: number; bytes: number }>(
        `select count(*) as n, coalesce(sum(${lengths}), 0) as bytes from ${table}`
      )
      const isStrange =
        !size ||
        size.n > maxRows ||
        size.bytes > maxBytes ||
        database.all(`select * from ${table}`).some((one) => !row.safeParse(one).success)
      if (isStrange) return ok('are records that AtTrack did not write')
    }
    return ok(null)
  })
}
