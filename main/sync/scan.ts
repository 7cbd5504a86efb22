/** Fetches a scan's pages one after the other, the next one already under way while a page is being stored. */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { TransportReply } from '../net/transport.ts'
import type { JiraClient } from '../jira/client.ts'
import { pageSize, resultWindow, searchPage } from '../jira/search/search.ts'
import type { ScanCheckpoint } from '../store/api.ts'
import { isFinished, overlap } from './checkpoint.ts'
import { withRetries } from './retry.ts'

/** What one page turned out to hold, as told by the store, which parses it. */
export interface TakenPage {
  readonly count: number
  readonly total: number
  /** Rows a page has at most on this server. */
  readonly maxResults: number
  readonly next: ScanCheckpoint
}

export interface ScanOptions {
  readonly client: JiraClient
  readonly fields: string
  readonly signal: AbortSignal
  /** The search for the slice that starts at `anchor` (ms; 0 is the beginning). */
  readonly jql: (anchor: number) => string
  /** Rows after which a new slice begins. */
  readonly window: number
  /** Stores a page asked with `from` and says where to go on. */
  readonly take: (body: Uint8Array, from: ScanCheckpoint) => Promise<Result<TakenPage>>
  /** Sees each reply before it is stored; `again` drops it and asks anew. */
  readonly inspect?: (reply: TransportReply) => 'go on' | 'again'
  readonly progress: (checkpoint: ScanCheckpoint) => void
}

/** Pages asked for ahead of the one being stored. More would only queue up: storing is the slower half. */
const lookahead = 2

/** Runs to the end, a failure, or a cancel (what was stored stays). @returns the last checkpoint. */
export async function scan(options: ScanOptions, start: ScanCheckpoint): Promise<Result<ScanCheckpoint>> {
  const stop = new AbortController()
  const end = (): void => stop.abort()
  options.signal.addEventListener('abort', end)
  try {
    return await walk({ ...options, signal: stop.signal }, start)
  } finally {
    // Pages asked for ahead of a failure are of no use any more.
    end()
    options.signal.removeEventListener('abort', end)
  }
}

async function walk(options: ScanOptions, start: ScanCheckpoint): Promise<Result<ScanCheckpoint>> {
  let at = start
  let size = pageSize
  let rows: number | null = null
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
      if (guess.startAt >= Math.min(rows, options.window)) break
      if (!ahead.has(keyOf(guess))) ahead.set(keyOf(guess), fetchPage(options, guess, size))
    }
    const page = await options.take(reply.value.body, at)
    if (!page.ok) return page
    const { count, total, maxResults, next } = page.value
    // The server clamps pages to fewer rows than were asked for: from now on that many are asked for.
    if (count > 0 && maxResults > 0 && maxResults < rowsAsked(at, size)) size = maxResults
    const finished = isFinished(at, page.value, next)
    if (next.anchor !== at.anchor || next.startAt !== at.startAt + size - overlap) ahead.clear()
    rows = next.anchor === at.anchor ? total : null
    at = next
    options.progress(at)
    if (finished) return ok(at)
  }
}

/** Data Center counts the rows asked for, not those returned, against its window. */
const rowsAsked = (at: ScanCheckpoint, size: number): number =>
  at.startAt < resultWindow ? Math.min(size, resultWindow - at.startAt) : size

const keyOf = (at: ScanCheckpoint): string => `${at.anchor}:${at.startAt}`

function fetchPage(options: ScanOptions, at: ScanCheckpoint, size: number): Promise<Result<TransportReply>> {
  const { client, fields, signal } = options
  const maxResults = rowsAsked(at, size)
  return withRetries(
    () => searchPage(client, { jql: options.jql(at.anchor), startAt: at.startAt, maxResults, fields, signal }),
    signal
  )
}
