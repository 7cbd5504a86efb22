/** What differs between the versions: ways to sign in, and what 11.3 tells about its search window. */
import { expect, test } from 'vitest'
import type { VersionLine } from '../../jira/index.ts'
import { basic, bearer, getJson, jiraForTest, link, search, signedGet } from './helpers.ts'

const all: readonly VersionLine[] = ['8.5', '9.12', '10.3', '11.3']

test.each([
  ['8.5', [404, 404, 200]],
  ['9.12', [401, 400, 200]],
  ['10.3', [401, 400, 200]],
  ['11.3', [401, 400, 403]]
] as const)('%s: which ways to sign in there are, as a probe sees it', async (version, expected) => {
  const jira = await jiraForTest({ version })
  const status = async (path: string, headers = {}) => (await fetch(jira.url + path, { headers })).status
  expect([
    await status('/rest/pat/latest/tokens'),
    await status('/rest/oauth2/latest/authorize'),
    await status('/rest/api/2/myself', basic('anna'))
  ]).toEqual(expected)
  expect((await getJson(`${jira.url}/rest/api/2/serverInfo`)).body['version']).toMatch(
    new RegExp(`^${version}\\.\\d+$`)
  )
})

test('8.5 knows neither tokens nor OAuth 2.0: its page for dead links, and bearers are ignored', async () => {
  const jira = await jiraForTest({ version: '8.5' })
  const { rawToken } = jira.admin.createToken('anna')
  const { clientId } = jira.admin.createOAuth2Client({ name: 'AtTrack', redirectUri: 'http://localhost/cb' })
  const { accessToken } = jira.admin.grantOAuth2(clientId, 'anna')
  for (const token of [rawToken, accessToken])
    expect((await getJson(`${jira.url}/rest/api/2/myself`, bearer(token))).status).toBe(401)
  for (const path of ['/rest/pat/latest/tokens', '/rest/oauth2/latest/token', '/plugins/servlet/oauth2/consent']) {
    const reply = await fetch(jira.url + path, { method: 'POST', headers: basic('anna') })
    expect([reply.status, (await reply.text()).includes('dead link')]).toEqual([404, true])
  }
  const missing = await getJson(`${jira.url}/rest/api/2/nonsense`, basic('anna'))
  expect(missing.body['message']).toBe(`null for uri: ${jira.url}/rest/api/2/nonsense`)
})

test('11.3 refuses passwords, right or wrong, without counting them, until an administrator allows them', async () => {
  const jira = await jiraForTest({ version: '11.3' })
  for (const password of ['anna-password', 'wrong', 'wrong', 'wrong', 'wrong']) {
    const reply = await fetch(`${jira.url}/rest/api/2/myself`, { headers: basic('anna', password) })
    expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([
      403,
      'application/json;charset=UTF-8',
      '{"message":"Basic Authentication has been disabled on this instance."}'
    ])
  }
  expect((await fetch(`${jira.url}/rest/pat/latest/tokens`, { headers: basic('anna') })).status).toBe(403)
  jira.admin.setBasicAuth(true)
  expect((await getJson(`${jira.url}/rest/api/2/myself`, basic('anna'))).status).toBe(200)
  const allowed = await jiraForTest({ version: '11.3', basicAuth: true })
  expect((await getJson(`${allowed.url}/rest/api/2/myself`, basic('anna'))).status).toBe(200)
  const forbidden = await jiraForTest({ version: '9.12', basicAuth: false })
  expect((await getJson(`${forbidden.url}/rest/api/2/myself`, basic('anna'))).status).toBe(403)
})

test('11.3 tells how far searches reach; earlier ones do not', async () => {
  const newest = await jiraForTest({ version: '11.3', basicAuth: true })
  expect((await getJson(`${newest.url}/rest/api/2/searchLimits/maxResultWindow`, basic('anna'))).body).toBe(10_000)
  expect((await search(newest, { jql: 'project = MOD', maxResults: 1 })).body).toMatchObject({
    maxResultWindow: 10_000
  })
  expect((await search(newest, { jql: 'project = MOD', startAt: 9_999, maxResults: 2 })).status).toBe(500)
  newest.admin.setFault('search-limit', true, { rows: 200 })
  expect((await search(newest, { jql: 'project = MOD', maxResults: 1 })).body).toMatchObject({ maxResultWindow: 200 })
  const older = await jiraForTest({ version: '10.3' })
  expect((await getJson(`${older.url}/rest/api/2/searchLimits/maxResultWindow`, basic('anna'))).status).toBe(404)
  expect((await search(older, { jql: 'project = MOD', maxResults: 1 })).body).not.toHaveProperty('maxResultWindow')
})

test.each(all)('%s: OAuth 1.0a', async (version) => {
  const jira = await jiraForTest({ version })
  jira.admin.createApplicationLink(link)
  const { token } = jira.admin.grantAccessToken(link.consumerKey, 'anna')
  expect((await signedGet(jira, '/rest/api/2/myself', token)).headers.get('x-ausername')).toBe('anna')
})
