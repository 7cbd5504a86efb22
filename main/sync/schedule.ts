/** When links are synced by themselves: every few minutes while the app is open. */

/** @param last when it was last tried or synced, ms; null for never. @returns null when it is due at once or the clock is off. */
export const nextSyncAt = (last: number | null, intervalMinutes: number): number | null =>
  last === null || intervalMinutes === 0 ? null : last + intervalMinutes * 60_000

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
