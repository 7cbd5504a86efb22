import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { IssueSearch, PageQuery } from '../../main/jira/search/issue-search.ts'
import type { TransportReply } from '../../main/net/transport.ts'
import type { ScanCheckpoint } from '../../main/store/api.ts'
import { startOfScan } from '../../main/sync/checkpoint.ts'
import { scan, type TakenPage } from '../../main/sync/scan.ts'
import { advanceByToken, wentBack } from '../../main/sync/token-checkpoint.ts'

const minute = 60_000
const hour = 60 * minute

describe('where a walk goes on', () => {
  const seen: ScanCheckpoint = { anchor: 0, lastIssueId: null, startAt: 0, done: 0, total: 9 }
  const facts = (ids: number[], firstTime: number | null, lastTime: number | null) => ({
    issueIds: ids.map(String),
    firstTime,
    lastTime
  })
  const page = (from: ScanCheckpoint, ids: number[], first: number | null, last: number | null, opensSlice = true) =>
    advanceByToken({ by: 'created', from, opensSlice }, facts(ids, first, last))
  const at = 100 * hour
  const stopped: ScanCheckpoint = { ...seen, anchor: at, lastIssueId: '7', lastTime: at, done: 7 }

  test('behind the last issue of the page', () => {
    expect(page(seen, [1, 2], hour, 2 * hour)).toMatchObject({ anchor: 2 * hour, lastIssueId: '2', startAt: 0 })
  })

  test('a new slice holds the last issue, or begins at or before its minute', () => {
    expect(wentBack(stopped, page(stopped, [7, 8], at, at + hour))).toBe(false)
    expect(wentBack(stopped, page(stopped, [6, 8], at + 59_000 - (at % minute), at + hour))).toBe(false)
    expect(page(stopped, [7, 8], at, at + hour)).toMatchObject({ anchor: at + hour, lastIssueId: '8' })
  })

  test('otherwise it begins earlier by more than time zones differ, then at the beginning', () => {
    const earlier = page(stopped, [8], at + hour, at + hour)
    expect(earlier).toEqual({ ...stopped, anchor: at - 26 * hour })
    expect(wentBack(stopped, earlier)).toBe(true)
    // Reaches back to where the walk had come: proof enough, whether the last issue is there or not.
    expect(page(earlier, [5, 8], at - hour, at + hour)).toMatchObject({ anchor: at + hour, lastIssueId: '8' })
    const all = page(earlier, [8], at + hour, at + hour)
    expect(all).toEqual({ ...stopped, anchor: 0 })
    expect(page(all, [8], at + hour, at + hour)).toMatchObject({ anchor: at + hour, lastIssueId: '8' })
    expect(page(earlier, [], null, null)).toEqual({ ...stopped, anchor: 0 })
  })

  test('later pages of a slice, and changes by their time, need no proof', () => {
    expect(wentBack(stopped, page(stopped, [8], at + hour, at + hour, false))).toBe(false)
    const changes = advanceByToken({ by: 'updated', from: stopped, opensSlice: true }, facts([8], at + hour, at + hour))
    expect(changes).toMatchObject({ anchor: at + hour, lastIssueId: '8' })
  })
})

test('however often a walk is cut short, and however its times are read, no issue that stays is skipped', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 40 * 60 }), { minLength: 1, maxLength: 50 }),
      fc.array(fc.tuple(fc.nat(30), fc.nat(50)), { maxLength: 15 }),
      fc.array(fc.nat(40), { maxLength: 12 }),
      fc.integer({ min: 1, max: 7 }),
      // How far off Jira reads our times, in hours: nobody's is further off than time zones are.
      fc.integer({ min: -26, max: 26 }),
      (gaps, deletions, cuts, size, off) => {
        let time = 2_000 * hour
        let jira = gaps.map((gap, index) => ({ id: String(index), created: (time += gap * minute) }))
        const stored = new Set<string>()
        let at = startOfScan
        let slice = { anchor: 0, behind: -1 }
        let opens = true
        for (let step = 0; ; step += 1) {
          // More than this would be a walk that never ends.
          expect(step).toBeLessThan(1_000)
          for (const [when, victim] of deletions) {
            if (when === step) jira = jira.filter((one) => one.id !== String(victim))
          }
          if (cuts.includes(step)) {
            slice = { anchor: at.anchor, behind: -1 }
            opens = true
          }
          const bound = slice.anchor > 0 ? Math.floor(slice.anchor / minute) * minute + off * hour : -Infinity
          const rest = jira.filter((one) => one.created >= bound && Number(one.id) > slice.behind)
          const rows = rest.slice(0, size)
          for (const row of rows) stored.add(row.id)
          const next = advanceByToken(
            { by: 'created', from: at, opensSlice: opens },
            {
              issueIds: rows.map((one) => one.id),
              firstTime: rows[0]?.created ?? null,
              lastTime: rows.at(-1)?.created ?? null
            }
          )
          if (wentBack(at, next)) {
            at = next
            slice = { anchor: next.anchor, behind: -1 }
            opens = true
            continue
          }
          at = next
          opens = false
          if (rest.length <= size) break
          slice = { ...slice, behind: Number(rows.at(-1)?.id) }
        }
        expect(jira.filter((one) => !stored.has(one.id))).toEqual([])
      }
    ),
    { numRuns: 3_000 }
  )
})

