import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, isFinished, startOfScan } from '../../main/sync/checkpoint.ts'

const minute = 60_000
const page = (ids: number[], total: number, lastTime: number | null) => ({
  count: ids.length,
  total,
  issueIds: ids.map(String),
  firstTime: lastTime,
  lastTime
})

describe('a scan by created', () => {
  const scan = { by: 'created' as const, window: 4 }

  test('goes on by what came back, not by what was asked, and overlaps by one', () => {
    const next = advance({ ...scan, from: startOfScan }, page([1, 2, 3], 10, 5 * minute))
    expect(next).toMatchObject({ anchor: 0, startAt: 2, done: 3, total: 10, lastIssueId: '3', lastTime: 5 * minute })
  })

  test('begins a new slice at the last issue when the window is used up', () => {
    const next = advance(
      { ...scan, from: { ...startOfScan, startAt: 3, done: 3, total: 10 } },
      page([4], 10, 7 * minute)
    )
    expect(next).toMatchObject({ anchor: 7 * minute, startAt: 0, lastIssueId: '4', done: 4, total: 10 })
  })

  test('does not count the overlap again', () => {
    const from = { anchor: 7 * minute, startAt: 0, lastIssueId: '4', done: 4, total: 10 }
    expect(advance({ ...scan, from }, page([3, 4, 5], 8, 8 * minute)).done).toBe(5)
  })

  test('goes back by two time zones when the last issue is not found again', () => {
    const anchor = 100 * 60 * minute
    const from = { anchor, startAt: 0, lastIssueId: '4', done: 4, total: 10 }
    const next = advance({ ...scan, from }, page([5, 6], 2, anchor + minute))
    expect(next).toMatchObject({ anchor: anchor - 26 * 60 * minute, startAt: 0, lastIssueId: null, done: 4 })
    expect(isFinished(from, { count: 2, total: 2 }, next)).toBe(false)
  })

  test('stays in a slice whose issues all share one minute', () => {
    const from = { anchor: 7 * minute, startAt: 3, lastIssueId: null, done: 4, total: 100 }
    expect(advance({ ...scan, from }, page([5, 6], 90, 7 * minute + 30_000))).toMatchObject({
      anchor: 7 * minute,
      startAt: 4
    })
  })

  test('keeps the server time at which the scan began', () => {
    expect(advance({ ...scan, from: { ...startOfScan, since: 42 } }, page([1, 2, 3, 4], 10, minute)).since).toBe(42)
  })
})

test('a scan by updated needs no proof: its bound is relative', () => {
  const from = { anchor: 7 * minute, startAt: 0, lastIssueId: '4', done: 4, total: 10 }
  const next = advance({ by: 'updated', from, window: 1 }, page([5, 6], 5, 9 * minute))
  expect(next).toMatchObject({ anchor: 9 * minute, startAt: 0, lastIssueId: '6' })
})

test('rows that shifted because an earlier issue was deleted are noticed: a new slice at the last issue seen', () => {
  const from = { anchor: 0, startAt: 2, lastIssueId: '3', lastTime: 5 * minute, done: 3, total: 10 }
  const next = advance({ by: 'created', window: 100, from }, page([5, 6, 7], 9, 9 * minute))
  expect(next).toMatchObject({ anchor: 5 * minute, startAt: 0, lastIssueId: null, done: 3 })
  expect(isFinished(from, { count: 7, total: 9 }, next)).toBe(false)
})

test('a page of a single issue still moves on', () => {
  const next = advance(
    { by: 'created', window: 100, from: { ...startOfScan, startAt: 4, done: 4, total: 10 } },
    page([5], 10, minute)
  )
  expect(next).toMatchObject({ startAt: 5, lastIssueId: null, done: 5 })
})

test('the last page is the empty one, or the one that reaches the total', () => {
  const from = { ...startOfScan, startAt: 8 }
  const finished = (ids: number[], total: number) => {
    const last = page(ids, total, minute)
    return isFinished(from, last, advance({ by: 'created', window: 100, from }, last))
  }
  expect(finished([9, 10], 10)).toBe(true)
  expect(finished([9], 10)).toBe(false)
  expect(finished([], 99)).toBe(true)
})

test('whatever is deleted while a scan pages, no issue that stays is skipped', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 }),
      fc.array(fc.tuple(fc.nat(40), fc.nat(60)), { maxLength: 20 }),
      fc.integer({ min: 2, max: 7 }),
      fc.integer({ min: 3, max: 12 }),
      (gaps, deletions, size, window) => {
        let time = minute
        let jira = gaps.map((gap, index) => ({ id: String(index), created: (time += gap * 10_000) }))
        const seen = new Set<string>()
        let from = startOfScan
        for (let step = 0; ; step += 1) {
          // More than a few dozen steps would be a scan that never ends.
          expect(step).toBeLessThan(500)
          for (const [at, victim] of deletions) if (at === step) jira = jira.filter((one) => one.id !== String(victim))
          const slice = jira.filter((one) => one.created >= Math.floor(from.anchor / minute) * minute)
          const rows = slice.slice(from.startAt, from.startAt + size)
          for (const row of rows) seen.add(row.id)
          const facts = {
            count: rows.length,
            total: slice.length,
            issueIds: rows.map((one) => one.id),
            firstTime: rows[0]?.created ?? null,
            lastTime: rows.at(-1)?.created ?? null
          }
          const next = advance({ by: 'created', window, from }, facts)
          if (isFinished(from, facts, next)) break
          from = next
        }
        expect(jira.filter((one) => !seen.has(one.id))).toEqual([])
      }
    ),
    { numRuns: 3_000 }
  )
})
