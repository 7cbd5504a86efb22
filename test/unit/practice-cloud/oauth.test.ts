/** Consent, codes, rotating refresh tokens, and what the authorisation server refuses, in its own words. */
import { expect, test } from 'vitest'
import {
  ask,
  authorizeUrl,
  bearer,
  cloudForTest,
  decide,
  exchangeCode,
  logIn,
  post,
  redirectUri,
  refresh,
  registered,
  signIn
} from './helpers.ts'

test('log-in page, consent page with the choice of a site, code and state', async () => {
  const cloud = await cloudForTest()
  const app = registered(cloud)
  const url = authorizeUrl(cloud, app)
  const { page } = await logIn(cloud, url, 'Anna@jira.example.com', 'anna-password')
  expect(page?.text).toContain('AtTrack is requesting access to your Atlassian account.')
  expect(page?.text).toContain('<label for="site">Use app on</label>')
  for (const site of cloud.sites) expect(page?.text).toContain(`<option value="${site.cloudId}">${site.name}</option>`)
  const back = await decide(cloud, url, 'accept', 'globex')
  expect(back.origin + back.pathname).toBe(redirectUri)
  expect(back.searchParams.get('state')).toBe('st-1')
  const { status, body } = await exchangeCode(cloud, app, back.searchParams.get('code') ?? '')
  expect(status).toBe(200)
  expect(body).toMatchObject({ expires_in: 3600, token_type: 'Bearer' })
  expect(body.access_token.length).toBeGreaterThan(2000)
  expect(body.refresh_token.length).toBeGreaterThan(900)
  expect(cloud.admin.grants()).toEqual([
    {
      clientId: app.clientId,
      email: 'anna@jira.example.com',
      sites: ['globex'],
      scopes: ['read:jira-work', 'read:jira-user', 'read:me', 'offline_access']
    }
  ])
})

test('a wrong password shows the page again; Cancel says access_denied', async () => {
  const cloud = await cloudForTest()
  const url = authorizeUrl(cloud, registered(cloud))
  const { loginReply, page } = await logIn(cloud, url, 'anna@jira.example.com', 'wrong')
  expect(page).toBeUndefined()
  expect(loginReply.text).toContain('Incorrect email address and / or password.')
  const back = await decide(cloud, url, 'cancel', '')
  expect([...back.searchParams]).toEqual([
    ['error', 'access_denied'],
    ['error_description', 'User did not authorize the request'],
    ['state', 'st-1']
  ])
  expect(cloud.admin.grants()).toEqual([])
})

test.each([
  [{ redirect_uri: 'http://localhost:47111/callback' }, 'redirect_uri is not registered for client'],
  [{ redirect_uri: `${redirectUri}/` }, 'redirect_uri is not registered for client'],
  [{ client_id: 'nobody' }, 'The client_id is missing or not known.'],
  [{ audience: 'api.example.com' }, 'audience must be api.atlassian.com'],
  [{ prompt: 'none' }, 'prompt must be consent'],
  [{ response_type: 'token' }, 'response_type must be code'],
  [{ scope: '' }, 'scope is missing']
])('a request with %o goes nowhere', async (changes, words) => {
  const cloud = await cloudForTest()
  const reply = await ask(authorizeUrl(cloud, registered(cloud), changes as Record<string, string>))
  expect([reply.status, reply.headers.get('location')]).toEqual([400, null])
  expect(reply.text).toContain(words)
})

test('the client secret is mandatory, with or without PKCE; a code is good once and for its redirect URI', async () => {
  const cloud = await cloudForTest()
  const app = registered(cloud)
  const tokenUrl = `${cloud.authUrl}/oauth/token`
  const codeOf = async () =>
    (await decide(cloud, authorizeUrl(cloud, app), 'accept', 'acme')).searchParams.get('code') ?? ''
  const code = await codeOf()
  const request = { grant_type: 'authorization_code', client_id: app.clientId, code, redirect_uri: redirectUri }
  const publicClient = await ask(tokenUrl, post({ ...request, code_verifier: 'x'.repeat(43) }))
  expect([publicClient.status, publicClient.body]).toEqual([
    400,
    { error: 'invalid_request', error_description: 'Incorrect request parameters' }
  ])
  const wrong = await ask(tokenUrl, post({ ...request, client_secret: 'wrong' }))
  expect([wrong.status, wrong.body]).toEqual([401, { error: 'access_denied', error_description: 'Unauthorized' }])
  const form = await ask(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({ ...request, client_secret: app.clientSecret })
  })
  expect(form.status).toBe(400)
  expect((await exchangeCode(cloud, app, code)).status).toBe(200)
  const invalid = [400, { error: 'invalid_request', error_description: 'authorization_code is invalid' }]
  const again = await exchangeCode(cloud, app, code)
  expect([again.status, again.body]).toEqual(invalid)
  const other = await ask(
    tokenUrl,
    post({ ...request, code: await codeOf(), client_secret: app.clientSecret, redirect_uri: `${redirectUri}?x` })
  )
  expect([other.status, other.body]).toEqual(invalid)
  const late = await codeOf()
  cloud.admin.setClockSkew(301)
  expect((await exchangeCode(cloud, app, late)).body).toEqual(invalid[1])
})

