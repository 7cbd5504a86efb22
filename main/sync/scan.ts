/**
 * Fetches a scan's pages. Paged by rows, the next pages are already under way while one is being stored; by tokens each
 * page names the next one (token-walk.ts).
 */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { TransportReply } from '../net/transport.ts'
import type { IssueSearch } from '../jira/search/issue-search.ts'
import type { ScanCheckpoint } from '../store/api.ts'
import { isFinished, overlap } from './checkpoint.ts'
import { watchForEnd } from './endless.ts'
import { withRetries } from './retry.ts'
import { walkTokens } from './token-walk.ts'

/** What one page turned out to hold, as told by the store, which parses it. */
export interface TakenPage {
  readonly count: number
  readonly total: number | null
  /** Rows a page has at most on this server. */
  readonly maxResults: number
  readonly issueIds: readonly string[]
  readonly nextPageToken: string | null
  readonly isLast: boolean
  readonly next: ScanCheckpoint
}

export interface ScanOptions {
  readonly search: IssueSearch
  readonly content: 'tasks' | 'ids'
  readonly signal: AbortSignal
  /** The search for the slice that starts at `anchor` (ms; 0 is the beginning). */
  readonly jql: (anchor: number) => string
  /** Rows after which a new slice begins; asked anew for each page. */
  readonly window: () => number
  /**
   * Whether a list that breaks off may go on with a slice from the last issue seen. Not so where pages bring no times: a
   * list of ids is whole or of no use.
   */
  readonly resumable: boolean
  /** Stores a page asked with `from` and says where to go on. `opensSlice` matters where pages have tokens. */
  readonly take: (body: Uint8Array, from: ScanCheckpoint, opensSlice: boolean) => Promise<Result<TakenPage>>
  /** Sees each reply before it is stored; `again` drops it and asks anew. */
  readonly inspect?: (reply: TransportReply) => 'go on' | 'again'
  readonly progress: (checkpoint: ScanCheckpoint) => void
  /** How many issues the whole project has, as Jira says now. */
  readonly count: () => Promise<Result<number>>
}

/** Pages asked for ahead of the one being stored. More would only queue up: storing is the slower half. */
const lookahead = 2

export interface ScanEnd {
  readonly at: ScanCheckpoint
  /** Jira said that nothing follows. False when the list only brought nothing more. */
  readonly whole: boolean
}

/** Runs to the end, a failure, or a cancel (what was stored stays). */
export async function scan(options: ScanOptions, start: ScanCheckpoint): Promise<Result<ScanEnd>> {
  const stop = new AbortController()
  const end = (): void => stop.abort()
  options.signal.addEventListener('abort', end)
  try {
    const walk = options.search.paging === 'tokens' ? walkTokens : walkRows
    return await walk({ ...options, signal: stop.signal }, start)
  } finally {
    // Pages asked for ahead of a failure are of no use any more.
    end()
    options.signal.removeEventListener('abort', end)
  }
}

async function walkRows(options: ScanOptions, start: ScanCheckpoint): Promise<Result<ScanEnd>> {
  let at = start
  const { search } = options
  let size = search.rowsPerPage
  let rows: number | null = null
  const watch = watchForEnd(options, start.done)
  const ahead = new Map<string, Promise<Result<TransportReply>>>()
  for (;;) {
    if (options.signal.aborted) return fail('cancelled')
    const key = keyOf(at)
    const reply = await (ahead.get(key) ?? fetchPage(options, at, size))
    ahead.delete(key)
    if (!reply.ok) return reply
    if (options.inspect?.(reply.value) === 'again') {
      ahead.clear()
      continue
    }
    for (let step = 1; rows !== null && step <= lookahead; step += 1) {
      const guess = { ...at, startAt: at.startAt + step * (size - overlap) }
      if (guess.startAt >= Math.min(rows, options.window())) break
      if (!ahead.has(keyOf(guess))) ahead.set(keyOf(guess), fetchPage(options, guess, size))
    }
    const page = await options.take(reply.value.body, at, at.startAt === 0)
    if (!page.ok) return page
    const { count, maxResults, issueIds, next } = page.value
    // The store refuses a page without a total.
    const total = page.value.total ?? count
    // The server clamps pages to fewer rows than were asked for: from now on that many are asked for.
    if (count > 0 && maxResults > 0 && maxResults < rowsAsked(search, at, size)) size = maxResults
    const finished = isFinished(at, { count, total }, next)
    if (next.anchor !== at.anchor || next.startAt !== at.startAt + size - overlap) ahead.clear()
    rows = next.anchor === at.anchor ? total : null
    at = next
    options.progress(at)
    if (finished) return ok({ at, whole: true })
    const more = await watch.goesOn(issueIds)
    if (!more.ok) return more
  }
}

/** Rows after which a scan begins a new slice: a whole page must still fit the window. */
export const sliceRows = (search: IssueSearch): number => Math.max(1, search.window() - search.rowsPerPage)

/** Data Center counts the rows asked for, not those returned, against its window. */
const rowsAsked = (search: IssueSearch, at: ScanCheckpoint, size: number): number =>
  at.startAt < search.window() ? Math.min(size, search.window() - at.startAt) : size

const keyOf = (at: ScanCheckpoint): string => `${at.anchor}:${at.startAt}`

function fetchPage(options: ScanOptions, at: ScanCheckpoint, size: number): Promise<Result<TransportReply>> {
  const { search, content, signal } = options
  const jql = options.jql(at.anchor)
  return withRetries(() => {
    const maxResults = rowsAsked(search, at, size)
    return search.page({ jql, content, startAt: at.startAt, maxResults, token: null, signal })
  }, signal)
}
