/**
 * How a scan moves on. Issues are walked oldest first in slices that stay within Data Center's search window.
 * A slice begins at an anchor, the time of the last issue seen. JQL knows only minutes, so a slice overlaps the one
 * before it – and for `created`, whose wall time is read in the user's own time zone, that it does is proved by finding
 * the last issue again; otherwise the slice goes back by as much as two time zones can differ.
 *
 * Pure, and called inside the transaction that stores the page: a crash never separates a page from its checkpoint.
 */
import type { PageScan, ScanCheckpoint } from '../store/api.ts'

export interface PageFacts {
  /** Issues in the reply, and rows of the whole slice. */
  readonly count: number
  readonly total: number
  readonly issueIds: readonly string[]
  /** `created` or `updated` of the last issue, ms; null on an empty page. */
  readonly lastTime: number | null
}

/** UTC−12 to UTC+14. */
const zoneSpanMs = 26 * 60 * 60_000

export const startOfScan: ScanCheckpoint = { anchor: 0, lastIssueId: null, startAt: 0, done: 0, total: null }

/** Whether Jira has no rows beyond this page of the slice. */
export const isLastPage = (from: ScanCheckpoint, page: Pick<PageFacts, 'count' | 'total'>): boolean =>
  page.count === 0 || from.startAt + page.count >= page.total

export function advance({ by, from, window }: PageScan, page: PageFacts): ScanCheckpoint {
  const total = from.total ?? page.total
  const seenBefore = from.startAt === 0 && from.lastIssueId !== null ? page.issueIds.indexOf(from.lastIssueId) + 1 : 0
  const unproved = by === 'created' && from.startAt === 0 && from.lastIssueId !== null && seenBefore === 0
  if (unproved) return { ...from, total, anchor: Math.max(1, from.anchor - zoneSpanMs), lastIssueId: null }

  const done = Math.min(from.done + page.count - seenBefore, Math.max(total, page.total))
  const startAt = from.startAt + page.count
  const moved = page.lastTime !== null && minute(page.lastTime) > minute(from.anchor)
  // Thousands of issues of one minute (an import) cannot be told apart by time: then the slice just goes on.
  if (startAt < window || !moved || isLastPage(from, page)) return { ...from, total, done, startAt }
  return { ...from, total, done, startAt: 0, anchor: page.lastTime as number, lastIssueId: page.issueIds.at(-1) ?? null }
}

/** True when `advance` went back because the overlap could not be proved: the page was not the last, whatever it says. */
export const wentBack = (from: ScanCheckpoint, next: ScanCheckpoint): boolean => next.anchor < from.anchor

const minute = (ms: number): number => Math.floor(ms / 60_000)
