/**
 * Walks a list whose pages name the next one (Jira Cloud). Tokens are trusted only so far: Cloud has been seen to give
 * the same token for ever, and a token ends after seven days. A list that breaks off – no token though more follows, a
 * token that was there before, a page without anything new, a token that is refused – goes on with a new slice from the
 * last issue seen, as long as each slice brings something; and endless.ts watches over all slices: so a walk always ends.
 */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { ScanCheckpoint } from '../store/api.ts'
import { watchForEnd } from './endless.ts'
import type { ScanEnd, ScanOptions } from './scan.ts'
import { withRetries } from './retry.ts'
import { wentBack } from './token-checkpoint.ts'

interface Slice {
  readonly jql: string
  /** Asks for the slice's next page; null for its first. */
  token: string | null
  /** All issues it has brought. */
  readonly ids: Set<string>
  /** What had been done when it began. */
  readonly doneBefore: number
}

/**
 * Runs to the end, a failure, or a cancel (what was stored stays). A list that ends in repetitions has ended, though not
 * as a `whole`, where it is `resumable` (nothing follows the last issue); otherwise it fails with `reply-not-understood`.
 */
export async function walkTokens(options: ScanOptions, start: ScanCheckpoint): Promise<Result<ScanEnd>> {
  const { search, content, signal, resumable } = options
  const begin = (at: ScanCheckpoint): Slice => ({
    jql: options.jql(at.anchor),
    token: null,
    ids: new Set(),
    doneBefore: at.done
  })
  const tokens = new Set<string>()
  const watch = watchForEnd(options, start.done)
  let at = start
  let slice = begin(at)
  for (;;) {
    if (signal.aborted) return fail('cancelled')
    const { jql, token } = slice
    const reply = await withRetries(
      () => search.page({ jql, content, token, startAt: 0, maxResults: search.rowsPerPage, signal }),
      signal
    )
    if (!reply.ok) {
      const tokenRefused = token !== null && reply.failure.code === 'jql-refused'
      if (!tokenRefused || !resumable || at.done === slice.doneBefore) return reply
      slice = begin(at)
      continue
    }
    if (options.inspect?.(reply.value) === 'again') {
      slice = begin(at)
      continue
    }
    const page = await options.take(reply.value.body, at, token === null)
    if (!page.ok) return page
    const { next, issueIds, nextPageToken, isLast } = page.value
    const more = isLast ? ok(null) : await watch.goesOn(issueIds)
    if (!more.ok) return more
    if (wentBack(at, next)) {
      at = next
      slice = begin(at)
      continue
    }
    at = next
    options.progress(at)
    if (isLast) return ok({ at, whole: true })
    const anythingNew = issueIds.some((id) => !slice.ids.has(id))
    for (const id of issueIds) slice.ids.add(id)
    if (nextPageToken !== null && anythingNew && !tokens.has(nextPageToken)) {
      tokens.add(nextPageToken)
      slice.token = nextPageToken
      continue
    }
    if (!resumable) return brokenOff(options)
    if (at.done === slice.doneBefore) return ok({ at, whole: false })
    slice = begin(at)
  }
}

const brokenOff = ({ search }: ScanOptions): Result<never> =>
  fail('reply-not-understood', {
    host: search.host,
    what: 'the search for issues',
    detail: 'the list of issues breaks off, or repeats itself'
  })
