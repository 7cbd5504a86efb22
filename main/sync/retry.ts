/** Asking again where that helps: bounded, with jitter, and as Jira says (Retry-After). Never after a refused sign-in. */
import { fail, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import { backoffMs, jitter, longestWaitMs } from '../jira/rate-limit/bounds.ts'
import { readNumber } from '../jira/rate-limit/headers.ts'

const maxTries = 4
const baseMs = 1_000

/**
 * Milliseconds to wait before try number `tries + 1`, or null when asking again does not help. A pause that Jira asks for
 * is never cut short: a longer one than `longestWaitMs` is left to the next scheduled run, `params.seconds` says when.
 */
export function waitBeforeRetry(failure: Failure, tries: number, random: () => number = Math.random): number | null {
  if (tries >= maxTries) return null
  if (failure.code === 'rate-limited') {
    const seconds = readNumber(failure.params['seconds'])
    if (seconds === null) return backoffMs(tries, random)
    return seconds * 1000 > longestWaitMs ? null : seconds * 1000 * Math.max(1, jitter(random))
  }
  const passing = ['connection-lost', 'timed-out', 'site-unavailable', 'reply-not-understood'].includes(failure.code)
  return passing ? baseMs * 2 ** (tries - 1) * jitter(random) : null
}

/** Runs `action` until it succeeds, asking again does not help, or `signal` fires. */
export async function withRetries<T>(action: () => Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  for (let tries = 1; ; tries += 1) {
    const result = await action()
    if (result.ok) return result
    if (signal.aborted) return fail('cancelled')
    const wait = waitBeforeRetry(result.failure, tries)
    if (wait === null) return result
    await pause(wait, signal)
    if (signal.aborted) return fail('cancelled')
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
