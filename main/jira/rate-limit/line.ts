/** Those who wait for one host, and those it is busy with. First come, first served, past those who may not go yet. */
import type { RateLimitReading, TokenBucket } from './read-rate-limit.ts'

/** How waiting ended: with a place and how to give it back, cancelled, or with a pause too long to be waited for. */
export type Left = (() => void) | 'cancelled' | { readonly waitMs: number }

export interface Line<Who> {
  join(who: Who, signal: AbortSignal | undefined): Promise<Left>
  /** Goes slower or faster, as the reply said. */
  pace(reading: RateLimitReading): void
  /** Lets through who may go now; to be called when pauses have changed. */
  look(): void
  /** Nobody waits and nobody is busy. */
  idle(): boolean
}

export interface LineOptions<Who> {
  readonly now: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly places: number
  /** Longest pause that is waited for, ms. */
  readonly longest: number
  readonly pausedUntil: (who: Who, now: number) => number
}

interface Waiting<Who> {
  readonly who: Who
  readonly leave: (left: Left) => void
}

export function createLine<Who>({ now, sleep, places, longest, pausedUntil }: LineOptions<Who>): Line<Who> {
  const waiting = new Set<Waiting<Who>>()
  let busy = 0
  let gapMs = 0
  let nearLimit = false
  let lastAdmitted = Number.NEGATIVE_INFINITY
  let alarm: { readonly at: number; readonly off: AbortController } | null = null

  const leave = (one: Waiting<Who>, left: Left): void => {
    waiting.delete(one)
    one.leave(left)
  }

  const admit = (one: Waiting<Who>, at: number): void => {
    busy += 1
    lastAdmitted = at
    let held = true
    leave(one, () => {
      if (!held) return
      held = false
      busy -= 1
      look()
    })
  }

  const look = (): void => {
    const at = now()
    let wakeAt = Number.POSITIVE_INFINITY
    for (const one of waiting) {
      const free = pausedUntil(one.who, at)
      if (free - at > longest) {
        leave(one, { waitMs: free - at })
        continue
      }
      // Near the end of a quota one request follows the other, so that its end is noticed by one, not by several.
      if (busy >= (nearLimit ? 1 : places)) continue
      // A clock that was set back is no reason to wait.
      const gapEnds = at < lastAdmitted ? at : lastAdmitted + gapMs
      const mayGo = Math.max(free, gapEnds)
      if (mayGo <= at) admit(one, at)
      else wakeAt = Math.min(wakeAt, mayGo)
    }
    setAlarm(wakeAt, at)
  }

  /** One alarm at a time, for whoever may go first. Places that become free look for themselves. */
  const setAlarm = (wakeAt: number, at: number): void => {
    if (alarm?.at === wakeAt) return
    alarm?.off.abort()
    alarm = null
    if (wakeAt === Number.POSITIVE_INFINITY) return
    const set = { at: wakeAt, off: new AbortController() }
    alarm = set
    void sleep(wakeAt - at, set.off.signal).then(() => {
      if (alarm !== set) return
      alarm = null
      look()
    })
  }

  return {
    join: (who, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve('cancelled')
        const cancel = (): void => {
          leave(one, 'cancelled')
          look()
        }
        const one: Waiting<Who> = {
          who,
          leave(left) {
            signal?.removeEventListener('abort', cancel)
            resolve(left)
          }
        }
        signal?.addEventListener('abort', cancel)
        waiting.add(one)
        look()
      }),
    pace(reading) {
      gapMs = reading.bucket ? gapOf(reading.bucket, places) : 0
      nearLimit = reading.nearLimit
      look()
    },
    look,
    idle: () => busy === 0 && waiting.size === 0
  }
}

/** Where tokens come more slowly, Jira's own refusal says how long to wait. Milliseconds. */
const longestGapMs = 5_000

/**
 * Milliseconds between two requests, so that the last tokens of a bucket are spread: none while enough are left, as long
 * as a new token takes when none is.
 */
export function gapOf({ limit, remaining, fillRate, intervalMs }: TokenBucket, places: number): number {
  const low = Math.min(Math.max(places, limit / 5), limit / 2)
  if (remaining >= low) return 0
  return Math.min(longestGapMs, (intervalMs / fillRate) * (1 - remaining / low))
}
