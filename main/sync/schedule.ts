/** When links are synced by themselves: every few minutes while the app is open. */

import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'

/** @param last when it was last tried or synced, ms; null for never. @returns null when it is due at once or the clock is off. */
export const nextSyncAt = (last: number | null, intervalMinutes: number): number | null =>
  last === null || intervalMinutes === 0 ? null : last + intervalMinutes * 60_000

/** A Jira that says "in a second" each time is not asked each second. */
const shortestPauseMs = 60_000

export interface Due {
  /** When the link was last tried or synced, ms since 1970; null for never. */
  readonly last: number | null
  readonly lastFailure: FailureCode | null
  /** Until when Jira wants to be left alone by the link's connection, ms since 1970; null when it does not. */
  readonly throttledUntil: number | null
  readonly intervalMinutes: number
}

/**
 * When a link is synced by itself, ms since 1970; null when at once, or never (the clock is off). Never before Jira
 * wants it, and as soon as it does when that is what stopped the last sync.
 */
export function dueAt({ last, lastFailure, throttledUntil, intervalMinutes }: Due): number | null {
  const regular = nextSyncAt(last, intervalMinutes)
  if (throttledUntil === null || intervalMinutes === 0) return regular
  return lastFailure === 'rate-limited'
    ? Math.max(throttledUntil, (last ?? 0) + shortestPauseMs)
    : Math.max(throttledUntil, regular ?? 0)
}

const lookEveryMs = 20_000
/** The window comes first: nothing is asked for in the first moments after the start. */
const firstLookMs = 3_000

/** Looks regularly for what is due; @returns the function that ends it. */
export function startSchedule(look: (now: number) => Promise<void>): () => void {
  const once = (): void => void look(Date.now()).catch(() => {})
  const first = setTimeout(once, firstLookMs)
  const timer = setInterval(once, lookEveryMs)
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}
