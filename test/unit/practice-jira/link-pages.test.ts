/** What an administrator does by hand with application links, page by page as in each version. */
import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PracticeJira } from '../../jira/index.ts'
import {
  accessTokenUrl,
  Browser,
  hiddenFields,
  jiraForTest,
  link,
  linkedJira,
  oauthPost,
  publicKeyPem,
  requestToken,
  requestTokenUrl,
  signedGet
} from './helpers.ts'

const list = '/plugins/servlet/applinks/listApplicationLinks'
const wizard = '/plugins/servlet/applinks/createApplicationLink'
const edit = `/plugins/servlet/applinks/editApplicationLink`

async function administrator(jira: PracticeJira): Promise<Browser> {
  const browser = new Browser(jira)
  await browser.logIn('admin', 'admin')
  return browser
}

const outcome = async (jira: PracticeJira) => {
  const { status, form } = await oauthPost(requestTokenUrl(jira), { oauth_callback: 'oob' })
  return form['oauth_problem'] ?? status
}

/** The form of a page whose buttons post to the wizard. */
const wizardForm = (page: string): string =>
  page.slice(page.indexOf(`action="/jira${wizard}"`)).replace(/<\/form>.*/s, '')

test.each(['8.5', '9.12', '10.3', '11.3'] as const)(
  '%s: the pages lead to a link with the pasted values',
  async (version) => {
    const jira = await jiraForTest({ version })
    const browser = await administrator(jira)
    const press = (page: string, entered: Record<string, string>) =>
      browser.open(wizard, { ...hiddenFields(wizardForm(page)), ...entered })
    const first = await browser.open(list)
    expect(first.page.includes('Create new link')).toBe(version === '8.5')
    const start = version === '8.5' ? first.page : (await browser.open(wizard)).page
    expect([start.includes('Atlassian product'), start.includes('External application')]).toEqual(
      version === '8.5' ? [false, false] : [true, true]
    )

    const address = { applicationUrl: 'http://attrack.invalid' }
    const noResponse = await press(start, version === '8.5' ? address : { ...address, applicationType: 'atlassian' })
    expect(noResponse.page).toContain('No response was received from the URL you entered')
    const applications = await press(noResponse.page, address)
    expect(applications.page).toContain('Create incoming link')
    const name = { applicationName: 'Integration AtTrack', type: 'Generic Application' }
    expect((await press(applications.page, name)).page).toContain('only creates incoming links')
    const incoming = await press(applications.page, { ...name, incoming: 'true' })
    expect(incoming.page).toContain('<label for="publicKey">Public Key</label>')

    const values = { consumerKey: link.consumerKey, consumerName: 'AtTrack' }
    const wrong = await press(incoming.page, { ...values, publicKey: 'no key' })
    expect([wrong.status, wrong.page.includes('not a valid RSA public key')]).toEqual([400, true])
    expect(await outcome(jira)).toBe('consumer_key_unknown')
    const saved = await press(wrong.page, { ...values, publicKey: publicKeyPem })
    expect([saved.status, saved.location]).toEqual([302, `/jira${list}`])
    expect((await browser.open(list)).page).toContain('<td>Integration AtTrack</td>')
    expect(await outcome(jira)).toBe(200)
  }
)

test('External application leads away, to a page that ends with a Client ID; OAuth 1.0 then knows nobody', async () => {
  const jira = await jiraForTest({ version: '9.12', baseUrl: 'https://jira.example.com' })
  const browser = await administrator(jira)
  const type = hiddenFields(wizardForm((await browser.open(wizard)).page))
  const away = await browser.open(wizard, { ...type, applicationType: 'external' })
  expect([away.status, away.location]).toEqual([302, '/jira/plugins/servlet/applinks/externalApplication'])
  const path = away.location.replace('/jira', '')
  const chosen = { applicationType: 'external', direction: 'incoming', scope: 'READ', name: 'AtTrack' }
  const redirectUrl = 'http://localhost:17653/callback'
  const made = await browser.open(path, { ...hiddenFields((await browser.open(path)).page), ...chosen, redirectUrl })
  expect(made.page).toMatch(/Client ID<\/label><input type="text" id="client-id" readonly value="[0-9a-f]{32}"/)
  expect(await outcome(jira)).toBe('consumer_key_unknown')
})

