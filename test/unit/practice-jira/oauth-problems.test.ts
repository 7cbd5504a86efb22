/** Every OAuth problem with its status, body and header, and where parameters may travel. */
import { expect, test } from 'vitest'
import {
  formReply,
  getJson,
  jiraForTest,
  link,
  linkedJira,
  oauthHeader,
  oauthPost,
  requestTokenUrl,
  sign,
  signedGet
} from './helpers.ts'

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
    expect(reply.form).toMatchObject({
      oauth_problem: 'parameter_rejected',
      oauth_parameters_rejected: 'oauth_callback'
    })
    expect(reply.form['oauth_problem_advice']).toBeTruthy()
  }
  const absent = await oauthPost(requestTokenUrl(jira), {})
  expect(absent.form).toEqual({ oauth_problem: 'parameter_absent', oauth_parameters_absent: 'oauth_callback' })
})

test('time stamps: ±300 s against Jira’s own clock, with the acceptable ones', async () => {
  const jira = await linkedJira()
  const at = (seconds: number) =>
    oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob' }, Date.now() + seconds * 1000)
  expect((await at(-290)).status).toBe(200)
  expect((await at(290)).status).toBe(200)
  for (const seconds of [-310, 310]) {
    const reply = await at(seconds)
    expect([reply.status, reply.form['oauth_problem']]).toEqual([400, 'timestamp_refused'])
    const [oldest, newest] = (reply.form['oauth_acceptable_timestamps'] ?? '').split('-').map(Number) as [
      number,
      number
    ]
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
  const send = async () =>
    formReply(await fetch(requestTokenUrl(jira), { method: 'POST', headers: oauthHeader(parameters) }))
  expect((await send()).status).toBe(200)
  const again = await send()
  expect([again.status, again.text]).toEqual([401, 'oauth_problem=nonce_used'])
})

test('version, method and repeated parameters', async () => {
  const jira = await linkedJira()
  const version = await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob', oauth_version: '2.0' })
  expect([version.status, version.form]).toEqual([
    400,
    { oauth_problem: 'version_rejected', oauth_acceptable_versions: '1.0-1.0' }
  ])
  const method = await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob', oauth_signature_method: 'HMAC-SHA1' })
  expect([method.status, method.form['oauth_problem']]).toEqual([400, 'signature_method_rejected'])
  const twice = `${requestTokenUrl(jira)}?oauth_callback=oob`
  const repeated = await oauthPost(twice, { oauth_callback: 'oob' })
  expect(repeated.form).toMatchObject({
    oauth_problem: 'parameter_rejected',
    oauth_parameters_rejected: 'oauth_callback'
  })
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
  expect(reply.form['oauth_signature_base_string']).toContain(
    encodeURIComponent('http://jira-internal:8080/jira/plugins')
  )
})

test('parameters may come by header, query or form', async () => {
  const jira = await linkedJira()
  const url = requestTokenUrl(jira)
  const inForm = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(sign('POST', url, { oauth_callback: 'oob' }))
  })
  expect(inForm.status).toBe(200)
  const inQuery = await fetch(
    `${url}?${new URLSearchParams(sign('POST', url, { oauth_callback: 'oob' })).toString()}`,
    { method: 'POST' }
  )
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
  for (const missing of [
    'oauth_token',
    'oauth_signature',
    'oauth_nonce',
    'oauth_timestamp',
    'oauth_consumer_key',
    'oauth_signature_method'
  ]) {
    const reply = await getJson(
      url,
      oauthHeader(Object.fromEntries(Object.entries(full).filter(([name]) => name !== missing)))
    )
    expect([missing, reply.status, reply.body, reply.headers.get('x-ausername')]).toEqual([
      missing,
      200,
      [],
      'anonymous'
    ])
  }
})

test('revoked tokens, a removed link, another consumer’s token, a disabled user', async () => {
  const jira = await linkedJira()
  const problemOf = async (token: string) =>
    (await formReply(await signedGet(jira, '/rest/api/2/myself', token))).form['oauth_problem']
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
