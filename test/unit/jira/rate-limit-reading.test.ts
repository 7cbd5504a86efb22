import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rateLimitedBy } from '../../../main/jira/rate-limit/failure.ts'
import { readHttpDate, readIsoDate, readNumber, readPolicies } from '../../../main/jira/rate-limit/headers.ts'
import { gapOf } from '../../../main/jira/rate-limit/line.ts'
import { readRateLimit, type RateLimitReading } from '../../../main/jira/rate-limit/read-rate-limit.ts'
import { retryAtOf } from '../../../main/jira/rate-limit/retry-at.ts'
import { failure } from '../../../preload/contract/failures/failure.ts'
import { bucketHeaders, reply, startedAt as now } from './rate-limit-support.ts'

const hour = 3_600_000
const read = (status: number, headers: Record<string, string> = {}): RateLimitReading =>
  readRateLimit(reply(status, headers), now)

describe('what Data Center says', () => {
  test('the bucket is on every reply; Retry-After: 0 on a 200 is nothing to wait for', () => {
    expect(read(200, bucketHeaders(49))).toEqual({
      refused: false,
      retryAfterMs: null,
      reason: 'bucket',
      nearLimit: false,
      bucket: { limit: 50, remaining: 49, fillRate: 1, intervalMs: 1_000 }
    })
  })

  test('the last token comes with the time until the next', () => {
    expect(read(200, { ...bucketHeaders(0), 'retry-after': '5' })).toMatchObject({
      refused: false,
      retryAfterMs: 5_000
    })
    expect(read(200, { ...bucketHeaders(1), 'retry-after': '5' }).retryAfterMs).toBeNull()
  })

  test.each<[string, number, number]>([
    ['the interval, where it is longer than the shortest back-off', 60, 60_000],
    ['the shortest back-off otherwise', 1, 2_000]
  ])('429 with Retry-After: 0, as seen on 9.12: %s', (_what, interval, expected) => {
    expect(read(429, bucketHeaders(0, 5, 5, interval))).toMatchObject({ refused: true, retryAfterMs: expected })
  })

  test('headers that are not a whole bucket are none', () => {
    expect(read(200, { ...bucketHeaders(3), 'x-ratelimit-fillrate': '0' }).bucket).toBeNull()
    expect(read(200, { ...bucketHeaders(3), 'x-ratelimit-interval-seconds': '-1' }).bucket).toBeNull()
  })
})

describe('what Cloud says', () => {
  test.each<[string, RateLimitReading['reason']]>([
    ['jira-quota-global-based', 'quota-global'],
    ['jira-quota-tenant-based', 'quota-tenant'],
    ['jira-burst-based', 'burst'],
    ['jira-per-issue-on-write', 'burst'],
    ['jira-cost-based', 'unknown'],
    ['', 'unknown'],
    ['constructor', 'unknown']
  ])('RateLimit-Reason: %s is %s', (named, reason) => {
    expect(read(429, { 'ratelimit-reason': named, 'retry-after': '3' })).toMatchObject({ reason, retryAfterMs: 3_000 })
  })

  test.each(['2026-11-25T04:30:00Z', '2026-11-25T04:30Z', '2026-11-25T04:30:00.000Z', '2026-11-25T05:30+01:00'])(
    'X-RateLimit-Reset: %s, with or without seconds',
    (reset) => {
      expect(read(429, { 'x-ratelimit-reset': reset }).retryAfterMs).toBe(hour / 2)
    }
  )

  test('a reset that is over says nothing: cut off at the minute, it is earlier than meant', () => {
    const sent = { date: 'Wed, 25 Nov 2026 04:00:30 GMT' }
    expect(read(429, { ...sent, 'x-ratelimit-reset': '2026-11-25T04:00Z' }).retryAfterMs).toBeNull()
  })

  test('Retry-After goes before the reset, the reset before the structured header', () => {
    const structured = { ratelimit: '"global-app-quota";r=0;t=50' }
    const reset = { ...structured, 'x-ratelimit-reset': '2026-11-25T04:02Z' }
    expect(read(429, structured).retryAfterMs).toBe(50_000)
    expect(read(429, reset).retryAfterMs).toBe(120_000)
    expect(read(429, { ...reset, 'retry-after': '7' }).retryAfterMs).toBe(7_000)
  })

  test.each(['ratelimit', 'beta-ratelimit'])('%s says which limit it is, when nothing else does', (name) => {
    const both = '"global-app-quota";r=0;t=50, "jira-burst-based";r=90;t=1'
    expect(read(429, { [name]: both })).toMatchObject({ reason: 'quota-global', retryAfterMs: 50_000 })
    expect(read(429, { [name]: '"tenant-app-quota";r=0;t=9' })).toMatchObject({ reason: 'quota-tenant' })
  })

  test('a burst is not made to wait for the quota', () => {
    const headers = { 'ratelimit-reason': 'jira-burst-based', 'beta-ratelimit': '"global-app-quota";r=0;t=3000' }
    expect(read(429, headers)).toMatchObject({ reason: 'burst', retryAfterMs: null })
  })

  test('little is left: X-RateLimit-NearLimit, or a remainder, which is only named then', () => {
    expect(read(200, { 'x-ratelimit-nearlimit': 'true' }).nearLimit).toBe(true)
    expect(read(200, { 'beta-ratelimit': '"global-app-quota";r=11000;t=600' }).nearLimit).toBe(true)
    expect(read(200, { 'beta-ratelimit': '"global-app-quota";t=3200' }).nearLimit).toBe(false)
    expect(read(200, { ratelimit: '"jira-burst-based";r=90;t=1' }).nearLimit).toBe(false)
    expect(read(200, { 'beta-ratelimit': '"global-app-quota";r=0;t=50' }).retryAfterMs).toBeNull()
  })

  test('a gateway’s 429 says nothing at all', () => {
    expect(read(429)).toMatchObject({ refused: true, retryAfterMs: null, reason: 'unknown' })
  })
})

