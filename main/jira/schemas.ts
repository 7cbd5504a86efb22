/** The parts of Jira's answers that are used; everything else is ignored. Facts: Jira Data Center REST API, /rest/api/2. */
import { z } from 'zod'
import { line } from './search/text.ts'

const text = z.string().max(10_000)
/** Shown to people: one line, without marks that turn its direction, of a length a list can hold. */
const shown = text.transform((value) => line(value, 255))

export const serverInfoSchema = z.object({
  baseUrl: text,
  version: shown,
  /** `Cloud`, or `Server` for Server and Data Center alike; missing before 7.x. */
  deploymentType: text.optional(),
  serverTitle: shown.optional()
})

export const myselfSchema = z.object({
  name: text.min(1),
  key: text.optional(),
  displayName: shown.default(''),
  active: z.boolean().default(true),
  timeZone: text.optional()
})
export type Myself = z.infer<typeof myselfSchema>

/** Jira sends ids as strings; some proxies and old versions as numbers. */
const numericId = z.union([z.string().regex(/^\d{1,19}$/), z.number().int().nonnegative().transform(String)])

export const projectListSchema = z.array(z.object({ id: numericId, key: text.min(1).max(255), name: shown }))
export const projectSchema = z.object({ id: numericId, key: text.min(1).max(255), name: shown })

export const permissionsSchema = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean() }))
})

export const searchTotalSchema = z.object({ total: z.number().int().nonnegative() })

/** An issue asked for by id, with `fields=project`. */
export const issueProjectSchema = z.object({
  id: numericId,
  key: text.min(1),
  fields: z.object({ project: z.object({ id: numericId, key: text }) })
})
