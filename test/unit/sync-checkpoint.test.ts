import { describe, expect, test } from 'vitest'
import { advance, isLastPage, startOfScan, wentBack } from '../../main/sync/checkpoint.ts'

const minute = 60_000
const page = (ids: number[], total: number, lastTime: number | null) => ({
  count: ids.length, total, issueIds: ids.map(String), lastTime
})

describe('a scan by created', () => {
  const scan = { by: 'created' as const, window: 4 }

  test('goes on by what came back, not by what was asked', () => {
    const next = advance({ ...scan, from: startOfScan }, page([1, 2, 3], 10, 5 * minute))
    expect(next).toMatchObject({ anchor: 0, startAt: 3, done: 3, total: 10, lastIssueId: null })
  })

  test('begins a new slice at the last issue when the window is used up', () => {
    const next = advance({ ...scan, from: { ...startOfScan, startAt: 3, done: 3, total: 10 } }, page([4], 10, 7 * minute))
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
    expect(wentBack(from, next)).toBe(true)
  })

  test('stays in a slice whose issues all share one minute', () => {
    const from = { anchor: 7 * minute, startAt: 3, lastIssueId: null, done: 4, total: 100 }
    expect(advance({ ...scan, from }, page([5, 6], 90, 7 * minute + 30_000))).toMatchObject({ anchor: 7 * minute, startAt: 5 })
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

test('the last page is the empty one, or the one that reaches the total', () => {
  const from = { ...startOfScan, startAt: 8 }
  expect(isLastPage(from, { count: 2, total: 10 })).toBe(true)
  expect(isLastPage(from, { count: 1, total: 10 })).toBe(false)
  expect(isLastPage(from, { count: 0, total: 99 })).toBe(true)
})
