/** Who may use which address with which credentials: tokens of three kinds at the gateway and at a site. */
import { expect, test } from 'vitest'
import type { PracticeCloud } from '../../jira/cloud/index.ts'
import { ask, basic, bearer, cloudForTest, gateway, post, registered, signIn, siteUrl } from './helpers.ts'

const anna = 'anna@jira.example.com'
const myself = '/rest/api/3/myself'

function get(url: string, headers: Record<string, string>) {
  return ask(url, { headers })
}

async function signedIn(cloud: PracticeCloud, scope?: string) {
  const { access_token: token } = await signIn(cloud, registered(cloud), 'acme', scope)
  return bearer(token)
}

test('accessible-resources: the sites consented to, and one that is Confluence only', async () => {
  const cloud = await cloudForTest()
  const { body } = await get(`${cloud.apiUrl}/oauth/token/accessible-resources`, await signedIn(cloud))
  const acme = cloud.sites[0]
  expect(body).toMatchObject([
    { name: 'handbook', scopes: ['read:confluence-content.summary', 'read:confluence-space.summary'] },
    { id: acme?.cloudId, name: 'acme', url: acme?.url, scopes: ['read:jira-work', 'read:jira-user'] }
  ])
  expect(new URL(acme?.url ?? '').pathname).toBe('/')
})

test('a 3LO token works at the gateway, on the sites consented to, and not at the site itself', async () => {
  const cloud = await cloudForTest()
  const headers = await signedIn(cloud)
  const there = await get(`${gateway(cloud, 'acme')}${myself}`, headers)
  expect([there.status, there.headers.get('x-aaccountid')]).toEqual([200, cloud.admin.accountId(anna)])
  expect(there.body).toMatchObject({
    accountId: cloud.admin.accountId(anna),
    accountType: 'atlassian',
    emailAddress: anna,
    timeZone: 'America/Los_Angeles'
  })
  expect(there.body.self).toContain(`${gateway(cloud, 'acme')}/rest/api/3/user?accountId=712020%3A`)
  const atSite = await get(`${siteUrl(cloud, 'acme')}${myself}`, headers)
  expect([atSite.status, atSite.text]).toEqual([401, 'Client must be authenticated to access this resource.'])
  const other = await get(`${gateway(cloud, 'globex')}${myself}`, headers)
  expect([other.status, other.body.message]).toEqual([403, 'The app is not installed on this instance'])
  const unknown = await get(`${cloud.apiUrl}/ex/jira/00000000-0000-0000-0000-000000000000${myself}`, headers)
  expect(unknown.status).toBe(404)
  const nobody = await get(`${gateway(cloud, 'acme')}${myself}`, {})
  expect([nobody.status, nobody.body]).toEqual([401, { code: 401, message: 'Unauthorized' }])
})

test('a missing scope is a 401 that says so', async () => {
  const cloud = await cloudForTest()
  const headers = await signedIn(cloud, 'read:jira-user')
  expect((await get(`${gateway(cloud, 'acme')}${myself}`, headers)).status).toBe(200)
  const mismatch = { code: 401, message: 'Unauthorized; scope does not match' }
  for (const path of [
    '/rest/api/3/project/search',
    '/rest/api/3/issue/MOD-1866',
    '/rest/api/2/search/jql?jql=project%3DMOD'
  ]) {
    const reply = await get(`${gateway(cloud, 'acme')}${path}`, headers)
    expect([reply.status, reply.body]).toEqual([401, mismatch])
  }
  expect((await get(`${cloud.apiUrl}/me`, headers)).body).toEqual(mismatch)
  const granular = await signedIn(cloud, 'read:permission:jira')
  const path = '/rest/api/3/mypermissions?permissions=BROWSE_PROJECTS'
  expect((await get(`${gateway(cloud, 'acme')}${path}`, granular)).status).toBe(200)
})

test('a classic API token works at the site, and through the gateway too', async () => {
  const cloud = await cloudForTest()
  const headers = basic(anna, cloud.admin.createApiToken(anna))
  const reply = await get(`${siteUrl(cloud, 'acme')}${myself}`, headers)
  expect([reply.status, reply.body.emailAddress, reply.headers.get('x-seraph-loginreason')]).toEqual([200, anna, null])
  expect(reply.body.self).toContain(`${siteUrl(cloud, 'acme')}/rest/api/3/user`)
  expect((await get(`${gateway(cloud, 'acme')}${myself}`, headers)).status).toBe(200)
})

test('a token with scopes works through the gateway only, within its scopes; tenant_info leads there', async () => {
  const cloud = await cloudForTest()
  const token = cloud.admin.createApiToken(anna, { scopes: ['read:jira-work'] })
  const headers = basic(anna, token)
  for (const path of [myself, '/rest/api/3/serverInfo']) {
    expect((await get(`${siteUrl(cloud, 'acme')}${path}`, headers)).status).toBe(401)
  }
  const { body } = await get(`${siteUrl(cloud, 'acme')}/_edge/tenant_info`, {})
  expect(body).toEqual({ cloudId: cloud.sites[0]?.cloudId })
  const base = `${cloud.apiUrl}/ex/jira/${body.cloudId}`
  expect((await get(`${base}/rest/api/3/project/MOD`, headers)).status).toBe(200)
  expect((await get(`${base}${myself}`, headers)).body.message).toBe('Unauthorized; scope does not match')
})

