import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { waitBeforeRetry, withRetries } from '../../main/sync/retry.ts'
import { err, failure, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const limited = (seconds?: string): Failure =>
  failure('rate-limited', seconds === undefined ? { host: 'h' } : { host: 'h', seconds })
const lost = failure('connection-lost', { host: 'h', detail: 'd' })

test('Jira’s time is kept to: never less than it says', () => {
  expect(waitBeforeRetry(limited('7'), 1, () => 0)).toBe(7_000)
  expect(waitBeforeRetry(limited('10'), 3, () => 1)).toBeCloseTo(13_000, 3)
  expect(waitBeforeRetry(limited('30'), 1, () => 0)).toBe(30_000)
})

test('a pause of more than half a minute is the schedule’s, which knows from the failure when', () => {
  expect(waitBeforeRetry(limited('31'), 1)).toBeNull()
  expect(waitBeforeRetry(limited('3600'), 1)).toBeNull()
})

test.each([undefined, 'soon', '-1', 'NaN'])(
  'without a time of Jira’s (%s), waits double from two seconds',
  (seconds) => {
    const waits = (random: number) =>
      [1, 2, 3, 4].map((tries) => waitBeforeRetry(limited(seconds), tries, () => random))
    expect(waits(0.5)).toEqual([2_000, 4_000, 8_000, null])
    expect(waits(0)).toEqual([1_400, 2_800, 5_600, null])
  }
)

test('whatever the failure says, nothing is asked a fifth time, and no wait is endless', () => {
  const any = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String))
  fc.assert(
    fc.property(
      any,
      fc.integer({ min: 1, max: 9 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (text, tries, luck) => {
        const wait = waitBeforeRetry(limited(text), tries, () => luck)
        if (tries >= 4) expect(wait).toBeNull()
        else if (wait !== null) expect(wait >= 0 && wait <= 39_000).toBe(true)
      }
    )
  )
})

/** Fails with each of the failures in turn, then succeeds. */
function failing(...failures: Failure[]) {
  const tries: number[] = []
  const action = (): Promise<Result<string>> => {
    tries.push(Date.now())
    const next = failures.shift()
    return Promise.resolve(next ? err(next) : ok('done'))
  }
  return { action, tries }
}

test('what passes is asked again until it succeeds', async () => {
  const { action, tries } = failing(lost, limited('5'), lost)
  const done = withRetries(action, new AbortController().signal)
  await vi.runAllTimersAsync()
  expect(await done).toEqual(ok('done'))
  expect(tries).toHaveLength(4)
  expect((tries[2] ?? 0) - (tries[1] ?? 0)).toBeGreaterThanOrEqual(5_000)
})

test.each<[string, Failure]>([
  ['a pause too long to be waited for', limited('900')],
  ['a refused sign-in', failure('needs-sign-in', { host: 'h' })]
])('%s is told at once', async (_what, cause) => {
  const { action, tries } = failing(cause)
  expect(await withRetries(action, new AbortController().signal)).toEqual(err(cause))
  expect(tries).toHaveLength(1)
})

test('after four tries the last failure is told', async () => {
  const { action, tries } = failing(lost, lost, lost, limited('3'), lost)
  const done = withRetries(action, new AbortController().signal)
  await vi.runAllTimersAsync()
  expect(await done).toEqual(err(limited('3')))
  expect(tries).toHaveLength(4)
})

test('giving up ends the wait, and leaves no timer', async () => {
  const { action, tries } = failing(limited('20'))
  const stop = new AbortController()
  const done = withRetries(action, stop.signal)
  await vi.advanceTimersByTimeAsync(100)
  stop.abort()
  expect(await done).toMatchObject({ ok: false, failure: { code: 'cancelled' } })
  expect([tries.length, vi.getTimerCount()]).toEqual([1, 0])
})
