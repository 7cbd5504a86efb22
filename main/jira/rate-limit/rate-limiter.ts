/**
 * Lets requests of all clients of the app through, host by host: a few at once, none while Jira wants to be left alone,
 * slower when little is left of what it grants. Users have buckets of their own on a Data Center, but several connections
 * to one host share its budget here: it is one server, and we are guests.
 */
import { fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import { longestWaitMs } from './bounds.ts'
import { rateLimited } from './failure.ts'
import { createLine, type Line } from './line.ts'
import { createPauses, type Scope } from './pauses.ts'
import { readRateLimit, type ReplyHead } from './read-rate-limit.ts'

/** One request that wants to go. `host` is where requests go; for Cloud the site, whichever address it has. */
export interface Turn extends Scope {
  readonly signal?: AbortSignal | undefined
}

/** Gives the place back, once the reply is there or never will be. Calling it again does nothing. */
export type Release = () => void

export interface RateLimiter {
  /**
   * Waits for the turn of a request, first come, first served. Failures: `rate-limited` at once when Jira wants a longer
   * pause than is waited for (`params.seconds` says how long), also when that becomes known while waiting; `cancelled`.
   */
  admit(turn: Turn): Promise<Result<Release>>
  /** Learns from a reply. To be called before the place is given back. */
  note(turn: Turn, reply: ReplyHead): void
  /** Until when nothing may be asked of a host (by an OAuth client, if one is given), ms since 1970; null when it may. */
  throttledUntil(host: string, client?: string): number | null
}

export interface RateLimiterOptions {
  /** Ms since 1970. */
  readonly now?: () => number
  /** From 0 to 1. */
  readonly random?: () => number
  /** Resolves after that many ms, or when the signal fires. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Requests at once to one host; `maxAtOnce` when absent. */
  readonly perHost?: number
  /** Longest pause that is waited for, ms. */
  readonly longestWaitMs?: number
}

/** Requests at once to one host, of all connections together. Atlassian names 5 to 10 as the most for Cloud. */
export const maxAtOnce = 4

const mostIdleLines = 200

export function createRateLimiter(options: RateLimiterOptions = {}): RateLimiter {
  const { now = Date.now, random = Math.random, sleep = sleepUntilAborted, perHost = maxAtOnce } = options
  const longest = options.longestWaitMs ?? longestWaitMs
  const pauses = createPauses(random)
  const lines = new Map<string, Line<Turn>>()

  const lineOf = (host: string): Line<Turn> => {
    const found = lines.get(host)
    if (found) return found
    if (lines.size >= mostIdleLines) for (const [key, line] of lines) if (line.idle()) lines.delete(key)
    const line = createLine<Turn>({ now, sleep, places: perHost, longest, pausedUntil: pauses.until })
    lines.set(host, line)
    return line
  }

  return {
    async admit(turn) {
      const left = await lineOf(turn.host).join(turn, turn.signal)
      if (left === 'cancelled') return fail('cancelled')
      return typeof left === 'function' ? ok(left) : rateLimited(turn.host, left.waitMs)
    },
    note(turn, reply) {
      const at = now()
      const reading = readRateLimit(reply, at)
      const longer = pauses.note(turn, reading, at)
      if (reply.status < 500 && !reading.refused) pauses.answered(turn, at)
      // After the pause is known: a faster pace lets through who waits.
      lineOf(turn.host).pace(reading)
      // A client's quota stops it on every host, also what waits there.
      if (longer) for (const line of lines.values()) line.look()
    },
    throttledUntil(host, client) {
      const at = now()
      const until = pauses.hostUntil(host, client, at)
      return until > at ? until : null
    }
  }
}

const sleepUntilAborted = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