test('refresh tokens rotate: one that was used is refused, the new one works', async () => {
  const cloud = await cloudForTest()
  const app = registered(cloud)
  const first = await signIn(cloud, app)
  const { body: second, status } = await refresh(cloud, app, first.refresh_token)
  expect(status).toBe(200)
  expect(second.refresh_token).not.toBe(first.refresh_token)
  const reused = await refresh(cloud, app, first.refresh_token)
  expect([reused.status, reused.body]).toEqual([
    403,
    { error: 'unauthorized_client', error_description: 'refresh_token is invalid' }
  ])
  expect((await refresh(cloud, app, second.refresh_token)).status).toBe(200)
  expect(cloud.admin.refreshes().map((one) => one.ok)).toEqual([true, false, true])
})

test('within the leeway a used refresh token is accepted again', async () => {
  const cloud = await cloudForTest({ reuseLeewayMs: 600_000 })
  const app = registered(cloud)
  const first = await signIn(cloud, app)
  await refresh(cloud, app, first.refresh_token)
  expect((await refresh(cloud, app, first.refresh_token)).status).toBe(200)
  cloud.admin.setClockSkew(601)
  expect((await refresh(cloud, app, first.refresh_token)).status).toBe(403)
})

test('a lost answer of the token endpoint leaves the old refresh token used up', async () => {
  const cloud = await cloudForTest()
  const app = registered(cloud)
  const { refresh_token: token } = await signIn(cloud, app)
  cloud.admin.loseNextTokenReply()
  await expect(refresh(cloud, app, token)).rejects.toThrow(/fetch failed/)
  expect((await refresh(cloud, app, token)).body.error_description).toBe('refresh_token is invalid')
  expect(cloud.admin.refreshes().map((one) => one.ok)).toEqual([true, false])
})

test('without offline_access there is no refresh token; 90 days of silence end one, and so does a year', async () => {
  const cloud = await cloudForTest()
  const app = registered(cloud)
  expect(await signIn(cloud, app, 'acme', 'read:jira-work')).not.toHaveProperty('refresh_token')
  const day = 86_400
  let { refresh_token: token } = await signIn(cloud, app)
  cloud.admin.setClockSkew(91 * day)
  expect((await refresh(cloud, app, token)).status).toBe(403)
  cloud.admin.setClockSkew(0)
  for (const days of [80, 160, 240, 320]) {
    cloud.admin.setClockSkew(days * day)
    token = (await refresh(cloud, app, token)).body.refresh_token
  }
  cloud.admin.setClockSkew(366 * day)
  expect((await refresh(cloud, app, token)).status).toBe(403)
})

test('access tokens end after an hour, by command, and by revoking; a new password ends refreshing', async () => {
  const cloud = await cloudForTest()
  const app = registered(cloud)
  const me = async (token: string) => (await ask(`${cloud.apiUrl}/me`, { headers: bearer(token) })).status
  const first = await signIn(cloud, app)
  expect(await me(first.access_token)).toBe(200)
  cloud.admin.setClockSkew(3601)
  expect(await me(first.access_token)).toBe(401)
  const { body: second } = await refresh(cloud, app, first.refresh_token)
  expect(await me(second.access_token)).toBe(200)
  cloud.admin.expireAccessTokens()
  expect(await me(second.access_token)).toBe(401)
  cloud.admin.changePassword('anna@jira.example.com')
  expect((await refresh(cloud, app, second.refresh_token)).body).toEqual({
    error: 'invalid_grant',
    error_description: 'Unknown or invalid refresh token.'
  })
  const third = await signIn(cloud, app)
  cloud.admin.revoke('anna@jira.example.com')
  expect(await me(third.access_token)).toBe(401)
  expect((await refresh(cloud, app, third.refresh_token)).status).toBe(403)
})

test('sites accumulate in the one grant of an app and an account', async () => {
  const cloud = await cloudForTest()
  const app = registered(cloud)
  const first = await signIn(cloud, app, 'acme')
  const names = async () =>
    (await ask(`${cloud.apiUrl}/oauth/token/accessible-resources`, { headers: bearer(first.access_token) })).body.map(
      (one: { name: string }) => one.name
    )
  expect(await names()).toEqual(['handbook', 'acme'])
  await signIn(cloud, app, 'globex')
  expect(await names()).toEqual(['handbook', 'acme', 'globex'])
})

test('zoë has one site only, and it is chosen already', async () => {
  const cloud = await cloudForTest()
  const { page } = await logIn(
    cloud,
    authorizeUrl(cloud, registered(cloud)),
    'zoe@jira.example.com',
    'Zoë: pässwörd %+&'
  )
  expect(page?.text).toContain('>acme</option>')
  expect(page?.text).not.toContain('globex')
  expect(page?.text).not.toContain('Choose a site')
})
