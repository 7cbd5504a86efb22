/**
 * Ends a scan that would go on for ever. A Jira, or something before it, may show the same issues again and again, or
 * ever new ones, whatever it says about how many there are; every way of paging believes the pages it gets.
 */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { ScanOptions } from './scan.ts'

/** Scans that fetch more than this are asked whether there can be so many; most never are. */
const unasked = 10_000
/** Pages in a row without a new issue: a scan that went back by 26 hours sees again what was made in them. */
const mostBarren = 500
/** What one scan may hold in memory. A project with more takes several: each goes on where the one before ended. */
const mostIssues = 3_000_000

export interface EndWatch {
  /**
   * To be told of each page after which the scan goes on. Fails with `reply-not-understood` when it has to end, or as
   * counting does.
   */
  goesOn(issueIds: readonly string[]): Promise<Result<null>>
}

/** @param before issues that earlier runs of this scan have handled. */
export function watchForEnd({ search, count }: Pick<ScanOptions, 'search' | 'count'>, before: number): EndWatch {
  const met = new Set<string>()
  let allowed = unasked
  let barren = 0
  const endless = (detail: string): Result<never> =>
    fail('reply-not-understood', { host: search.host, what: 'the search for issues', detail })
  return {
    async goesOn(issueIds) {
      const known = met.size
      for (const id of issueIds) met.add(id)
      barren = met.size > known ? 0 : barren + 1
      if (barren > mostBarren) return endless('the list of issues repeats itself')
      if (met.size > mostIssues) return endless('the list of issues does not end')
      if (before + met.size <= allowed) return ok(null)
      // Asked anew: a project may have grown since the scan began.
      const counted = await count()
      if (!counted.ok) return counted
      // Twice as many, as Cloud only estimates.
      allowed = unasked + 2 * counted.value
      return before + met.size <= allowed
        ? ok(null)
        : endless(`it lists more issues than the ${counted.value} it counts`)
    }
  }
}