test('an existing link gets another public key; what was signed in before stays', async () => {
  const { publicKey: former } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jira = await jiraForTest()
  const formerPem = former.export({ type: 'spki', format: 'pem' }).toString()
  jira.admin.createApplicationLink({ ...link, publicKeyPem: formerPem })
  const { token } = jira.admin.grantAccessToken(link.consumerKey, 'anna')
  expect(await outcome(jira)).toBe('signature_invalid')

  const browser = await administrator(jira)
  const path = `${edit}?consumerKey=${link.consumerKey}`
  expect((await browser.open(list)).page).toContain(`href="/jira${path}" aria-label="Edit AtTrack"`)
  const shown = await browser.open(path)
  expect(shown.page).toContain('Incoming Authentication')
  expect(shown.page.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))).toContain(formerPem)
  const form = { ...hiddenFields(shown.page), consumerKey: link.consumerKey, consumerName: 'AtTrack' }
  expect((await browser.open(edit, { ...form, publicKey: '' })).status).toBe(400)
  expect((await browser.open(edit, { ...form, publicKey: publicKeyPem })).status).toBe(302)
  expect(await outcome(jira)).toBe(200)
  expect((await signedGet(jira, '/rest/api/2/myself', token)).status).toBe(200)

  jira.admin.replaceApplicationLinkKey(link.consumerKey, formerPem)
  expect(await outcome(jira)).toBe('signature_invalid')
  expect(() => jira.admin.replaceApplicationLinkKey('nobody', formerPem)).toThrow('no consumer')
})

test('a callback entered there is used when AtTrack names none; deleting the link ends everything', async () => {
  const jira = await linkedJira()
  const browser = await administrator(jira)
  const form = { ...hiddenFields((await browser.open(`${edit}?consumerKey=${link.consumerKey}`)).page) }
  const callbackUrl = 'http://127.0.0.1:4711/registered'
  await browser.open(edit, {
    ...form,
    consumerKey: link.consumerKey,
    consumerName: 'AtTrack',
    publicKey: publicKeyPem,
    callbackUrl
  })
  jira.admin.replaceApplicationLinkKey(link.consumerKey, publicKeyPem)
  const token = await requestToken(jira)
  const consent = await browser.open(`/plugins/servlet/oauth/authorize?oauth_token=${token}`)
  const sent = await browser.open('/plugins/servlet/oauth/authorize', { ...hiddenFields(consent.page), approve: 'x' })
  expect(sent.location.startsWith(callbackUrl)).toBe(true)

  await browser.open(list, { ...hiddenFields((await browser.open(list)).page), remove: link.consumerKey })
  expect(jira.admin.applicationLinks()).toEqual([])
  const verifier = new URL(sent.location).searchParams.get('oauth_verifier') ?? ''
  const late = await oauthPost(accessTokenUrl(jira), { oauth_token: token, oauth_verifier: verifier })
  expect(late.form['oauth_problem']).toBe('token_rejected')
})

test('only administrators, and only with the form’s own token', async () => {
  const jira = await linkedJira()
  const anna = new Browser(jira)
  await anna.logIn('anna')
  for (const path of [wizard, `${edit}?consumerKey=${link.consumerKey}`])
    expect((await anna.open(path)).status).toBe(403)
  const browser = await administrator(jira)
  expect((await browser.open(wizard, { step: 'incoming', consumerKey: 'x' })).status).toBe(403)
  expect((await browser.open(edit, { consumerKey: link.consumerKey, publicKey: publicKeyPem })).status).toBe(403)
  expect((await browser.open(`${edit}?consumerKey=nobody`)).status).toBe(404)
})
