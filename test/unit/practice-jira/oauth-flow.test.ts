/** OAuth 1.0a end to end: the flow, the pages, and every problem with its status, body and header. */
import { expect, test } from 'vitest'
import type { PracticeJira } from '../../jira/index.ts'
import { Browser, formReply, getJson, hiddenFields, jiraForTest, keys, link, oauthHeader, oauthPost, sign } from './helpers.ts'

const requestTokenUrl = (jira: PracticeJira): string => `${jira.url}/plugins/servlet/oauth/request-token`
const accessTokenUrl = (jira: PracticeJira): string => `${jira.url}/plugins/servlet/oauth/access-token`

async function linkedJira(options?: Parameters<typeof jiraForTest>[0]): Promise<PracticeJira> {
  const jira = await jiraForTest(options)
  jira.admin.createApplicationLink(link)
  return jira
}

async function requestToken(jira: PracticeJira, callback = 'oob'): Promise<string> {
  const reply = await oauthPost(requestTokenUrl(jira), { oauth_callback: callback })
  if (reply.status !== 200) throw new Error(reply.text)
  return reply.form['oauth_token'] as string
}

/** Signs in as anna and presses a button on the consent page. */
async function decide(jira: PracticeJira, token: string, button: 'approve' | 'deny') {
  const browser = new Browser(jira)
  await browser.logIn('anna')
  const consent = await browser.open(`/plugins/servlet/oauth/authorize?oauth_token=${token}`)
  expect(consent.page).toContain('Welcome to Jira')
  return browser.open('/plugins/servlet/oauth/authorize', { ...hiddenFields(consent.page), [button]: 'x' })
}

async function signIn(jira: PracticeJira): Promise<Record<string, string>> {
  const token = await requestToken(jira)
  const shown = await decide(jira, token, 'approve')
  const verifier = /id="verification-code">([^<]+)</.exec(shown.page)?.[1] ?? ''
  expect(verifier).toMatch(/^[A-Za-z0-9]{6}$/)
  const reply = await oauthPost(accessTokenUrl(jira), { oauth_token: token, oauth_verifier: verifier })
  expect(reply.status).toBe(200)
  return reply.form
}

function signedGet(jira: PracticeJira, path: string, token: string, now?: number) {
  const url = `${jira.url}${path}`
  return fetch(url, { headers: oauthHeader(sign('GET', url, { oauth_token: token }, now)) })
}

test('out of band: the page shows the code, the token works, and the request token is used up', async () => {
  const jira = await linkedJira()
  const tokens = await signIn(jira)
  expect(tokens).toMatchObject({ oauth_expires_in: '157680000', oauth_authorization_expires_in: '160272000' })
  const reply = await signedGet(jira, '/rest/api/2/myself', tokens['oauth_token'] as string)
  expect(reply.status).toBe(200)
  expect(reply.headers.get('x-ausername')).toBe('anna')
  expect(jira.admin.requests().at(-1)).toMatchObject({ auth: 'oauth', user: 'anna', cookie: false })
})

test('with a callback: the browser is sent there with token and verifier', async () => {
  const jira = await linkedJira()
  const token = await requestToken(jira, 'http://127.0.0.1:4711/callback?state=1')
  const reply = await decide(jira, token, 'approve')
  const target = new URL(reply.location)
  expect(target.origin + target.pathname).toBe('http://127.0.0.1:4711/callback')
  expect(target.searchParams.get('state')).toBe('1')
  expect(target.searchParams.get('oauth_token')).toBe(token)
  const verifier = target.searchParams.get('oauth_verifier') as string
  expect((await oauthPost(accessTokenUrl(jira), { oauth_token: token, oauth_verifier: verifier })).status).toBe(200)
  const again = await oauthPost(accessTokenUrl(jira), { oauth_token: token, oauth_verifier: verifier })
  expect([again.status, again.form['oauth_problem']]).toEqual([401, 'token_rejected'])
})

