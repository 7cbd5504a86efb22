/** Every surroundings by name, and the way to start one. */
import type { PracticeJiraOptions } from '../index.ts'
import { addressSurroundings } from './addresses.ts'
import { proxySurroundings } from './proxies.ts'
import type { Surroundings, SurroundingsKind } from './surroundings.ts'
import { tlsSurroundings } from './tls.ts'

export { hasIpv6 } from './addresses.ts'
export type { ProxyToUse, Surroundings, SurroundingsKind } from './surroundings.ts'

export const surroundingsTable: ReadonlyMap<string, SurroundingsKind> = new Map(
  [...addressSurroundings, ...tlsSurroundings, ...proxySurroundings].map((kind) => [kind.name, kind])
)

/**
 * Starts a practice Jira and what is around it. Reply faults may be on as well (`options.faults`). Rejects on an unknown
 * name, and for `ipv6-only` where there is no IPv6 (see hasIpv6).
 */
export async function startSurroundings(name: string, options: PracticeJiraOptions = {}): Promise<Surroundings> {
  const kind = surroundingsTable.get(name)
  if (kind === undefined)
    throw new Error(`no surroundings named ${name}; there are: ${[...surroundingsTable.keys()].join(', ')}`)
  return kind.start(options)
}
