/** Points, bursts and their headers; faults on request; what the log knows. */
import { expect, test } from 'vitest'
import { cloudFaults } from '../../jira/cloud/faults.ts'
import { ask, basic, bearer, cloudForTest, gateway, post, refresh, registered, signIn, siteUrl } from './helpers.ts'

const anna = 'anna@jira.example.com'

test('an app spends points over all sites: one and what is returned; then 429 until the hour is over', async () => {
  const cloud = await cloudForTest({ pointsPerHour: 30 })
  // Ten minutes past an hour, so that none ends while this runs.
  const skew = 600 - ((Date.now() / 1000) % 3600)
  cloud.admin.setClockSkew(skew)
  const app = registered(cloud)
  await signIn(cloud, app, 'globex')
  const { access_token: token } = await signIn(cloud, app, 'acme')
  const search = (site: string) =>
    ask(
      `${gateway(cloud, site)}/rest/api/3/search/jql`,
      post({ jql: 'created > 0', maxResults: 12 }, { ...bearer(token), 'user-agent': 'AtTrack/0.1' })
    )
  const first = await search('acme')
  expect(first.status).toBe(200)
  expect(cloud.admin.points(app.clientId)).toBe(13)
  expect(first.headers.get('x-ratelimit-remaining')).toBe('17')
  expect(first.headers.get('x-ratelimit-nearlimit')).toBeNull()
  expect(first.headers.get('beta-ratelimit-policy')).toBe('"global-app-quota";q=30;w=3600')
  const second = await search('globex')
  expect([second.status, second.headers.get('x-ratelimit-nearlimit')]).toEqual([200, 'true'])
  // The last one still runs although it takes more than is left.
  expect((await search('acme')).status).toBe(200)
  const refused = await search('globex')
  expect([refused.status, refused.headers.get('ratelimit-reason')]).toEqual([429, 'jira-quota-global-based'])
  const seconds = Number(refused.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(3600)
  expect(Date.parse(refused.headers.get('x-ratelimit-reset') ?? '') % 3_600_000).toBe(0)
  cloud.admin.setClockSkew(skew + seconds + 1)
  const { access_token: fresh } = await signIn(cloud, app, 'acme')
  expect((await ask(`${gateway(cloud, 'acme')}/rest/api/3/myself`, { headers: bearer(fresh) })).status).toBe(200)
})

test('API tokens spend no points, but bursts are refused for everyone, per endpoint', async () => {
  const cloud = await cloudForTest({ pointsPerHour: 1, burstPerSecond: 3 })
  const headers = basic(anna, cloud.admin.createApiToken(anna))
  const get = (path: string) => ask(`${siteUrl(cloud, 'acme')}/rest/api/3/${path}`, { headers })
  const replies = await Promise.all(Array.from({ length: 40 }, () => get('myself')))
  const refused = replies.filter((reply) => reply.status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]?.headers.get('ratelimit-reason')).toBe('jira-burst-based')
  expect(refused[0]?.headers.get('retry-after')).toBe('1')
  const other = await get('serverInfo')
  expect([other.status, other.headers.get('x-ratelimit-limit')]).toEqual([200, null])
})

test.each([
  ['quota', 429, 'jira-quota-global-based', '60'],
  ['burst', 429, 'jira-burst-based', '1'],
  ['rate-limit-bare', 429, null, null],
  ['unavailable', 503, null, '5'],
  ['scope-mismatch', 401, null, null],
  ['html-page', 200, null, null]
] as const)('the fault %s', async (name, status, reason, retryAfter) => {
  const cloud = await cloudForTest({ faults: [`${name}:times=1`] })
  const headers = basic(anna, cloud.admin.createApiToken(anna))
  const url = `${siteUrl(cloud, 'acme')}/rest/api/3/myself`
  const reply = await ask(url, { headers })
  expect([reply.status, reply.headers.get('ratelimit-reason'), reply.headers.get('retry-after')]).toEqual([
    status,
    reason,
    retryAfter
  ])
  expect(reply.body?.accountId).toBeUndefined()
  expect((await ask(url, { headers })).body.emailAddress).toBe(anna)
  expect(cloud.admin.faults()).toMatchObject([{ name, met: 2, struck: 1 }])
})

test('half a JSON, a connection reset, and page tokens that never end', async () => {
  const cloud = await cloudForTest()
  const headers = basic(anna, cloud.admin.createApiToken(anna))
  const url = `${siteUrl(cloud, 'acme')}/rest/api/3/search/jql?jql=project%3DMOD&maxResults=5`
  cloud.admin.setFault('invalid-json', true)
  const broken = await ask(url, { headers })
  expect([broken.status, broken.body]).toEqual([200, undefined])
  cloud.admin.clearFaults()
  cloud.admin.setFault('connection-reset', true, { path: '/search' })
  await expect(ask(url, { headers })).rejects.toThrow(/fetch failed/)
  cloud.admin.clearFaults()
  cloud.admin.setFault('repeated-page-token', true)
  const first = (await ask(url, { headers })).body
  const second = (await ask(`${url}&nextPageToken=${encodeURIComponent(first.nextPageToken)}`, { headers })).body
  expect(second).toEqual({ issues: [], nextPageToken: first.nextPageToken, isLast: false })
  expect(() => cloud.admin.setFault('nonsense', true)).toThrow(/no fault named nonsense/)
})

test('a token endpoint that is down rotates nothing', async () => {
  const cloud = await cloudForTest()
  const app = registered(cloud)
  const { refresh_token: token } = await signIn(cloud, app)
  cloud.admin.setFault('token-unavailable', true)
  expect((await refresh(cloud, app, token)).status).toBe(503)
  cloud.admin.clearFaults()
  expect((await refresh(cloud, app, token)).status).toBe(200)
})

test('every fault has a line of its own for the help', () => {
  const lines = Object.values(cloudFaults).map((fault) => fault.describe)
  expect(new Set(lines).size).toBe(lines.length)
})

test('the log names server, caller and app, and holds no secret', async () => {
  const cloud = await cloudForTest()
  const app = registered(cloud)
  const { access_token: token } = await signIn(cloud, app)
  cloud.admin.resetRequests()
  await ask(`${gateway(cloud, 'acme')}/rest/api/3/myself`, {
    headers: { ...bearer(token), 'user-agent': 'AtTrack/0.1' }
  })
  expect(cloud.admin.requests()).toMatchObject([
    {
      server: 'api',
      method: 'GET',
      status: 200,
      user: 'anna',
      clientId: app.clientId,
      auth: 'bearer',
      points: 3,
      cookie: false,
      userAgent: 'AtTrack/0.1'
    }
  ])
  expect(JSON.stringify(cloud.admin.requests())).not.toContain(token.slice(-40))
})

test('the admin API over HTTP', async () => {
  const cloud = await cloudForTest()
  const call = (method: string, ...args: unknown[]) => ask(`${cloud.authUrl}/__admin/${method}`, post(args))
  expect((await call('editIssue', 'acme', 'MOD-1866', { summary: 'By wire' })).body.result.summary).toBe('By wire')
  const wrong = await call('editIssue', 'nowhere', 'MOD-1866', {})
  expect([wrong.status, wrong.body]).toEqual([400, { error: 'no site nowhere' }])
  expect((await call('nothing')).status).toBe(404)
})