interface Answer {
  readonly ids: number[]
  readonly token?: string
  readonly isLast: boolean
}

/** A Cloud that gives the answers in turn; a string is the code of a failure. */
function walk(answers: (Answer | 'jql-refused')[], resumable = true) {
  const asked: Pick<PageQuery, 'jql' | 'token'>[] = []
  const seen = new Set<string>()
  const search: IssueSearch = {
    paging: 'tokens',
    host: 'acme.atlassian.net',
    exactCounts: false,
    idsPerCall: 100,
    rowsPerPage: 100,
    window: () => Number.MAX_SAFE_INTEGER,
    async page({ jql, token }): Promise<Result<TransportReply>> {
      asked.push({ jql, token })
      const answer = answers.shift()
      if (answer === undefined) return fail('internal', { where: 'the test asked for more than there is' })
      if (answer === 'jql-refused') return fail(answer, { detail: 'The token has expired.' })
      return ok({ url: '', status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) })
    },
    byIds: async () => fail('cancelled'),
    count: async () => fail('cancelled'),
    beginFullScan: async () => fail('cancelled'),
    changedSince: () => ({ jql: '', minutes: null })
  }
  const result = scan(
    {
      search,
      content: 'tasks',
      signal: new AbortController().signal,
      window: search.window,
      resumable,
      jql: (anchor) => `from ${anchor / minute}`,
      async take(body, from, opensSlice): Promise<Result<TakenPage>> {
        const { ids, token, isLast } = JSON.parse(Buffer.from(body).toString()) as Answer
        const issueIds = ids.map(String)
        const fresh = issueIds.filter((id) => !seen.has(id))
        for (const id of issueIds) seen.add(id)
        const times = { firstTime: (ids[0] ?? 0) * minute || null, lastTime: (ids.at(-1) ?? 0) * minute || null }
        const moved = advanceByToken({ by: 'created', from, opensSlice }, { issueIds, ...times })
        const next = { ...moved, done: from.done + fresh.length }
        return ok({
          count: ids.length,
          total: null,
          maxResults: 0,
          issueIds,
          nextPageToken: token ?? null,
          isLast,
          next
        })
      },
      progress: () => {},
      count: async () => fail('cancelled')
    },
    startOfScan
  )
  return { asked, seen, result }
}

describe('a walk along tokens', () => {
  const first = { ids: [1, 2], token: 'a', isLast: false }

  test('asks the same question with each page’s token, until the last page', async () => {
    const { asked, seen, result } = walk([
      first,
      { ids: [3, 4], token: 'b', isLast: false },
      { ids: [5], isLast: true }
    ])
    expect(await result).toMatchObject({ ok: true, value: { whole: true, at: { done: 5, anchor: 5 * minute } } })
    expect(asked).toEqual([null, 'a', 'b'].map((token) => ({ jql: 'from 0', token })))
    expect(seen.size).toBe(5)
  })

  test.each([
    ['no token although more follows', [{ ids: [3], isLast: false }]],
    ['a token that was there before', [{ ids: [3], token: 'a', isLast: false }]],
    ['nothing new', [{ ids: [1, 2], token: 'b', isLast: false }]],
    ['a token that is refused', ['jql-refused' as const]]
  ])('%s: goes on with a slice from the last issue', async (_what, broken) => {
    const { asked, seen, result } = walk([first, ...broken, { ids: [2, 3, 4], isLast: true }])
    expect(await result).toMatchObject({ ok: true, value: { whole: true, at: { done: 4 } } })
    expect([...seen]).toEqual(['1', '2', '3', '4'])
    expect(asked.at(-1)).toEqual({
      jql: broken[0] === 'jql-refused' || _what === 'nothing new' ? 'from 2' : 'from 3',
      token: null
    })
  })

  test('a slice that brings nothing more ends the walk', async () => {
    const again = { ids: [2], token: 'a', isLast: false }
    const { asked, result } = walk([first, again, again])
    expect(await result).toMatchObject({ ok: true, value: { whole: false, at: { done: 2 } } })
    expect(asked).toHaveLength(3)
  })

  test('a list of ids that breaks off is of no use', async () => {
    const { result } = walk([first, { ids: [3], token: 'a', isLast: false }], false)
    expect(await result).toMatchObject({ ok: false, failure: { code: 'reply-not-understood' } })
  })

  test('a question that is refused is a failure, and so is a token refused again and again', async () => {
    expect(await walk(['jql-refused']).result).toMatchObject({ failure: { code: 'jql-refused' } })
    const again = { ids: [1, 2], token: 'b', isLast: false }
    const { result } = walk([first, 'jql-refused', again, 'jql-refused'])
    expect(await result).toMatchObject({ failure: { code: 'jql-refused' } })
  })
})
