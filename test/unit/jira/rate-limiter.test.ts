import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createPauses } from '../../../main/jira/rate-limit/pauses.ts'
import { maxAtOnce } from '../../../main/jira/rate-limit/rate-limiter.ts'
import { readRateLimit } from '../../../main/jira/rate-limit/read-rate-limit.ts'
import {
  bucketHeaders,
  limiterForTest,
  reply,
  settled,
  startedAt,
  usualTurn,
  type Asked
} from './rate-limit-support.ts'

const states = (asked: readonly Asked[]): string[] => asked.map(({ state }) => state)
const many = (count: number, ask: () => Asked): Asked[] => Array.from({ length: count }, () => ask())

describe('places', () => {
  test('so many at once for one host, the others in the order they came; another host is not held up', async () => {
    const { ask } = limiterForTest()
    const asked = many(maxAtOnce + 2, ask)
    const other = ask({ host: 'other.example.com' })
    await settled()
    expect(states(asked)).toEqual([...Array<string>(maxAtOnce).fill('admitted'), 'waiting', 'waiting'])
    expect(other.state).toBe('admitted')
    asked[0]?.release()
    await settled()
    expect(states(asked.slice(maxAtOnce))).toEqual(['admitted', 'waiting'])
  })

  test('a place given back twice is one place', async () => {
    const { ask } = limiterForTest(undefined, 1)
    const asked = many(3, ask)
    await settled()
    asked[0]?.release()
    asked[0]?.release()
    await settled()
    expect(states(asked)).toEqual(['admitted', 'admitted', 'waiting'])
  })

  test('who gives up leaves the line, keeps no place and no alarm', async () => {
    const { ask, clock, limiter } = limiterForTest(undefined, 1)
    const first = ask()
    const stop = new AbortController()
    const given = ask({ signal: stop.signal })
    const next = ask()
    stop.abort()
    await settled()
    expect(given.state).toBe('cancelled')
    first.release()
    await settled()
    expect(next.state).toBe('admitted')
    next.release()
    const late = ask({ signal: stop.signal })
    await settled()
    expect(late.state).toBe('cancelled')
    limiter.note(usualTurn, reply(429, { 'retry-after': '9' }))
    const again = new AbortController()
    const last = ask({ signal: again.signal })
    await settled()
    expect([last.state, clock.sleeping]).toEqual(['waiting', 1])
    again.abort()
    await settled()
    expect([last.state, clock.sleeping]).toEqual(['cancelled', 0])
  })

  test('a signal that fires after the request went takes nothing away from others', async () => {
    const { ask } = limiterForTest(undefined, 1)
    const stop = new AbortController()
    const first = ask({ signal: stop.signal })
    const second = ask()
    await settled()
    expect(getEventListeners(stop.signal, 'abort')).toEqual([])
    stop.abort()
    await settled()
    expect(states([first, second])).toEqual(['admitted', 'waiting'])
    first.release()
    await settled()
    expect(second.state).toBe('admitted')
  })
})

