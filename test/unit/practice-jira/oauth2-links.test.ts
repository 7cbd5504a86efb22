/** Incoming links of type "External application": their redirect URLs, and the page on which they are made. */
import { get } from 'node:https'
import { expect, test } from 'vitest'
import { Browser, hiddenFields, jiraForTest } from './helpers.ts'
import { authorizeQuery, baseUrl, codeForm, codeOf, post, redirectUri } from './oauth2-client.ts'

test.each([
  ['https://app.example.com/callback', undefined],
  ['http://localhost/callback', undefined],
  ['http://localhost:80/', undefined],
  ['http://127.0.0.1:8765/callback', 'HTTPS'],
  ['http://[::1]:8765/callback', 'HTTPS'],
  ['http://localhost.example.com/', 'HTTPS'],
  ['attrack://callback', 'HTTPS'],
  ['/callback', 'absolute'],
  ['', 'required'],
  ['https://app.example.com/#', 'fragment'],
  [`https://app.example.com/${'x'.repeat(450)}`, '450']
])('redirect URL %s: %s', async (uri, problem) => {
  const jira = await jiraForTest()
  const create = () => jira.admin.createOAuth2Client({ name: 'AtTrack', redirectUri: uri })
  if (problem === undefined) expect(create().clientId).toMatch(/^[0-9a-f]{32}$/)
  else expect(create).toThrow(problem)
})

test('an administrator makes the link by hand and sees client id and secret', async () => {
  const jira = await jiraForTest({ baseUrl })
  const path = '/plugins/servlet/applinks/externalApplication'
  const browser = new Browser(jira)
  await browser.logIn('anna')
  expect((await browser.open(path)).status).toBe(403)
  await browser.logIn('admin', 'admin')
  expect((await browser.open('/plugins/servlet/applinks/listApplicationLinks')).page).toContain(`href="/jira${path}"`)
  const fields = {
    ...hiddenFields((await browser.open(path)).page),
    applicationType: 'external',
    direction: 'incoming',
    name: 'AtTrack',
    scope: 'READ'
  }
  const refusedPage = await browser.open(path, { ...fields, redirectUrl: 'http://127.0.0.1:8765/' })
  expect([refusedPage.status, refusedPage.page.includes('must use HTTPS')]).toEqual([400, true])
  expect((await browser.open(path, { ...fields, redirectUrl: redirectUri, direction: 'outgoing' })).status).toBe(400)
  expect((await browser.open(path, { name: 'forged', redirectUrl: redirectUri })).status).toBe(403)
  const made = await browser.open(path, { ...fields, redirectUrl: redirectUri })
  const read = (id: string) => new RegExp(`id="${id}" readonly value="([^"]+)"`).exec(made.page)?.[1] ?? ''
  const link = { clientId: read('client-id'), clientSecret: read('client-secret') }
  expect((await post(jira, codeForm(link, await codeOf(jira, link)))).status).toBe(200)

  const list = await browser.open('/plugins/servlet/applinks/listApplicationLinks')
  expect(list.page).not.toContain(link.clientSecret)
  expect((await browser.open(`${path}?clientId=${link.clientId}`)).page).toContain(link.clientSecret)
  await browser.open(path, { ...hiddenFields(list.page), remove: link.clientId })
  expect(jira.admin.oauth2Clients()).toEqual([])
})

test('over https the base URL is good as it is', async () => {
  const jira = await jiraForTest({ https: true })
  const link = jira.admin.createOAuth2Client({ name: 'AtTrack', redirectUri })
  const url = `${jira.url}/rest/oauth2/latest/authorize?${authorizeQuery(link)}`
  const location = await new Promise<string | undefined>((resolve, reject) => {
    get(url, { ca: jira.caPem, agent: false }, (reply) => {
      reply.resume()
      resolve(reply.headers.location)
    }).on('error', reject)
  })
  expect(location).toBe(`/jira/plugins/servlet/oauth2/consent?${authorizeQuery(link)}`)
})