test('denied: oauth_verifier=denied, then permission_denied; undecided: permission_unknown', async () => {
  const jira = await linkedJira()
  const token = await requestToken(jira, 'http://127.0.0.1:4711/cb')
  const undecided = await oauthPost(accessTokenUrl(jira), { oauth_token: token, oauth_verifier: 'abcdef' })
  expect([undecided.status, undecided.text]).toEqual([401, 'oauth_problem=permission_unknown'])
  const reply = await decide(jira, token, 'deny')
  expect(new URL(reply.location).searchParams.get('oauth_verifier')).toBe('denied')
  const denied = await oauthPost(accessTokenUrl(jira), { oauth_token: token, oauth_verifier: 'denied' })
  expect([denied.status, denied.text]).toEqual([401, 'oauth_problem=permission_denied'])
})

test('a wrong verifier is token_rejected, a missing one parameter_absent', async () => {
  const jira = await linkedJira()
  const token = await requestToken(jira, 'http://127.0.0.1:4711/cb')
  await decide(jira, token, 'approve')
  const wrong = await oauthPost(accessTokenUrl(jira), { oauth_token: token, oauth_verifier: 'aaaaaa' })
  expect(wrong.form).toEqual({ oauth_problem: 'token_rejected' })
  const missing = await oauthPost(accessTokenUrl(jira), { oauth_token: token })
  expect([missing.status, missing.form]).toEqual([400, { oauth_problem: 'parameter_absent', oauth_parameters_absent: 'oauth_verifier' }])
})

test('renewal by session handle replaces the token', async () => {
  const jira = await linkedJira()
  const old = await signIn(jira)
  const wrong = await oauthPost(accessTokenUrl(jira), { oauth_token: old['oauth_token'] as string, oauth_session_handle: 'nonsense' })
  expect(wrong.form['oauth_problem']).toBe('token_rejected')
  const renewed = await oauthPost(accessTokenUrl(jira), {
    oauth_token: old['oauth_token'] as string, oauth_session_handle: old['oauth_session_handle'] as string
  })
  expect(renewed.status).toBe(200)
  expect((await signedGet(jira, '/rest/api/2/myself', renewed.form['oauth_token'] as string)).status).toBe(200)
  expect((await signedGet(jira, '/rest/api/2/myself', old['oauth_token'] as string)).status).toBe(401)
})

test('lifetimes: request token, access token and session run out', async () => {
  const jira = await linkedJira({ lifetimes: { requestToken: 600, accessToken: 1000, session: 2000 } })
  const tokens = await signIn(jira)
  const pending = await requestToken(jira)
  jira.admin.setClockSkew(1200)
  const later = Date.now() + 1_200_000
  const expired = await formReply(await signedGet(jira, '/rest/api/2/myself', tokens['oauth_token'] as string, later))
  expect([expired.status, expired.text]).toEqual([401, 'oauth_problem=token_expired'])
  const stale = await oauthPost(accessTokenUrl(jira), { oauth_token: pending, oauth_verifier: 'x' }, later)
  expect(stale.form['oauth_problem']).toBe('token_expired')
  const renew = { oauth_token: tokens['oauth_token'] as string, oauth_session_handle: tokens['oauth_session_handle'] as string }
  jira.admin.setClockSkew(2200)
  expect((await oauthPost(accessTokenUrl(jira), renew, Date.now() + 2_200_000)).form['oauth_problem']).toBe('permission_denied')
})

test('unknown consumer: 401, body and header say so', async () => {
  const jira = await jiraForTest()
  const reply = await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob' })
  expect(reply.status).toBe(401)
  expect(reply.text).toBe('oauth_problem=consumer_key_unknown')
  expect(reply.headers.get('content-type')).toBe('application/x-www-form-urlencoded;charset=UTF-8')
  expect(reply.headers.get('www-authenticate')).toBe(
    `OAuth realm="${encodeURIComponent(requestTokenUrl(jira))}", oauth_problem="consumer_key_unknown"`
  )
})

test('callbacks: custom schemes and relative ones are refused with advice', async () => {
  const jira = await linkedJira()
  for (const callback of ['attrack://callback', '/callback', 'javascript:alert(1)']) {
    const reply = await oauthPost(requestTokenUrl(jira), { oauth_callback: callback })
    expect(reply.status).toBe(400)
    expect(reply.form).toMatchObject({ oauth_problem: 'parameter_rejected', oauth_parameters_rejected: 'oauth_callback' })
    expect(reply.form['oauth_problem_advice']).toBeTruthy()
  }
  const absent = await oauthPost(requestTokenUrl(jira), {})
  expect(absent.form).toEqual({ oauth_problem: 'parameter_absent', oauth_parameters_absent: 'oauth_callback' })
})

