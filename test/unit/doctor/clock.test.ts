/** Clocks: how far apart, from what, and what that means for which way to sign in. */
import { expect, test } from 'vitest'
import { judgeSkew, measuredSkew } from '../../../main/doctor/steps/clock.ts'
import type { Exchange } from '../../../main/doctor/watch.ts'

const now = Date.UTC(2026, 10, 25, 9, 0, 0)

const exchange = (aheadSeconds: number, ms = 100, headers: Record<string, string> = {}): Exchange => ({
  method: 'GET',
  url: 'https://jira.example.com/rest/api/2/serverInfo',
  sentAt: now,
  endedAt: now + ms,
  reply: { status: 200, headers: { date: new Date(now + aheadSeconds * 1000).toUTCString(), ...headers } },
  failure: null
})

test('the quickest reply counts; a cached one, or one without a date, does not', () => {
  expect(measuredSkew([exchange(0)])).toBe(0)
  expect(measuredSkew([exchange(900, 9_000), exchange(600, 50)])).toBe(600)
  expect(measuredSkew([exchange(-90)])).toBe(-90)
  expect(measuredSkew([exchange(-3600, 10, { age: '3600' }), exchange(2, 50)])).toBe(2)
  expect(measuredSkew([exchange(0, 10, { date: 'yesterday' })])).toBeNull()
  expect(measuredSkew([{ ...exchange(0), reply: null }])).toBeNull()
})

test.each([
  [0, false, 'ok'],
  [60, true, 'ok'],
  [-61, false, 'warning'],
  [300, true, 'warning'],
  [301, true, 'failed'],
  [-301, true, 'failed'],
  [86_400, false, 'warning']
])('%i seconds, signing by the time: %s → %s', (skew, strict, state) => {
  expect(judgeSkew(skew, strict).state).toBe(state)
})

test.each([
  [90, '90 seconds (this computer is behind)'],
  [-900, '15 minutes (this computer is ahead)'],
  [3_600, '1 hour (this computer is behind)'],
  [-7_500, '2 hours 5 minutes (this computer is ahead)'],
  [864_000, '10 days (this computer is behind)']
])('%i s in words', (skew, words) => {
  expect(judgeSkew(skew, false).failure?.params['skew']).toBe(words)
})

test('a clock that is off never keeps the sign-in from being tried', () => {
  expect(judgeSkew(-4_000, true).stops).toBeNull()
})