describe('pauses', () => {
  test('hold all connections to a host, until Jira’s time and not before', async () => {
    const { ask, clock, limiter } = limiterForTest()
    limiter.note(usualTurn, reply(429, { 'retry-after': '5' }))
    const asked = [ask({ bucket: 'GET /project' }), ask({ client: 'app' })]
    await clock.pass(4_999)
    asked.push(ask())
    await settled()
    expect(states(asked)).toEqual(['waiting', 'waiting', 'waiting'])
    expect(limiter.throttledUntil(usualTurn.host)).toBe(startedAt + 5_000)
    await clock.pass(1)
    expect(states(asked)).toEqual(['admitted', 'admitted', 'admitted'])
    expect(limiter.throttledUntil(usualTurn.host)).toBeNull()
  })

  test('a burst pauses its endpoint only, and others pass', async () => {
    const { ask, clock, limiter } = limiterForTest()
    limiter.note(usualTurn, reply(429, { 'retry-after': '5', 'ratelimit-reason': 'jira-burst-based' }))
    const asked = [ask(), ask({ bucket: 'POST /search' }), ask({ host: 'other.example.com' })]
    await settled()
    expect(states(asked)).toEqual(['waiting', 'admitted', 'admitted'])
    expect(limiter.throttledUntil(usualTurn.host)).toBeNull()
    await clock.pass(5_000)
    expect(states(asked)[0]).toBe('admitted')
  })

  const app = { client: 'app' }
  const site2 = 'https://api.example.com/ex/jira/2'

  test('a client’s quota stops it on all sites, and nobody else', async () => {
    const { ask, clock, limiter } = limiterForTest()
    const turn = { ...usualTurn, ...app }
    limiter.note(turn, reply(429, { 'retry-after': '5', 'ratelimit-reason': 'jira-quota-global-based' }))
    const asked = [ask(app), ask({ ...app, host: site2 }), ask(), ask({ client: 'other' })]
    await settled()
    expect(states(asked)).toEqual(['waiting', 'waiting', 'admitted', 'admitted'])
    expect(limiter.throttledUntil(site2, 'app')).toBe(startedAt + 5_000)
    expect(limiter.throttledUntil(site2)).toBeNull()
    await clock.pass(5_000)
    expect(states(asked)).toEqual(['admitted', 'admitted', 'admitted', 'admitted'])
  })

  test('a client’s quota on one site stops it there', async () => {
    const { ask, limiter } = limiterForTest()
    const turn = { ...usualTurn, ...app }
    limiter.note(turn, reply(429, { 'retry-after': '5', 'ratelimit-reason': 'jira-quota-tenant-based' }))
    const asked = [ask(app), ask({ ...app, host: site2 }), ask()]
    await settled()
    expect(states(asked)).toEqual(['waiting', 'admitted', 'admitted'])
  })

  test('a longer pause than is waited for is told at once, until it is over', async () => {
    const { ask, clock, limiter } = limiterForTest()
    limiter.note({ ...usualTurn, host: site2 }, reply(429, { 'retry-after': '900' }))
    await clock.pass(500)
    const asked = ask({ host: site2 })
    await settled()
    expect(asked.failure).toMatchObject({ code: 'rate-limited', params: { host: 'api.example.com', seconds: '900' } })
    await clock.pass(899_500)
    const later = ask({ host: site2 })
    await settled()
    expect(later.state).toBe('admitted')
  })

  test('who waits already learns of a pause that is too long, also on another site', async () => {
    const { ask, limiter } = limiterForTest(undefined, 1)
    const asked = [ask(app), ask(app), ask({ ...app, host: site2 }), ask({ ...app, host: site2 })]
    await settled()
    const turn = { ...usualTurn, ...app }
    limiter.note(turn, reply(429, { 'retry-after': '900', 'ratelimit-reason': 'jira-quota-global-based' }))
    await settled()
    expect(states(asked)).toEqual(['admitted', 'rate-limited', 'admitted', 'rate-limited'])
  })

  test('a shorter pause does not end a longer one', async () => {
    const { limiter } = limiterForTest()
    limiter.note(usualTurn, reply(429, { 'retry-after': '20' }))
    limiter.note(usualTurn, reply(429, { 'retry-after': '1' }))
    limiter.note(usualTurn, reply(200))
    expect(limiter.throttledUntil(usualTurn.host)).toBe(startedAt + 20_000)
  })

  test('a Jira that is down for long is still asked now and then, so that it can say what is wrong', () => {
    const { limiter } = limiterForTest()
    limiter.note(usualTurn, reply(503, { 'retry-after': '3600' }))
    expect(limiter.throttledUntil(usualTurn.host)).toBe(startedAt + 30_000)
  })

  test('end when the computer’s clock is set back', async () => {
    const { ask, clock, limiter } = limiterForTest()
    limiter.note(usualTurn, reply(200, bucketHeaders(0)))
    const before = ask()
    await settled()
    limiter.note(usualTurn, reply(429, { 'retry-after': '20' }))
    clock.set(startedAt - 86_400_000)
    const after = ask()
    await settled()
    expect(states([before, after])).toEqual(['admitted', 'admitted'])
  })
})

