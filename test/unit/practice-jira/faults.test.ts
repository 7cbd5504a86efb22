/** Faults of signing in, as a client meets them; see also the files faults-of-*. */
import { describe, expect, test } from 'vitest'
import type { PracticeJira } from '../../jira/index.ts'
import { basic, bearer, formReply, getJson, jiraForTest, link, oauthHeader, oauthPost, sign } from './helpers.ts'

async function withFault(name: string, options: Record<string, string | number | boolean> = {}): Promise<PracticeJira> {
  const jira = await jiraForTest()
  jira.admin.createApplicationLink(link)
  jira.admin.setFault(name, true, options)
  return jira
}

async function myself(jira: PracticeJira, headers = basic('anna')) {
  const reply = await fetch(`${jira.url}/rest/api/2/myself`, { headers, redirect: 'manual' })
  return {
    status: reply.status,
    headers: reply.headers,
    type: reply.headers.get('content-type') ?? '',
    text: await reply.text()
  }
}

async function signedMyself(jira: PracticeJira) {
  const url = `${jira.url}/rest/api/2/myself`
  const { token } = jira.admin.grantAccessToken(link.consumerKey, 'anna')
  return formReply(await fetch(url, { headers: oauthHeader(sign('GET', url, { oauth_token: token })) }))
}

describe('sign-in', () => {
  test('basic-disabled: 403 JSON, OAuth goes on', async () => {
    const jira = await withFault('basic-disabled')
    const reply = await myself(jira)
    expect([reply.status, reply.text]).toEqual([
      403,
      '{"message":"Basic Authentication has been disabled on this instance."}'
    ])
    expect((await signedMyself(jira)).status).toBe(200)
  })

  test('captcha', async () => {
    expect((await myself(await withFault('captcha'))).headers.get('x-seraph-loginreason')).toBe('AUTHENTICATION_DENIED')
  })

  test('sso-page: 200 text/html on REST only', async () => {
    const jira = await withFault('sso-page')
    const reply = await myself(jira)
    expect([reply.status, reply.type]).toEqual([200, 'text/html;charset=UTF-8'])
    expect(reply.text).toContain('single sign-on')
    expect((await fetch(`${jira.url}/login.jsp`)).status).toBe(200)
  })

  test('sso-redirect: to another host', async () => {
    const reply = await myself(await withFault('sso-redirect'))
    expect([reply.status, new URL(reply.headers.get('location') ?? '').host]).toEqual([302, 'sso.example.com'])
  })

  test('anonymous-silent: 200 with less, X-AUSERNAME anonymous', async () => {
    const jira = await withFault('anonymous-silent')
    const reply = await getJson<unknown[]>(`${jira.url}/rest/api/2/project`, basic('anna'))
    expect([reply.status, reply.body, reply.headers.get('x-ausername')]).toEqual([200, [], 'anonymous'])
    expect((await myself(jira)).status).toBe(401)
  })
})

