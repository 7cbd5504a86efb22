/** Data Center's rate limit: a token bucket for each user, told on every reply. */
import { expect, test } from 'vitest'
import { TokenBuckets } from '../../jira/limits/token-buckets.ts'
import { basic, bearer, Browser, jiraForTest } from './helpers.ts'

const rate = { limit: 3, fillRate: 2, intervalSeconds: 10 }

test('a bucket empties by requests and fills at each interval, never beyond its limit', () => {
  const buckets = new TokenBuckets()
  const take = (now: number, user = 'anna') => {
    const { allowed, remaining, retryAfter } = buckets.take(user, rate, now)
    return [allowed, remaining, retryAfter]
  }
  expect([take(0), take(0), take(0)]).toEqual([
    [true, 2, 0],
    [true, 1, 0],
    [true, 0, 10]
  ])
  expect(take(4_500)).toEqual([false, 0, 6])
  expect(take(4_500, 'ben')).toEqual([true, 2, 0])
  expect(take(10_000)).toEqual([true, 1, 0])
  expect(take(1_000_000)).toEqual([true, 2, 0])
})

test('each user has a bucket, whatever they sign in with; the reply says how full it is', async () => {
  const jira = await jiraForTest({ rateLimit: { limit: 3, fillRate: 3, intervalSeconds: 3600 } })
  const ask = (headers: Record<string, string> = {}) => fetch(`${jira.url}/rest/api/2/serverInfo`, { headers })
  const { rawToken } = jira.admin.createToken('anna')
  const first = await ask(basic('anna'))
  expect(first.status).toBe(200)
  expect(Object.fromEntries([...first.headers].filter(([name]) => /^(x-ratelimit|retry-after)/.test(name)))).toEqual({
    'x-ratelimit-limit': '3',
    'x-ratelimit-remaining': '2',
    'x-ratelimit-fillrate': '3',
    'x-ratelimit-interval-seconds': '3600',
    'retry-after': '0'
  })
  expect((await ask(bearer(rawToken))).headers.get('x-ratelimit-remaining')).toBe('1')
  expect((await ask(basic('anna'))).status).toBe(200)
  const refused = await ask(bearer(rawToken))
  expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'text/html;charset=UTF-8'])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000)
  expect((await ask(basic('ben'))).status).toBe(200)
  expect((await ask()).headers.get('x-ratelimit-limit')).toBeNull()
})

test('pages in a browser are not counted', async () => {
  const jira = await jiraForTest({ rateLimit: { limit: 1, fillRate: 1, intervalSeconds: 3600 } })
  const browser = new Browser(jira)
  await browser.logIn('anna')
  for (let at = 0; at < 3; at++) expect((await browser.open('/rest/api/2/serverInfo')).status).toBe(200)
})