describe('Retry-After', () => {
  test.each<[string, number | null]>([
    ['30', 30_000],
    ['0.2', 200],
    ['5, 10', 10_000],
    ['Wed, 25 Nov 2026 04:00:20 GMT', 20_000],
    ['Wednesday, 25-Nov-26 04:00:20 GMT', 20_000],
    ['Wed Nov 25 04:00:20 2026', 20_000],
    // Bounded: nothing waits longer than until the next hour's quota.
    ['31536000', hour],
    ['99999999999999999999', hour],
    ['Fri, 31 Dec 9999 23:59:59 GMT', hour],
    // Says nothing.
    ['0', null],
    ['Wed, 25 Nov 2026 03:00:00 GMT', null],
    ['-5', null],
    ['+5', null],
    ['1e99', null],
    ['0x10', null],
    ['Infinity', null],
    ['NaN', null],
    ['9'.repeat(400), null],
    ['soon', null],
    ['Wed, never', null],
    ['', null],
    ['５', null],
    ['5; drop', null],
    ['2027', 2_027_000]
  ])('%j waits %s', (value, expected) => {
    expect(read(429, { 'retry-after': value }).retryAfterMs).toBe(expected)
  })

  test('a date counts from the reply’s own, since server and computer may disagree', () => {
    const late = { date: 'Wed, 25 Nov 2026 09:00:00 GMT' }
    expect(read(429, { ...late, 'retry-after': 'Wed, 25 Nov 2026 09:00:10 GMT' }).retryAfterMs).toBe(10_000)
    expect(read(429, { ...late, 'x-ratelimit-reset': '2026-11-25T09:10Z' }).retryAfterMs).toBe(600_000)
    expect(read(429, { date: 'x', 'retry-after': 'Wed, 25 Nov 2026 04:00:10 GMT' }).retryAfterMs).toBe(10_000)
  })

  test('counts with a 503, but not with a reply that is fine', () => {
    expect(read(503, { 'retry-after': '30' })).toMatchObject({ refused: false, retryAfterMs: 30_000 })
    expect(read(503).retryAfterMs).toBeNull()
    expect(read(200, { 'retry-after': '30' }).retryAfterMs).toBeNull()
  })
})

test('values that make no sense are null', () => {
  expect([readNumber(undefined), readNumber('1 2'), readNumber('1,'), readNumber('7')]).toEqual([null, null, null, 7])
  expect([readHttpDate('2026'), readIsoDate('2026-13-45T99:99Z'), readIsoDate('2026-11-25')]).toEqual([
    null,
    null,
    null
  ])
  expect(readPolicies('a;r=1, "b c";r=1, "ok";r=x;t=-1, ;;;, "".')).toEqual([
    { policy: 'ok', remaining: null, resetSeconds: null }
  ])
  expect(readPolicies('"a";r=0;t=1,'.repeat(100_000)).length).toBeLessThan(100)
})

test('whatever the headers are, the wait is more than nothing and at most an hour, and the pace is bounded', () => {
  const names = ['retry-after', 'date', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-fillrate']
  const more = ['x-ratelimit-interval-seconds', 'x-ratelimit-reset', 'ratelimit-reason', 'ratelimit', 'beta-ratelimit']
  const date = fc.date({ noInvalidDate: true })
  const value = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.double().map(String),
    date.map((one) => one.toUTCString()),
    date.map((one) => one.toISOString()),
    fc.tuple(fc.integer(), fc.integer()).map(([r, t]) => `"global-app-quota";r=${r};t=${t}`)
  )
  const headers = fc.dictionary(fc.constantFrom(...names, ...more), value)
  fc.assert(
    fc.property(headers, fc.constantFrom(200, 429, 503), (headers, status) => {
      const { retryAfterMs, bucket } = read(status, headers)
      if (retryAfterMs !== null) expect(retryAfterMs > 0 && retryAfterMs <= hour).toBe(true)
      const gap = bucket ? gapOf(bucket, 4) : 0
      expect(gap >= 0 && gap <= 5_000).toBe(true)
      const seconds = Number(rateLimitedBy(reply(status, headers), 'h', now).params['seconds'])
      expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 3_600).toBe(true)
    }),
    { numRuns: 2_000 }
  )
})

test('the failure says how long, and which limit', () => {
  const headers = { 'retry-after': '1800', 'ratelimit-reason': 'jira-quota-global-based' }
  expect(rateLimitedBy(reply(429, headers), 'acme.atlassian.net', now)).toMatchObject({
    code: 'rate-limited',
    params: { host: 'acme.atlassian.net', seconds: '1800' },
    evidence: 'RateLimit-Reason: jira-quota-global-based'
  })
  expect(rateLimitedBy(reply(429), 'h', now).params['seconds']).toBe('2')
})

test.each<[string | undefined, number]>([
  ['7', 7_000],
  ['0', 0],
  ['900000', hour],
  ['soon', 60_000],
  ['-3', 60_000],
  [undefined, 60_000]
])('a connection throttled for %s seconds is tried after %i ms', (seconds, ms) => {
  const params: Record<string, string> = seconds === undefined ? { host: 'h' } : { host: 'h', seconds }
  expect(retryAtOf(failure('rate-limited', params), now)).toBe(now + ms)
})

test('other failures say nothing about when', () => {
  expect(retryAtOf(failure('timed-out', { host: 'h', seconds: '30' }), now)).toBeNull()
})
