/** OAuth 1.0a end to end: the flow, its pages, renewal, lifetimes. */
import { expect, test } from 'vitest'
import type { PracticeJira } from '../../jira/index.ts'
import {
  accessTokenUrl,
  Browser,
  formReply,
  hiddenFields,
  jiraForTest,
  keys,
  link,
  linkedJira,
  oauthPost,
  requestToken,
  requestTokenUrl,
  signedGet
} from './helpers.ts'

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
  expect([missing.status, missing.form]).toEqual([
    400,
    { oauth_problem: 'parameter_absent', oauth_parameters_absent: 'oauth_verifier' }
  ])
})

test('renewal by session handle replaces the token', async () => {
  const jira = await linkedJira()
  const old = await signIn(jira)
  const wrong = await oauthPost(accessTokenUrl(jira), {
    oauth_token: old['oauth_token'] as string,
    oauth_session_handle: 'nonsense'
  })
  expect(wrong.form['oauth_problem']).toBe('token_rejected')
  const renewed = await oauthPost(accessTokenUrl(jira), {
    oauth_token: old['oauth_token'] as string,
    oauth_session_handle: old['oauth_session_handle'] as string
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
  const renew = {
    oauth_token: tokens['oauth_token'] as string,
    oauth_session_handle: tokens['oauth_session_handle'] as string
  }
  jira.admin.setClockSkew(2200)
  expect((await oauthPost(accessTokenUrl(jira), renew, Date.now() + 2_200_000)).form['oauth_problem']).toBe(
    'permission_denied'
  )
})

test('the consent page needs a login, a live token and its own CSRF token', async () => {
  const jira = await linkedJira()
  const token = await requestToken(jira)
  const browser = new Browser(jira)
  const path = `/plugins/servlet/oauth/authorize?oauth_token=${token}`
  expect((await browser.open(path)).location).toContain('/login.jsp?permissionViolation=true')
  await browser.logIn('anna')
  expect(
    (await browser.open('/plugins/servlet/oauth/authorize', { oauth_token: token, approve: 'Allow' })).status
  ).toBe(403)
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
  expect([
    bad.status,
    bad.page.includes('not a valid RSA public key'),
    bad.page.includes(`value="${link.consumerKey}"`)
  ]).toEqual([400, true, true])
  const pasted = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  expect((await admin.open(path, { ...form, ...entered, publicKey: pasted })).status).toBe(302)
  expect((await admin.open(path)).page).toContain(link.consumerKey)
  expect((await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob' })).status).toBe(200)
  await admin.open(path, { ...form, remove: link.consumerKey })
  expect((await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob' })).form['oauth_problem']).toBe(
    'consumer_key_unknown'
  )
})
