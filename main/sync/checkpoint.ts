/**
 * How a scan moves on. Issues are walked oldest first in slices that stay within Data Center's search window; a slice
 * begins at an anchor, the time of the last issue seen. That nothing was skipped is proved page by page, because a
 * deletion in Jira moves all later rows up, and a slice's wall time is read in the user's own time zone: within a slice
 * a page must contain the last issue of the one before; a new slice must begin within the anchor's minute, where that
 * issue lies. Without proof the scan goes back as far as it takes.
 *
 * Pure, and called inside the transaction that stores the page: a crash never separates a page from its checkpoint.
 */
import type { RowScan, ScanCheckpoint } from '../store/api.ts'

export interface PageFacts {
  /** Issues in the reply, and rows of the whole slice. */
  readonly count: number
  readonly total: number
  readonly issueIds: readonly string[]
  /** `created` or `updated` of the first and of the last issue, ms; null on an empty page. */
  readonly firstTime: number | null
  readonly lastTime: number | null
}

/** UTC−12 to UTC+14. */
export const zoneSpanMs = 26 * 60 * 60_000

export const startOfScan: ScanCheckpoint = { anchor: 0, lastIssueId: null, startAt: 0, done: 0, total: null }

/** Whether the scan is through: Jira has no rows beyond this page, and `next` did not go back for want of proof. */
export const isFinished = (
  from: ScanCheckpoint,
  page: Pick<PageFacts, 'count' | 'total'>,
  next: ScanCheckpoint
): boolean => isLastPage(from, page) && next.anchor === from.anchor && next.startAt === from.startAt + page.count

/** A total that is less than what has been listed is wrong: then the scan goes on until nothing more comes. */
const isLastPage = (from: ScanCheckpoint, page: Pick<PageFacts, 'count' | 'total'>): boolean =>
  page.count === 0 || from.startAt + page.count === page.total

/** Where to go on after `page`, which was asked for with `from`. */
export function advance({ by, from, window }: RowScan, page: PageFacts): ScanCheckpoint {
  const total = from.total ?? page.total
  const seenBefore = from.lastIssueId === null ? 0 : page.issueIds.indexOf(from.lastIssueId) + 1
  const done = from.done + page.count - seenBefore
  if (from.lastIssueId !== null && seenBefore === 0) {
    // Rows have shifted within the slice: a new one begins at the last issue that is known to have been seen.
    if (from.startAt > 0) return { ...from, total, startAt: 0, anchor: from.lastTime ?? from.anchor, lastIssueId: null }
    // By `updated` the bound is relative, the same in every time zone, and that issue may have been edited again.
    const begins = by === 'updated' || (page.firstTime !== null && minute(page.firstTime) <= minute(from.anchor))
    if (!begins) return { ...from, total, anchor: Math.max(1, from.anchor - zoneSpanMs), lastIssueId: null }
  }
  const lastIssueId = page.issueIds.at(-1) ?? from.lastIssueId
  const lastTime = page.lastTime ?? from.lastTime
  const startAt = from.startAt + page.count
  if (isLastPage(from, page)) return { ...from, total, done, startAt }
  const moved = page.lastTime !== null && minute(page.lastTime) > minute(from.anchor)
  // Thousands of issues of one minute (an import) cannot be told apart by time: then the slice just goes on.
  if (startAt >= window && moved)
    return { ...from, total, done, startAt: 0, anchor: page.lastTime as number, lastIssueId, lastTime }
  // A page of one issue cannot overlap and move on.
  if (page.count < 2) return { ...from, total, done, startAt, lastIssueId: null, lastTime }
  return { ...from, total, done, startAt: startAt - overlap, lastIssueId, lastTime }
}

/** Rows by which a page overlaps the one before it within a slice. */
export const overlap = 1

export const minute = (ms: number): number => Math.floor(ms / 60_000)
