/** OAuth 2.0 end to end: authorisation with PKCE, consent, tokens, renewal, and every way they are refused. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { bearer, Browser, getJson, hiddenFields, postJson, search } from './helpers.ts'
import {
  authorizeQuery,
  codeForm,
  codeOf,
  decide,
  post,
  redirectUri,
  refreshForm,
  refused,
  start,
  user,
  verifier
} from './oauth2-client.ts'

test('allowed: code and state come back, tokens are given once, and the access token is the user', async () => {
  const { jira, link } = await start()
  const target = await decide(jira, link, 'approve')
  expect(target.origin + target.pathname).toBe(redirectUri)
  expect(target.searchParams.get('state')).toBe('state & 1')
  const code = target.searchParams.get('code') ?? ''
  const { status, body } = await post(jira, codeForm(link, code))
  expect([status, body.token_type, body.expires_in]).toEqual([200, 'bearer', 3600])
  expect(await user(jira, body.access_token)).toBe('anna')
  expect(jira.admin.requests().at(-1)).toMatchObject({ auth: 'bearer', user: 'anna' })
  expect(await refused(post(jira, codeForm(link, code)))).toEqual([400, 'invalid_grant'])
})

test('denied: the app is told with its state', async () => {
  const { jira, link } = await start()
  const target = await decide(jira, link, 'deny')
  expect(Object.fromEntries(target.searchParams)).toEqual({ error: 'access_denied', state: 'state & 1' })
})

test('who is not signed in signs in first, and comes back to the consent page', async () => {
  const { jira, link } = await start()
  const browser = new Browser(jira)
  const consent = `/plugins/servlet/oauth2/consent?${authorizeQuery(link)}`
  const first = await browser.open(consent)
  expect(first.location).toContain('/login.jsp?')
  const form = hiddenFields((await browser.open(`${jira.origin}${first.location}`)).page)
  const back = await browser.open('/login.jsp', { ...form, os_username: 'anna', os_password: 'anna-password' })
  expect(back.location).toBe(`/jira${consent}`)
  const forged = await browser.open('/plugins/servlet/oauth2/consent', {
    ...Object.fromEntries(new URLSearchParams(authorizeQuery(link))),
    approve: 'x'
  })
  expect(forged.status).toBe(403)
})

test('what is wrong with client or redirect URL is shown, and nobody is sent anywhere', async () => {
  const { jira, link } = await start()
  const wrong = [
    { client_id: undefined },
    { client_id: 'nobody' },
    { redirect_uri: undefined },
    { redirect_uri: `${redirectUri}/` },
    { redirect_uri: 'http://localhost:8766/callback' }
  ]
  for (const path of ['/rest/oauth2/latest/authorize', '/plugins/servlet/oauth2/consent']) {
    for (const changes of wrong) {
      const reply = await new Browser(jira).open(`${path}?${authorizeQuery(link, changes)}`)
      expect([reply.status, reply.location]).toEqual([400, ''])
    }
  }
})

test.each([
  [{ response_type: 'token' }, 'unsupported_response_type'],
  [{ scope: undefined }, 'invalid_scope'],
  [{ scope: 'read:jira-work' }, 'invalid_scope'],
  [{ scope: 'WRITE' }, 'invalid_scope'],
  [{ code_challenge: 'short' }, 'invalid_request'],
  [{ code_challenge_method: 'S512' }, 'invalid_request'],
  [{ code_challenge: undefined }, 'invalid_request']
])('anything else is told to the app: %j', async (changes, error) => {
  const { jira, link } = await start()
  const reply = await new Browser(jira).open(`/rest/oauth2/latest/authorize?${authorizeQuery(link, changes)}`)
  const target = new URL(reply.location)
  expect(target.origin + target.pathname).toBe(redirectUri)
  expect([target.searchParams.get('error'), target.searchParams.get('state')]).toEqual([error, 'state & 1'])
})

test('a base URL that is not https is refused in Atlassian’s words', async () => {
  const { jira, link } = await start({ baseUrl: 'http://jira.example.com/jira' })
  for (const path of ['/rest/oauth2/latest/authorize', '/plugins/servlet/oauth2/consent']) {
    const reply = await new Browser(jira).open(`${path}?${authorizeQuery(link)}`)
    expect(reply.status).toBe(400)
    expect(reply.page).toContain(
      'Please ensure that your server is using HTTPS and that your application base URL is configured appropriately.'
    )
  }
})

test('the verifier is checked: S256, plain, and absent', async () => {
  const { jira, link } = await start()
  const other = randomBytes(32).toString('base64url')
  const wrong = { ...codeForm(link, await codeOf(jira, link)), code_verifier: other }
  expect(await refused(post(jira, wrong))).toEqual([400, 'invalid_grant'])
  const { code_verifier: _left, ...none } = codeForm(link, await codeOf(jira, link))
  expect(await refused(post(jira, none))).toEqual([400, 'invalid_grant'])
  const plain = await codeOf(jira, link, { code_challenge: verifier, code_challenge_method: 'plain' })
  expect((await post(jira, codeForm(link, plain))).status).toBe(200)
  const withoutPkce = await codeOf(jira, link, { code_challenge: undefined, code_challenge_method: undefined })
  expect((await post(jira, codeForm(link, withoutPkce))).status).toBe(200)
})

test('a code is good for its client, its redirect URL and its minute only', async () => {
  const { jira, link } = await start()
  const other = jira.admin.createOAuth2Client({ name: 'Other', redirectUri })
  const code = await codeOf(jira, link)
  const foreign = { ...codeForm(link, code), client_id: other.clientId, client_secret: other.clientSecret }
  expect(await refused(post(jira, foreign))).toEqual([400, 'invalid_grant'])
  const elsewhere = { ...codeForm(link, await codeOf(jira, link)), redirect_uri: 'http://localhost:8765/other' }
  expect(await refused(post(jira, elsewhere))).toEqual([400, 'invalid_grant'])
  const late = await codeOf(jira, link)
  jira.admin.setClockSkew(61)
  expect(await refused(post(jira, codeForm(link, late)))).toEqual([400, 'invalid_grant'])
})

test('a client that is not who it says, another grant type, another form of request', async () => {
  const { jira, link } = await start()
  const tokens = jira.admin.grantOAuth2(link.clientId, 'anna')
  for (const changes of [{ client_secret: 'wrong' }, { client_secret: '' }, { client_id: 'nobody' }])
    expect(await refused(post(jira, { ...refreshForm(link, tokens.refreshToken), ...changes }))).toEqual([
      401,
      'invalid_client'
    ])
  expect(await refused(post(jira, { grant_type: 'password' }))).toEqual([400, 'unsupported_grant_type'])
  const asJson = await postJson(`${jira.url}/rest/oauth2/latest/token`, {}, refreshForm(link, tokens.refreshToken))
  expect(asJson.status).toBe(415)
  const answer = await fetch(`${jira.url}/rest/oauth2/latest/token`)
  expect(answer.status).toBe(405)
  expect(await user(jira, tokens.accessToken)).toBe('anna')
})

test('a browser’s User-Agent or a foreign origin gets no tokens', async () => {
  const { jira, link } = await start()
  const { refreshToken } = jira.admin.grantOAuth2(link.clientId, 'anna')
  for (const headers of [{ 'user-agent': 'Mozilla/5.0' }, { origin: 'http://evil.example.com' }]) {
    const reply = await fetch(`${jira.url}/rest/oauth2/latest/token`, {
      method: 'POST',
      headers: { 'user-agent': 'AtTrack/0.1', ...headers },
      body: new URLSearchParams(refreshForm(link, refreshToken))
    })
    expect([reply.status, await reply.text()]).toEqual([403, 'XSRF check failed'])
  }
  expect(jira.admin.oauth2Refreshes()).toBe(0)
})

test('renewal: both old tokens die, the redirect URL is asked for, a used refresh token is refused', async () => {
  const { jira, link } = await start({ oauth2Lifetimes: { accessToken: 120 } })
  const first = jira.admin.grantOAuth2(link.clientId, 'anna')
  const { redirect_uri: _left, ...without } = refreshForm(link, first.refreshToken)
  expect(await refused(post(jira, without))).toEqual([400, 'invalid_grant'])
  expect(jira.admin.oauth2Refreshes()).toBe(0)

  const { status, body } = await post(jira, refreshForm(link, first.refreshToken))
  expect([status, body.expires_in]).toEqual([200, 120])
  expect(await user(jira, first.accessToken)).toBe('anonymous')
  expect(await user(jira, body.access_token)).toBe('anna')
  expect(await refused(post(jira, refreshForm(link, first.refreshToken)))).toEqual([400, 'invalid_grant'])
  expect(await user(jira, body.access_token)).toBe('anna')
  expect((await post(jira, refreshForm(link, body.refresh_token))).status).toBe(200)
  expect(jira.admin.oauth2Refreshes()).toBe(2)
})

test('access tokens end after their time, refresh tokens after 90 days', async () => {
  const { jira, link } = await start()
  const first = jira.admin.grantOAuth2(link.clientId, 'anna')
  jira.admin.setClockSkew(3601)
  expect(await user(jira, first.accessToken)).toBe('anonymous')
  const { body } = await post(jira, refreshForm(link, first.refreshToken))
  expect(await user(jira, body.access_token)).toBe('anna')
  expect(jira.admin.expireOAuth2AccessTokens()).toBe(1)
  expect(jira.admin.expireOAuth2AccessTokens()).toBe(0)
  expect(await user(jira, body.access_token)).toBe('anonymous')
  jira.admin.setClockSkew(3601 + 90 * 86_400 + 1)
  expect(await refused(post(jira, refreshForm(link, body.refresh_token)))).toEqual([400, 'invalid_grant'])
})

test('revoked, or the link removed: nobody, and no renewal', async () => {
  const { jira, link } = await start()
  const first = jira.admin.grantOAuth2(link.clientId, 'anna')
  expect(jira.admin.revokeOAuth2('anna')).toBe(1)
  expect(await user(jira, first.accessToken)).toBe('anonymous')
  expect(await refused(post(jira, refreshForm(link, first.refreshToken)))).toEqual([400, 'invalid_grant'])
  const second = jira.admin.grantOAuth2(link.clientId, 'anna')
  expect(jira.admin.removeOAuth2Client(link.clientId)).toBe(true)
  expect(await user(jira, second.accessToken)).toBe('anonymous')
  expect(await refused(post(jira, refreshForm(link, second.refreshToken)))).toEqual([401, 'invalid_client'])
  expect(jira.admin.oauth2Clients()).toEqual([])
})

test('what a token may do is its scope ∩ what the user may', async () => {
  const { jira, link } = await start()
  const read = jira.admin.grantOAuth2(link.clientId, 'admin').accessToken
  const administrator = jira.admin.createOAuth2Client({ name: 'Admin', redirectUri, scopes: ['ADMIN'] })
  const all = jira.admin.grantOAuth2(administrator.clientId, 'admin').accessToken
  const users = jira.admin.grantOAuth2(administrator.clientId, 'anna').accessToken
  const status = async (token: string) => (await getJson(`${jira.url}/rest/api/2/permissions`, bearer(token))).status
  expect([await status(read), await status(all), await status(users)]).toEqual([403, 200, 403])
  expect((await search(jira, { jql: 'project = MOD', maxResults: 1 }, bearer(read))).body.issues).toHaveLength(1)
  const mine = async (token: string) => {
    const { body } = await getJson<{ permissions: Record<string, { havePermission: boolean }> }>(
      `${jira.url}/rest/api/2/mypermissions`,
      bearer(token)
    )
    return ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'ADMINISTER'].map((key) => body.permissions[key]?.havePermission)
  }
  expect(await mine(read)).toEqual([true, false, false])
  expect(await mine(all)).toEqual([true, true, true])
  expect(await mine(users)).toEqual([true, true, false])
  const make = async (token: string) =>
    (await postJson(`${jira.url}/rest/pat/latest/tokens`, bearer(token), { name: 'x' })).status
  expect([await make(read), await make(all)]).toEqual([403, 201])
})