describe('bearer tokens', () => {
  const client = { name: 'AtTrack', redirectUri: 'http://localhost:8765/callback' }

  async function granted(fault: string) {
    const jira = await withFault(fault)
    const link = jira.admin.createOAuth2Client(client)
    return { jira, link, tokens: jira.admin.grantOAuth2(link.clientId, 'anna') }
  }

  test('pats-disabled: rest/pat is not there, tokens are ignored without a word, OAuth 2.0 goes on', async () => {
    const { jira, tokens } = await granted('pats-disabled')
    const { rawToken } = jira.admin.createToken('anna')
    expect((await getJson(`${jira.url}/rest/pat/latest/tokens`, basic('anna'))).status).toBe(404)
    const reply = await getJson<unknown[]>(`${jira.url}/rest/api/2/project`, bearer(rawToken))
    expect([reply.status, reply.body, reply.headers.get('x-ausername')]).toEqual([200, [], 'anonymous'])
    expect((await myself(jira, bearer(tokens.accessToken))).status).toBe(200)
    jira.admin.setFault('pats-disabled', false)
    expect((await myself(jira, bearer(rawToken))).status).toBe(200)
  })

  test('bad-pat: every bearer is ignored, passwords are not', async () => {
    const { jira, tokens } = await granted('bad-pat')
    for (const token of [jira.admin.createToken('anna').rawToken, tokens.accessToken])
      expect((await myself(jira, bearer(token))).status).toBe(401)
    expect((await myself(jira)).status).toBe(200)
    expect(jira.admin.faults()).toMatchObject([{ name: 'bad-pat', met: 2, struck: 2 }])
  })

  const renew = (jira: PracticeJira, link: { clientId: string; clientSecret: string }, refreshToken: string) =>
    fetch(`${jira.url}/rest/oauth2/latest/token`, {
      method: 'POST',
      headers: { 'user-agent': 'AtTrack/0.1' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: link.clientId,
        client_secret: link.clientSecret,
        refresh_token: refreshToken,
        redirect_uri: client.redirectUri
      })
    })

  test('token-reply-lost: the renewal counts although nobody hears of it', async () => {
    const { jira, link, tokens } = await granted('token-reply-lost')
    await expect(renew(jira, link, tokens.refreshToken)).rejects.toThrow(/fetch failed/)
    expect(jira.admin.oauth2Refreshes()).toBe(1)
    expect((await myself(jira, bearer(tokens.accessToken))).status).toBe(401)
    const again = await renew(jira, link, tokens.refreshToken)
    expect([again.status, ((await again.json()) as { error: string }).error]).toEqual([400, 'invalid_grant'])
  })

  test('token-reply-late: the renewal counts before its reply comes', async () => {
    const { jira, link, tokens } = await granted('token-reply-late')
    expect((await myself(jira, bearer(tokens.accessToken))).status).toBe(200)
    const pending = renew(jira, link, tokens.refreshToken).catch(() => 'gone')
    await expect.poll(() => jira.admin.oauth2Refreshes()).toBe(1)
    expect((await myself(jira, bearer(tokens.accessToken))).status).toBe(401)
    const other = await Promise.race([pending, myself(jira).then(({ status }) => status)])
    expect(other).toBe(200)
  })
})

describe('OAuth', () => {
  const problem = async (name: string, options?: Record<string, string>) => {
    const jira = await withFault(name, options)
    const first = await oauthPost(`${jira.url}/plugins/servlet/oauth/request-token`, { oauth_callback: 'oob' })
    const rest = await signedMyself(jira)
    return [first.status, first.form['oauth_problem'], rest.status, rest.form['oauth_problem']]
  }
  const none = [200, undefined]

  test.each([
    ['consumer-unknown', [401, 'consumer_key_unknown', 401, 'consumer_key_unknown']],
    ['wrong-key', [401, 'signature_invalid', 401, 'signature_invalid']],
    ['rewriting-proxy', [401, 'signature_invalid', 401, 'signature_invalid']],
    ['timestamp-refused', [400, 'timestamp_refused', 400, 'timestamp_refused']],
    ['nonce-refused-once', [401, 'nonce_used', ...none]],
    ['token-revoked', [...none, 401, 'token_rejected']],
    ['token-expired', [...none, 401, 'token_expired']],
    ['oauth-problem', [401, 'additional_authorization_required', 401, 'additional_authorization_required']]
  ])('%s', async (name, expected) => {
    expect(await problem(name)).toEqual(expected)
  })

  test('an unmapped problem is 403, refusals to serve are 503', async () => {
    expect((await problem('oauth-problem', { problem: 'something_new' }))[0]).toBe(403)
    expect((await problem('oauth-problem', { problem: 'consumer_key_refused' }))[0]).toBe(503)
  })
})

test('an unknown fault is an error', async () => {
  const jira = await jiraForTest()
  expect(() => jira.admin.setFault('nonsense')).toThrow(/no fault named nonsense; there are: basic-disabled/)
})
