import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { createSignInThrottle, waitAfter, waitWords } from '../../../main/members/sign-in-throttle.ts'
import { openInProcess } from '../../../main/store/in-process.ts'
import type { StoreClient } from '../../../main/store/api.ts'
import { fail, type Result } from '../../../preload/contract/failures/failure.ts'
import { tempFile } from '../store/support.ts'

const second = 1000
const minute = 60 * second

const opened: StoreClient[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})

async function openStore(file = tempFile()): Promise<StoreClient> {
  const store = await openInProcess(file)
  if (!store.ok) throw new Error(store.failure.cause)
  opened.push(store.value)
  return store.value
}

/** A throttle with a clock that is set by hand. */
async function begin(store?: StoreClient) {
  const clock = { now: 1_800_000_000_000 }
  const throttle = createSignInThrottle(store ?? (await openStore()), () => clock.now)
  const guess = async (login = 'ben'): Promise<string> => said(await throttle.begin(login))
  const guesses = async (count: number): Promise<string[]> => {
    const all: string[] = []
    for (let n = 0; n < count; n += 1) all.push(await guess())
    return all
  }
  return { clock, throttle, guess, guesses }
}

const said = (result: Result<number>): string =>
  result.ok ? `wrong: ${result.value}` : `${result.failure.code} ${result.failure.params['wait'] ?? ''}`.trim()

test('five are free, then 30 seconds, doubling up to a quarter of an hour', () => {
  const waits = Array.from({ length: 13 }, (_, failed) => waitAfter(failed) / second)
  expect(waits).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
  expect(waitAfter(100_000)).toBe(15 * minute)
})

test('the wait in words is never less than what is left', () => {
  const words = [1, 999, 1000, 1001, 30_000, 59_000, 59_001, 60_000, 60_001, 15 * minute].map(waitWords)
  expect(words.slice(0, 5)).toEqual(['1 second', '1 second', '1 second', '2 seconds', '30 seconds'])
  expect(words.slice(5)).toEqual(['59 seconds', '1 minute', '1 minute', '2 minutes', '15 minutes'])
})

test('a wait that is not over counts nothing; after it one more guess is let through', async () => {
  const { clock, guess, guesses } = await begin()
  expect(await guesses(7)).toEqual([
    'wrong: 1',
    'wrong: 2',
    'wrong: 3',
    'wrong: 4',
    'wrong: 5',
    'login-throttled 30 seconds',
    'login-throttled 30 seconds'
  ])
  clock.now += 29 * second
  expect(await guess()).toBe('login-throttled 1 second')
  clock.now += second
  expect(await guesses(2)).toEqual(['wrong: 6', 'login-throttled 1 minute'])
  clock.now += minute
  expect(await guesses(2)).toEqual(['wrong: 7', 'login-throttled 2 minutes'])
})

test('each login by itself, whatever its case, whether anybody has it or not', async () => {
  const { guess, guesses } = await begin()
  await guesses(5)
  expect(await guess('BEN')).toBe('login-throttled 30 seconds')
  expect(await guess('cho')).toBe('wrong: 1')
})

test('what is right, or given anew, forgets; time does not', async () => {
  const { clock, throttle, guess, guesses } = await begin()
  await guesses(5)
  clock.now += 400 * 24 * 60 * minute
  expect(await guesses(2)).toEqual(['wrong: 6', 'login-throttled 1 minute'])
  await throttle.forget('Ben')
  expect(await guess()).toBe('wrong: 1')
})

test('the wait goes on over a restart', async () => {
  const file = tempFile()
  const store = await openStore(file)
  await (await begin(store)).guesses(5)
  await store.close()
  const { clock, guess } = await begin(await openStore(file))
  clock.now += 10 * second
  expect(await guess()).toBe('login-throttled 20 seconds')
})

test('a clock set back costs one wait at most; set forward it gives one guess and forgets nothing', async () => {
  const { clock, guess, guesses } = await begin()
  await guesses(5)
  clock.now -= 365 * 24 * 60 * minute
  expect(await guess()).toBe('login-throttled 30 seconds')
  clock.now += 20 * second
  expect(await guess()).toBe('login-throttled 10 seconds')
  clock.now += 10 * second
  expect(await guess()).toBe('wrong: 6')
  clock.now += 365 * 24 * 60 * minute
  expect(await guesses(2)).toEqual(['wrong: 7', 'login-throttled 2 minutes'])
})

test('however the clock is set, no wait is longer than a quarter of an hour once it runs on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -(10 ** 10), max: 10 ** 10 }), { maxLength: 12 }), async (jumps) => {
      const { clock, guess, guesses } = await begin()
      await guesses(5)
      for (const jump of jumps) {
        clock.now += jump
        await guess()
      }
      clock.now += 15 * minute
      expect(await guess()).toMatch(/^wrong: /)
    }),
    { numRuns: 20 }
  )
})

test('a workspace that cannot be written counts in memory, so that it can be looked at', async () => {
  const store = await openStore()
  const readOnly: StoreClient = {
    ...store,
    saveSignInAttempts: async () => fail('database-read-only', { file: 'workspace.db' })
  }
  const { throttle, guesses, guess } = await begin(readOnly)
  expect((await guesses(6)).at(-1)).toBe('login-throttled 30 seconds')
  expect(await guess('cho')).toBe('wrong: 1')
  await throttle.forget('ben')
  expect(await guess()).toBe('wrong: 1')
})

test('where nothing can be counted, no password is looked at', async () => {
  const store = await openStore()
  const full: StoreClient = { ...store, saveSignInAttempts: async () => fail('disk-full', { file: 'workspace.db' }) }
  expect(await (await begin(full)).guess()).toBe('disk-full')
  const gone: StoreClient = { ...store, signInAttempts: async () => fail('store-stopped', { detail: 'gone' }) }
  expect(await (await begin(gone)).guess()).toBe('store-stopped')
})