describe('where Jira does not say how long', () => {
  test.each([
    [0.5, [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
    [0, [1_400, 2_800, 5_600, 11_200, 22_400, 30_000]],
    [1, [2_600, 5_200, 10_400, 20_800, 30_000, 30_000]]
  ])('pauses double, with jitter (%f), up to a bound', async (random, expected) => {
    const { clock, limiter } = limiterForTest(() => random)
    const waits: number[] = []
    for (const _ of expected) {
      limiter.note(usualTurn, reply(429))
      const until = limiter.throttledUntil(usualTurn.host) ?? 0
      waits.push(Math.round(until - clock.now()))
      await clock.pass(until - clock.now())
    }
    expect(waits).toEqual(expected)
  })

  test('refused together is refused once; an answer ends the series', async () => {
    const { clock, limiter } = limiterForTest()
    for (let i = 0; i < 4; i += 1) limiter.note(usualTurn, reply(429))
    expect(limiter.throttledUntil(usualTurn.host)).toBe(startedAt + 2_000)
    await clock.pass(2_000)
    limiter.note(usualTurn, reply(404))
    limiter.note(usualTurn, reply(429))
    expect(limiter.throttledUntil(usualTurn.host)).toBe(startedAt + 4_000)
  })
})

test('being refused for another reason is no answer, and ends no series', async () => {
  const { ask, clock, limiter } = limiterForTest()
  const burst = { 'ratelimit-reason': 'jira-burst-based' }
  limiter.note(usualTurn, reply(429, burst))
  await clock.pass(2_000)
  limiter.note(usualTurn, reply(429, { 'retry-after': '1' }))
  await clock.pass(1_000)
  limiter.note(usualTurn, reply(429, burst))
  const asked = ask()
  await clock.pass(3_999)
  expect(asked.state).toBe('waiting')
  await clock.pass(1)
  expect(asked.state).toBe('admitted')
})

describe('before anything is refused', () => {
  test('the last tokens of a bucket are spread over the time in which new ones come', async () => {
    const { ask, clock, limiter } = limiterForTest()
    limiter.note(usualTurn, reply(200, bucketHeaders(0)))
    const asked = many(3, ask)
    await settled()
    expect(states(asked)).toEqual(['admitted', 'waiting', 'waiting'])
    await clock.pass(999)
    expect(states(asked)).toEqual(['admitted', 'waiting', 'waiting'])
    await clock.pass(1)
    expect(states(asked)).toEqual(['admitted', 'admitted', 'waiting'])
    limiter.note(usualTurn, reply(200, bucketHeaders(40)))
    await settled()
    expect(states(asked)).toEqual(['admitted', 'admitted', 'admitted'])
  })

  test('a refusal that tells no bucket lets nobody through who waited for a token', async () => {
    const { ask, limiter } = limiterForTest()
    limiter.note(usualTurn, reply(200, bucketHeaders(0)))
    const asked = many(2, ask)
    await settled()
    limiter.note(usualTurn, reply(429))
    await settled()
    expect(states(asked)).toEqual(['admitted', 'waiting'])
  })

  test('an empty bucket is left alone until it is filled', async () => {
    const { ask, clock, limiter } = limiterForTest()
    limiter.note(usualTurn, reply(200, { ...bucketHeaders(0), 'retry-after': '3' }))
    const asked = ask()
    await clock.pass(2_999)
    expect(asked.state).toBe('waiting')
    await clock.pass(1)
    expect(asked.state).toBe('admitted')
  })

  test('near the end of a quota, one request follows the other', async () => {
    const { ask, limiter } = limiterForTest()
    limiter.note(usualTurn, reply(200, { 'x-ratelimit-nearlimit': 'true' }))
    const asked = many(3, ask)
    await settled()
    expect(states(asked)).toEqual(['admitted', 'waiting', 'waiting'])
    limiter.note(usualTurn, reply(200))
    await settled()
    expect(states(asked)).toEqual(['admitted', 'admitted', 'admitted'])
  })
})

test('only so many pauses are kept, the longest ones', () => {
  const pauses = createPauses(() => 0.5)
  const burst = { 'ratelimit-reason': 'jira-burst-based' }
  const note = (bucket: string, seconds: number): boolean =>
    pauses.note({ host: 'h', bucket }, readRateLimit(reply(429, { ...burst, 'retry-after': String(seconds) }), 0), 0)
  note('long', 3_000)
  for (let i = 0; i < 2_000; i += 1) note(`b${i}`, 10 + i)
  expect(pauses.size()).toBe(500)
  expect(pauses.until({ host: 'h', bucket: 'long' }, 0)).toBe(3_000_000)
})
