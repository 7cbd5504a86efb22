/**
 * How a scan of Jira Cloud moves on. A page's token names the next page, so nothing has to be reckoned while the walk
 * lasts. Tokens are kept in memory only (they end after seven days, and with the sign-in); what is stored with every
 * page is the last issue seen, and a walk that was cut short goes on with a new slice from that issue's time.
 *
 * A new slice is believed only when it reaches back to where the walk had come: its first page holds the last issue, or
 * begins at or before its minute. If not, that issue may just be gone – or the time was read as another one than was
 * meant. Then the slice begins 26 hours earlier, which is more than time zones differ; and if that does not reach back
 * either, the scan begins at the beginning, which needs no proof. Issues that come again are recognised by their ids.
 *
 * Pure, and called inside the transaction that stores the page: a crash never separates a page from its checkpoint.
 */
import type { ScanCheckpoint, TokenScan } from '../store/api.ts'
import { minute, zoneSpanMs, type PageFacts } from './checkpoint.ts'

type TokenPageFacts = Pick<PageFacts, 'issueIds' | 'firstTime' | 'lastTime'>

/** Where a new slice would have to begin after `page`, which was asked for in the slice of `from`. */
export function advanceByToken({ by, from, opensSlice }: TokenScan, page: TokenPageFacts): ScanCheckpoint {
  if (opensSlice && by === 'created' && !reachesBack(from, page)) {
    const sought = from.lastTime ?? from.anchor
    return { ...from, anchor: from.anchor >= sought ? Math.max(0, sought - zoneSpanMs) : 0 }
  }
  return {
    ...from,
    anchor: page.lastTime ?? from.anchor,
    lastIssueId: page.issueIds.at(-1) ?? from.lastIssueId,
    lastTime: page.lastTime ?? from.lastTime
  }
}

/** By `updated` nothing is to be proved: the last issue may have been changed again, and then stands further behind. */
function reachesBack(from: ScanCheckpoint, page: TokenPageFacts): boolean {
  if (from.anchor <= 0 || from.lastIssueId === null) return true
  if (page.issueIds.includes(from.lastIssueId)) return true
  return page.firstTime !== null && minute(page.firstTime) <= minute(from.lastTime ?? from.anchor)
}

/** Whether `next` begins the slice anew for want of proof, instead of going on behind the page. */
export const wentBack = (from: ScanCheckpoint, next: ScanCheckpoint): boolean =>
  next.anchor < from.anchor && next.lastIssueId === from.lastIssueId && next.lastTime === from.lastTime
