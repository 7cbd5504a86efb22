/**
 * What may not be asked, and until when: a host, one endpoint of it, or everything of an OAuth client. Times in ms since
 * 1970. Holds a bounded number of pauses, whatever is noted.
 */
import { backoffMs, longestWaitMs } from './bounds.ts'
import type { RateLimitReading } from './read-rate-limit.ts'

/** What a request counts for. */
export interface Scope {
  readonly host: string
  /** Method and path without ids. */
  readonly bucket: string
  /** The OAuth client whose quota the request spends; absent for other ways to sign in. */
  readonly client?: string | undefined
}

export interface Pauses {
  /** When a request of this scope may go; not after `now` when it may go now. */
  until(scope: Scope, now: number): number
  /** As `until`, for all endpoints together. */
  hostUntil(host: string, client: string | undefined, now: number): number
  /** @returns whether something is paused longer than before. */
  note(scope: Scope, reading: RateLimitReading, now: number): boolean
  /** A request of this scope was answered as usual: what is over is forgotten, with the refusals counted in a row. */
  answered(scope: Scope, now: number): void
  /** How many are held. */
  size(): number
}

interface Pause {
  readonly from: number
  readonly until: number
  /** Refusals in a row that did not say how long. */
  readonly refusals: number
}

const mostPauses = 500

const hostKey = (host: string): string => JSON.stringify(['host', host])
const endpointKey = ({ host, bucket }: Scope): string => JSON.stringify(['endpoint', host, bucket])
const clientKey = (client: string): string => JSON.stringify(['client', client])
const clientOnHostKey = (host: string, client: string): string => JSON.stringify(['client', client, host])

const keysOfHost = (host: string, client: string | undefined): string[] =>
  client === undefined ? [hostKey(host)] : [hostKey(host), clientKey(client), clientOnHostKey(host, client)]

const keysOf = (scope: Scope): string[] => [...keysOfHost(scope.host, scope.client), endpointKey(scope)]

/** What a limit pauses: the least that Jira says; the whole host where it does not say. */
function pausedBy({ reason }: RateLimitReading, scope: Scope): string {
  if (reason === 'burst') return endpointKey(scope)
  if (scope.client !== undefined && reason === 'quota-global') return clientKey(scope.client)
  if (scope.client !== undefined && reason === 'quota-tenant') return clientOnHostKey(scope.host, scope.client)
  return hostKey(scope.host)
}

export function createPauses(random: () => number): Pauses {
  const pauses = new Map<string, Pause>()

  /** A clock that was set back ends a pause: it would be waited for until the old time comes again. */
  const endOf = (key: string, now: number): number => {
    const pause = pauses.get(key)
    return pause && now >= pause.from ? pause.until : 0
  }
  const latest = (keys: readonly string[], now: number): number => Math.max(...keys.map((key) => endOf(key, now)))

  const makeRoom = (now: number): void => {
    if (pauses.size < mostPauses) return
    for (const [key, pause] of pauses) if (pause.until <= now) pauses.delete(key)
    if (pauses.size < mostPauses) return
    const [first] = [...pauses].sort(([, a], [, b]) => a.until - b.until)
    if (first) pauses.delete(first[0])
  }

  /** Milliseconds from now, with the refusals in a row. */
  const lengthOf = (reading: RateLimitReading, before: Pause | undefined): { ms: number; refusals: number } => {
    const { refused, retryAfterMs } = reading
    // Told without a refusal, a pause is waited for and never refused: who asks learns from Jira what is wrong.
    if (retryAfterMs !== null)
      return { ms: refused ? retryAfterMs : Math.min(retryAfterMs, longestWaitMs), refusals: before?.refusals ?? 0 }
    const refusals = (before?.refusals ?? 0) + 1
    return { ms: backoffMs(refusals, random), refusals }
  }

  return {
    until: (scope, now) => latest(keysOf(scope), now),
    hostUntil: (host, client, now) => latest(keysOfHost(host, client), now),
    note(scope, reading, now) {
      if (!reading.refused && reading.retryAfterMs === null) return false
      const key = pausedBy(reading, scope)
      const end = endOf(key, now)
      // Requests under way together are refused together: that is one refusal.
      if (reading.retryAfterMs === null && end > now) return false
      const { ms, refusals } = lengthOf(reading, pauses.get(key))
      if (!pauses.has(key)) makeRoom(now)
      pauses.set(key, { from: now, until: Math.max(end, now + ms), refusals })
      return now + ms > end
    },
    answered(scope, now) {
      for (const key of keysOf(scope)) if (endOf(key, now) <= now) pauses.delete(key)
    },
    size: () => pauses.size
  }
}
