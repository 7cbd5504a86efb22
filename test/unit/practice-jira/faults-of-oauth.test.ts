/** Faults around signing in that need more than one request: links, clocks, consent, CAPTCHA. */
import { expect, onTestFinished, test } from 'vitest'
import { startFault } from '../../jira/all-faults.ts'
import type { PracticeJira, PracticeJiraOptions } from '../../jira/index.ts'
import {
  accessTokenUrl,
  basic,
  Browser,
  formReply,
  getJson,
  hiddenFields,
  link,
  oauthPost,
  requestToken,
  requestTokenUrl,
  signedGet
} from './helpers.ts'

async function withFault(name: string, options: PracticeJiraOptions = {}): Promise<PracticeJira> {
  const { jira, close } = await startFault(name, { projects: false, ...options })
  onTestFinished(() => close())
  jira.admin.createApplicationLink(link)
  return jira
}

const askToken = (jira: PracticeJira) => oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob' })
const baseUrlOf = async (jira: PracticeJira) => (await getJson(`${jira.url}/rest/api/2/serverInfo`)).body['baseUrl']

test('base-url-mismatch: serverInfo and the base string name an address nobody entered', async () => {
  const jira = await withFault('base-url-mismatch')
  expect(await baseUrlOf(jira)).toBe('http://jira-internal:8080/jira')
  const refused = await askToken(jira)
  expect([refused.status, refused.form['oauth_problem']]).toEqual([401, 'signature_invalid'])
  expect(refused.form['oauth_signature_base_string']).toContain(encodeURIComponent('http://jira-internal:8080/jira'))
  jira.admin.setFault('base-url-mismatch', false)
  expect([await baseUrlOf(jira), (await askToken(jira)).status]).toEqual([jira.url, 200])
})

test.each([
  ['clock-ahead', 600],
  ['clock-behind', -600]
])('%s: the Date header is off by %i s, and a right time stamp is refused with the window', async (name, seconds) => {
  const jira = await withFault(name)
  const refused = await askToken(jira)
  expect([refused.status, refused.form['oauth_problem']]).toEqual([400, 'timestamp_refused'])
  const [oldest, newest] = (refused.form['oauth_acceptable_timestamps'] ?? '').split('-').map(Number)
  const now = Date.parse(refused.headers.get('date') ?? '') / 1000
  // Whole seconds on both sides, which need not be the same one.
  expect([-301, -300, -299]).toContain((oldest ?? 0) - now)
  expect([299, 300, 301]).toContain((newest ?? 0) - now)
  expect(Math.round((now - Date.now() / 1000) / 60)).toBe(seconds / 60)
  expect((await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob' }, Date.now() + seconds * 1000)).status).toBe(
    200
  )
  jira.admin.setFault(name, false)
  expect((await askToken(jira)).status).toBe(200)
})

test('nonce-replay: a new nonce does not help', async () => {
  const jira = await withFault('nonce-replay')
  const answers = [await askToken(jira), await askToken(jira)]
  expect(answers.map(({ status, text }) => [status, text])).toEqual([
    [401, 'oauth_problem=nonce_used'],
    [401, 'oauth_problem=nonce_used']
  ])
})

test('verifier-denied: Allow brings oauth_verifier=denied, the exchange permission_denied', async () => {
  const jira = await withFault('verifier-denied')
  const token = await requestToken(jira, 'http://127.0.0.1:4711/cb')
  const browser = new Browser(jira)
  await browser.logIn('anna')
  const consent = await browser.open(`/plugins/servlet/oauth/authorize?oauth_token=${token}`)
  const reply = await browser.open('/plugins/servlet/oauth/authorize', { ...hiddenFields(consent.page), approve: 'x' })
  expect(new URL(reply.location).searchParams.get('oauth_verifier')).toBe('denied')
  const denied = await oauthPost(accessTokenUrl(jira), { oauth_token: token, oauth_verifier: 'denied' })
  expect([denied.status, denied.text]).toEqual([401, 'oauth_problem=permission_denied'])
})

test('oauth2-link: OAuth 1.0 does not know the key; OAuth 2.0 knows the client id, over plain http too', async () => {
  const clientId = '00112233445566778899aabbccddeeff'
  const jira = await withFault(`oauth2-link:clientId=${clientId}`)
  expect((await askToken(jira)).form['oauth_problem']).toBe('consumer_key_unknown')
  const { token } = jira.admin.grantAccessToken(link.consumerKey, 'anna')
  expect((await formReply(await signedGet(jira, '/rest/api/2/myself', token))).form['oauth_problem']).toBe(
    'consumer_key_unknown'
  )
  const authorize = async (id: string) => {
    const query = new URLSearchParams({
      client_id: id,
      redirect_uri: 'http://localhost:17653/callback',
      response_type: 'code',
      scope: 'READ'
    })
    const url = `${jira.url}/rest/oauth2/latest/authorize?${query}`
    const reply = await fetch(url, { redirect: 'manual' })
    return [reply.status, reply.headers.get('location')?.split('?')[0] ?? (await reply.text()).includes('client_id')]
  }
  expect(await authorize(clientId)).toEqual([302, '/jira/plugins/servlet/oauth2/consent'])
  expect(await authorize(link.consumerKey)).toEqual([400, true])
  jira.admin.setFault('oauth2-link', false)
  expect([jira.admin.oauth2Clients(), (await askToken(jira)).status]).toEqual([[], 200])
})

test('captcha: every password is refused until that user has solved one on the log-in page', async () => {
  const jira = await withFault('captcha')
  const myself = async (user: string, password?: string) => {
    const reply = await fetch(`${jira.url}/rest/api/2/myself`, { headers: basic(user, password) })
    return [reply.status, reply.headers.get('x-authentication-denied-reason')?.split(';')[0]]
  }
  const refused = [403, 'CAPTCHA_CHALLENGE']
  expect([await myself('anna'), await myself('anna', 'wrong'), await myself('nobody')]).toEqual([
    refused,
    refused,
    refused
  ])

  const browser = new Browser(jira)
  const account = { os_username: 'anna', os_password: 'anna-password' }
  const asked = await browser.open('/login.jsp', account)
  const word = /id="captcha-image">([a-z]+)</.exec(asked.page)?.[1] ?? ''
  expect((await browser.open('/login.jsp', { ...account, os_captcha: word })).status).toBe(302)
  expect([await myself('anna'), await myself('ben')]).toEqual([[200, undefined], refused])
  jira.admin.setFault('captcha', false)
  expect(await myself('ben')).toEqual([200, undefined])
})