test('time stamps: ±300 s against Jira’s own clock, with the acceptable ones', async () => {
  const jira = await linkedJira()
  const at = (seconds: number) => oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob' }, Date.now() + seconds * 1000)
  expect((await at(-290)).status).toBe(200)
  expect((await at(290)).status).toBe(200)
  for (const seconds of [-310, 310]) {
    const reply = await at(seconds)
    expect([reply.status, reply.form['oauth_problem']]).toEqual([400, 'timestamp_refused'])
    const [oldest, newest] = (reply.form['oauth_acceptable_timestamps'] ?? '').split('-').map(Number) as [number, number]
    expect(newest - oldest).toBe(600)
    expect(Math.abs((oldest + newest) / 2 - Date.now() / 1000)).toBeLessThan(5)
  }
  jira.admin.setClockSkew(-3600)
  const skewed = await at(0)
  expect(skewed.form['oauth_problem']).toBe('timestamp_refused')
  expect(Math.abs(Date.parse(skewed.headers.get('date') ?? '') - (Date.now() - 3_600_000))).toBeLessThan(5000)
  expect((await at(-3600)).status).toBe(200)
})

test('a nonce works once', async () => {
  const jira = await linkedJira()
  const parameters = sign('POST', requestTokenUrl(jira), { oauth_callback: 'oob' })
  const send = async () => formReply(await fetch(requestTokenUrl(jira), { method: 'POST', headers: oauthHeader(parameters) }))
  expect((await send()).status).toBe(200)
  const again = await send()
  expect([again.status, again.text]).toEqual([401, 'oauth_problem=nonce_used'])
})

test('version, method and repeated parameters', async () => {
  const jira = await linkedJira()
  const version = await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob', oauth_version: '2.0' })
  expect([version.status, version.form]).toEqual([400, { oauth_problem: 'version_rejected', oauth_acceptable_versions: '1.0-1.0' }])
  const method = await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob', oauth_signature_method: 'HMAC-SHA1' })
  expect([method.status, method.form['oauth_problem']]).toEqual([400, 'signature_method_rejected'])
  const twice = `${requestTokenUrl(jira)}?oauth_callback=oob`
  const repeated = await oauthPost(twice, { oauth_callback: 'oob' })
  expect(repeated.form).toMatchObject({ oauth_problem: 'parameter_rejected', oauth_parameters_rejected: 'oauth_callback' })
})

test('a bad signature: 401 with Jira’s own base string', async () => {
  const jira = await linkedJira()
  const other = `${jira.origin.replace('127.0.0.1', 'localhost')}/jira/plugins/servlet/oauth/request-token`
  const headers = oauthHeader(sign('POST', other, { oauth_callback: 'oob' }))
  const reply = await formReply(await fetch(requestTokenUrl(jira), { method: 'POST', headers }))
  expect(reply.status).toBe(401)
  expect(reply.form['oauth_problem']).toBe('signature_invalid')
  expect(reply.form['oauth_signature_base_string']).toContain(`POST&${encodeURIComponent(requestTokenUrl(jira))}&`)
  expect(reply.headers.get('www-authenticate')).toContain('oauth_problem="signature_invalid"')
})

test('a rewriting proxy: the same signature fails, and the base string shows why', async () => {
  const jira = await linkedJira({ seenAs: 'http://jira-internal:8080' })
  const reply = await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob' })
  expect(reply.form['oauth_problem']).toBe('signature_invalid')
  expect(reply.form['oauth_signature_base_string']).toContain(encodeURIComponent('http://jira-internal:8080/jira/plugins'))
})