test('credentials that are no good: silently anonymous where that is allowed, 401 where it is not', async () => {
  const cloud = await cloudForTest()
  const expired = cloud.admin.createApiToken(anna, { expiresAt: Date.now() - 1000 })
  for (const secret of [expired, 'ATATT-wrong']) {
    const headers = basic(anna, secret)
    const info = await get(`${siteUrl(cloud, 'acme')}/rest/api/3/serverInfo`, headers)
    expect([info.status, info.headers.get('x-seraph-loginreason')]).toEqual([200, 'AUTHENTICATED_FAILED'])
    const search = await get(`${siteUrl(cloud, 'acme')}/rest/api/3/search/jql?jql=project%3DMOD`, headers)
    expect([search.status, search.body]).toEqual([200, { issues: [], isLast: true }])
    const projects = await get(`${siteUrl(cloud, 'acme')}/rest/api/3/project/search`, headers)
    expect([projects.status, projects.body.total]).toEqual([200, 0])
    const me = await get(`${siteUrl(cloud, 'acme')}${myself}`, headers)
    expect([me.status, me.text]).toEqual([401, 'Client must be authenticated to access this resource.'])
  }
})

test('the password of the account is refused in words', async () => {
  const cloud = await cloudForTest()
  const reply = await get(`${siteUrl(cloud, 'acme')}/rest/api/3/serverInfo`, basic(anna, 'anna-password'))
  expect(reply.status).toBe(401)
  expect(reply.text).toContain('Basic authentication with passwords is deprecated')
})

test('somebody without access to a site is nobody there', async () => {
  const cloud = await cloudForTest()
  const zoe = 'zoe@jira.example.com'
  const headers = basic(zoe, cloud.admin.createApiToken(zoe))
  expect((await get(`${siteUrl(cloud, 'acme')}${myself}`, headers)).status).toBe(200)
  expect((await get(`${siteUrl(cloud, 'globex')}${myself}`, headers)).status).toBe(401)
  cloud.admin.setSiteAccess(zoe, 'globex', true)
  expect((await get(`${siteUrl(cloud, 'globex')}${myself}`, headers)).status).toBe(200)
})

test('serverInfo is for everyone and says Cloud', async () => {
  const cloud = await cloudForTest()
  for (const version of ['2', '3', 'latest']) {
    const { status, body } = await get(`${siteUrl(cloud, 'globex')}/rest/api/${version}/serverInfo`, {})
    expect(status).toBe(200)
    expect(body).toMatchObject({
      deploymentType: 'Cloud',
      baseUrl: siteUrl(cloud, 'globex'),
      versionNumbers: [1001, 0, 0]
    })
  }
  const page = await get(`${siteUrl(cloud, 'acme')}/browse/MOD-1866`, {})
  expect(page.text).toContain('<title>[MOD-1866]')
})

test('a POST with a browser’s User-Agent or an Origin is refused, a GET is not', async () => {
  const cloud = await cloudForTest()
  const headers = basic(anna, cloud.admin.createApiToken(anna))
  const url = `${siteUrl(cloud, 'acme')}/rest/api/3/search/jql`
  const body = { jql: 'project = MOD', maxResults: 1 }
  const chrome = { ...headers, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0' }
  const own = { ...headers, 'user-agent': 'AtTrack/0.1' }
  for (const refused of [chrome, { ...own, origin: 'null' }, { ...chrome, origin: siteUrl(cloud, 'acme') }]) {
    const reply = await ask(url, post(body, refused))
    expect([reply.status, reply.text]).toEqual([403, 'XSRF check failed'])
  }
  expect((await ask(url, post(body, { ...chrome, 'x-atlassian-token': 'no-check' }))).status).toBe(200)
  expect((await ask(url, post(body, own))).status).toBe(200)
  expect((await get(`${url}?jql=project%3DMOD`, chrome)).status).toBe(200)
})

test('the page for API tokens makes tokens of both kinds, once the person is signed in', async () => {
  const cloud = await cloudForTest()
  const first = await get(cloud.tokenPageUrl, {})
  expect([first.status, first.headers.get('location')]).toEqual([
    302,
    `/login?continue=${encodeURIComponent('/manage-profile/security/api-tokens')}`
  ])
  const body = new URLSearchParams({
    continue: new URL(cloud.tokenPageUrl).pathname,
    email: anna,
    password: 'anna-password'
  })
  const login = await ask(`${cloud.authUrl}/login`, { method: 'POST', body })
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const page = await get(cloud.tokenPageUrl, { cookie })
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  for (const [kind, status] of [
    ['classic', 200],
    ['scoped', 401]
  ] as const) {
    const form = new URLSearchParams({ csrf, kind, label: 'Laptop', days: '30' })
    const made = await ask(cloud.tokenPageUrl, { method: 'POST', body: form, headers: { cookie } })
    const token = /<code id="api-token">([^<]+)</.exec(made.text)?.[1] ?? ''
    expect(token).toMatch(/^ATATT3x\S{150,}$/)
    expect((await get(`${siteUrl(cloud, 'acme')}${myself}`, basic(anna, token))).status).toBe(status)
  }
})

test('a site the person lost access to is no longer offered, and refused at the gateway', async () => {
  const cloud = await cloudForTest()
  const headers = await signedIn(cloud)
  cloud.admin.setSiteAccess(anna, 'acme', false)
  const { body } = await get(`${cloud.apiUrl}/oauth/token/accessible-resources`, headers)
  expect(body.map((one: { name: string }) => one.name)).toEqual(['handbook'])
  expect((await get(`${gateway(cloud, 'acme')}${myself}`, headers)).status).toBe(403)
})