test('parameters may come by header, query or form', async () => {
  const jira = await linkedJira()
  const url = requestTokenUrl(jira)
  const inForm = await fetch(url, { method: 'POST', body: new URLSearchParams(sign('POST', url, { oauth_callback: 'oob' })) })
  expect(inForm.status).toBe(200)
  const inQuery = await fetch(`${url}?${new URLSearchParams(sign('POST', url, { oauth_callback: 'oob' })).toString()}`, { method: 'POST' })
  expect(inQuery.status).toBe(200)
  const { token } = jira.admin.grantAccessToken(link.consumerKey, 'anna')
  const search = `${jira.url}/rest/api/2/search?jql=${encodeURIComponent('project = "MOD" AND text ~ "a+b & c" ORDER BY key')}&maxResults=1`
  const reply = await fetch(search, { headers: oauthHeader(sign('GET', search, { oauth_token: token })) })
  expect(reply.status).toBe(200)
})

test('with only part of the parameters a request is anonymous', async () => {
  const jira = await linkedJira()
  const { token } = jira.admin.grantAccessToken(link.consumerKey, 'anna')
  const url = `${jira.url}/rest/api/2/project`
  const full = sign('GET', url, { oauth_token: token })
  for (const missing of ['oauth_token', 'oauth_signature', 'oauth_nonce', 'oauth_timestamp', 'oauth_consumer_key', 'oauth_signature_method']) {
    const reply = await getJson(url, oauthHeader(Object.fromEntries(Object.entries(full).filter(([name]) => name !== missing))))
    expect([missing, reply.status, reply.body, reply.headers.get('x-ausername')]).toEqual([missing, 200, [], 'anonymous'])
  }
})

test('revoked tokens, a removed link, another consumer’s token, a disabled user', async () => {
  const jira = await linkedJira()
  const problemOf = async (token: string) => (await formReply(await signedGet(jira, '/rest/api/2/myself', token))).form['oauth_problem']
  const grant = (): string => jira.admin.grantAccessToken(link.consumerKey, 'anna').token
  const revoked = grant()
  expect(jira.admin.revokeTokens('anna')).toBe(1)
  expect(await problemOf(revoked)).toBe('token_rejected')
  jira.admin.createApplicationLink({ ...link, consumerKey: 'other' })
  expect(await problemOf(jira.admin.grantAccessToken('other', 'anna').token)).toBe('token_rejected')
  const disabled = grant()
  jira.admin.setUserActive('anna', false)
  expect(await problemOf(disabled)).toBe('permission_denied')
  jira.admin.setUserActive('anna', true)
  expect(await problemOf(disabled)).toBeUndefined()
  jira.admin.removeApplicationLink(link.consumerKey)
  expect(await problemOf(disabled)).toBe('token_rejected')
})

test('the consent page needs a login, a live token and its own CSRF token', async () => {
  const jira = await linkedJira()
  const token = await requestToken(jira)
  const browser = new Browser(jira)
  const path = `/plugins/servlet/oauth/authorize?oauth_token=${token}`
  expect((await browser.open(path)).location).toContain('/login.jsp?permissionViolation=true')
  await browser.logIn('anna')
  expect((await browser.open('/plugins/servlet/oauth/authorize', { oauth_token: token, approve: 'Allow' })).status).toBe(403)
  const unknown = await browser.open('/plugins/servlet/oauth/authorize?oauth_token=nonsense')
  expect([unknown.status, unknown.page.includes('oauth_problem=token_rejected')]).toEqual([401, true])
})

test('an administrator makes and deletes the link by hand; others may not', async () => {
  const jira = await jiraForTest()
  const path = '/plugins/servlet/applinks/listApplicationLinks'
  const anna = new Browser(jira)
  await anna.logIn('anna')
  expect((await anna.open(path)).status).toBe(403)
  const admin = new Browser(jira)
  await admin.logIn('admin', 'admin')
  const form = hiddenFields((await admin.open(path)).page)
  const entered = { consumerKey: link.consumerKey, consumerName: link.consumerName }
  const bad = await admin.open(path, { ...form, ...entered, publicKey: 'no key' })
  expect([bad.status, bad.page.includes('not a valid RSA public key'), bad.page.includes(`value="${link.consumerKey}"`)]).toEqual([400, true, true])
  const pasted = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  expect((await admin.open(path, { ...form, ...entered, publicKey: pasted })).status).toBe(302)
  expect((await admin.open(path)).page).toContain(link.consumerKey)
  expect((await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob' })).status).toBe(200)
  await admin.open(path, { ...form, remove: link.consumerKey })
  expect((await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob' })).form['oauth_problem']).toBe('consumer_key_unknown')
})
