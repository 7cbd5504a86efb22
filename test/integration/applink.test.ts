import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultConsumerKey } from '../../preload/contract/applink.ts'
import { ok } from '../../preload/contract/failures/failure.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { recognised } from '../support/recognised.ts'
import { savedBytes } from '../support/saved-bytes.ts'
import { openBrowser } from './support/browser.ts'
import { codeOf, must, startTestApp, type TestApp } from './support/test-app.ts'

let app: TestApp
let jira: PracticeJira
/** What the app saved, by the name it suggested; the next file it opens. */
const saved = new Map<string, { bytes: Uint8Array; secret: boolean }>()
let toOpen: Uint8Array = new Uint8Array()
let printed = ''
let requests = 0

beforeEach(async () => {
  saved.clear()
  requests = 0
  jira = await startPracticeJira({ version: '10.3', projects: false })
  app = await startTestApp({
    sees: () => (requests += 1),
    desktop: {
      saveFile: async ({ suggestedName, bytes, secret }) => {
        saved.set(suggestedName, { bytes: must(await savedBytes(bytes, suggestedName)), secret: secret === true })
        return ok(`/somewhere/${suggestedName}`)
      },
      openFiles: async () => ok([{ name: 'chosen', bytes: toOpen }]),
      printPdf: async (html) => {
        printed = html
        return ok(Buffer.from('%PDF'))
      }
    }
  })
})
afterEach(async () => {
  await app.close()
  await jira.close()
})

const testLink = (siteUrl = jira.url, consumerKey: string = defaultConsumerKey, clientId?: string) =>
  app.invoke('applink.test', { siteUrl, consumerKey, ...(clientId ? { clientId } : {}) })
async function createLink(at = jira): Promise<void> {
  const { consumerKey, consumerName, publicKey } = must(await app.invoke('applink.get', {}))
  at.admin.createApplicationLink({ consumerKey, consumerName, publicKeyPem: publicKey })
}

test('the kit is complete without any network: values, steps, letter, sheet, file', async () => {
  const siteUrl = 'https://jira.example.com:8443/jira/browse/MOD-7'
  const kit = must(await app.invoke('applink.get', { siteUrl, family: 'v8' }))
  expect(kit).toMatchObject({ consumerKey: defaultConsumerKey, family: 'v8', formerKey: null })
  expect(kit.steps.length).toBeGreaterThan(5)
  expect(kit.message).toContain('https://jira.example.com:8443/jira')
  expect(kit.createdAt).toBeGreaterThan(0)
  for (const format of ['pdf', 'html'] as const) {
    const { file } = must(await app.invoke('applink.saveSheet', { siteUrl, format }))
    expect(file).toBe(`/somewhere/AtTrack application link - jira.example.com-8443.${format}`)
  }
  must(await app.invoke('applink.saveLinkFile', {}))
  const html = Buffer.from(saved.get('AtTrack application link - jira.example.com-8443.html')?.bytes ?? []).toString()
  expect(html).toBe(printed)
  expect(html).toContain(kit.fingerprint)
  expect([...saved.keys()]).toContain('AtTrack application link.attrack-link.json')
  for (const { bytes, secret } of saved.values()) {
    expect(secret).toBe(false)
    expect(Buffer.from(bytes).toString()).not.toContain('PRIVATE')
  }
  expect(requests).toBe(0)
})

test('the sheet and the file hold the given consumer key and the values of the kit', async () => {
  const kit = must(await app.invoke('applink.get', { consumerKey: 'our key' }))
  must(await app.invoke('applink.saveLinkFile', { consumerKey: 'our key', siteUrl: jira.url }))
  const [file] = [...saved.values()]
  toOpen = file?.bytes ?? toOpen
  const opened = must(await app.invoke('applink.openLinkFile', {}))
  expect(opened.sameKey).toBe(true)
  expect(opened.link).toMatchObject({ consumerKey: 'our key', siteUrl: jira.url, fingerprint: kit.fingerprint })
  expect(opened.message).toContain('our key')
  expect(opened.steps.length).toBeGreaterThan(5)
})

test('a link file of another workstation is read, and its key known as another one', async () => {
  const other = await startTestApp({
    desktop: {
      saveFile: async ({ bytes }) => ok(String((toOpen = must(await savedBytes(bytes, 'link.json'))).length))
    }
  })
  must(await other.invoke('applink.saveLinkFile', {}))
  await other.close()
  expect(must(await app.invoke('applink.openLinkFile', {})).sameKey).toBe(false)
  toOpen = Buffer.from('{}')
  expect(codeOf(await app.invoke('applink.openLinkFile', {}))).toBe('link-file-invalid')
  recognised({ code: 'link-file-invalid', by: 'a file that is no link file', how: 'app' })
})

test('a link that works is told with the key’s fingerprint, whatever address of the Jira is pasted', async () => {
  await createLink()
  const { fingerprint } = must(await app.invoke('applink.get', {}))
  for (const address of [jira.url, `${jira.url}/browse/MOD-1`, `${jira.url}/secure/Dashboard.jspa?x=1`])
    expect(must(await testLink(address))).toMatchObject({ fingerprint, message: expect.stringContaining('works') })
  expect(await testLink('not an address')).toMatchObject({
    ok: false,
    failure: { code: 'address-invalid', field: 'siteUrl' }
  })
})

test('no link yet', async () => {
  expect(codeOf(await testLink())).toBe('oauth-consumer-unknown')
  recognised({ code: 'oauth-consumer-unknown', by: 'no application link yet', how: 'sign-in' })
})

test.each([
  ['wrong-key', 'oauth-key-differs'],
  ['rewriting-proxy', 'oauth-address-rewritten'],
  ['base-url-mismatch', 'oauth-address-rewritten'],
  ['timestamp-refused', 'oauth-clock'],
  ['nonce-replay', 'oauth-nonce-used'],
  ['consumer-unknown', 'oauth-consumer-unknown']
] as const)(
  'the fault %s is told as %s by the test, by signing in and by a sync’s requests alike',
  async (fault, code) => {
    await createLink()
    const start = () =>
      app.invoke('connections.startOAuth1', { siteUrl: jira.url, consumerKey: defaultConsumerKey, via: 'browser' })
    const { flowId, authorizeUrl } = must(await start())
    const [connection] = await Promise.all([
      app.invoke('connections.awaitSignIn', { flowId }),
      openBrowser().answer(authorizeUrl, 'Allow')
    ])
    jira.admin.setFault(fault)
    expect(codeOf(await testLink())).toBe(code)
    expect(codeOf(await start())).toBe(code)
    const project = must(await app.invoke('projects.create', { name: 'P' }))
    const asked = { connectionId: must(connection).id, projectId: project.id, search: '' }
    expect(codeOf(await app.invoke('jiraProjects.list', asked))).toBe(code)
    for (const how of ['sign-in', 'sync'] as const) recognised({ code, by: fault, how })
  }
)

test('what differs is named: our fingerprint, and both addresses', async () => {
  await createLink()
  const { fingerprint } = must(await app.invoke('applink.get', {}))
  jira.admin.setFault('wrong-key')
  expect(await testLink()).toMatchObject({ failure: { params: { fingerprint } } })
  jira.admin.clearFaults()
  jira.admin.setFault('rewriting-proxy')
  expect(await testLink()).toMatchObject({
    failure: { params: { ours: jira.url, theirs: `http://jira-internal:8080${new URL(jira.url).pathname}` } }
  })
})

/** An administrator who chose "External application", on the practice Jira's own pages. @returns the Client ID. */
async function createExternalApplication(at: PracticeJira): Promise<string> {
  const browser = openBrowser()
  const address = `${at.url}/plugins/servlet/applinks/externalApplication`
  const page = await browser.submit(await browser.request(address), { os_username: 'admin', os_password: 'admin' })
  const shown = await browser.submit(page, {
    applicationType: 'external',
    direction: 'incoming',
    name: 'AtTrack',
    redirectUrl: 'http://localhost:17653/callback',
    scope: 'READ'
  })
  return /id="client-id" readonly value="([^"]+)"/.exec(shown.html)?.[1] ?? ''
}

test('a link of type OAuth 2.0 is told by its Client ID – also when that was entered as the consumer key', async () => {
  // Jira's OAuth 2.0 page answers over https only, or when its base URL says so.
  const secure = await startPracticeJira({ baseUrl: 'https://jira.example.com/jira', projects: false })
  try {
    const clientId = await createExternalApplication(secure)
    expect(clientId).not.toBe('')
    const wrongType = { ok: false, failure: { code: 'oauth-link-is-oauth2', params: { clientId } } }
    expect(await testLink(secure.url, defaultConsumerKey, clientId)).toMatchObject(wrongType)
    expect(await testLink(secure.url, clientId)).toMatchObject(wrongType)
    const start = { siteUrl: secure.url, consumerKey: clientId, via: 'browser' as const }
    expect(await app.invoke('connections.startOAuth1', start)).toMatchObject(wrongType)
    const waiting = must(await app.invoke('connections.waitForLink', { siteUrl: secure.url, consumerKey: clientId }))
    expect(waiting).toMatchObject({ status: 'waiting-for-administrator', failure: { code: 'oauth-link-is-oauth2' } })
    recognised({ code: 'oauth-link-is-oauth2', by: 'a link made as an External application', how: 'sign-in' })
    // An id that no link has, and a key that looks like none, are simply unknown.
    expect(codeOf(await testLink(secure.url, 'f'.repeat(32)))).toBe('oauth-consumer-unknown')
    expect(codeOf(await testLink(secure.url, defaultConsumerKey, 'f'.repeat(32)))).toBe('oauth-consumer-unknown')
    expect(codeOf(await testLink(secure.url))).toBe('oauth-consumer-unknown')
  } finally {
    await secure.close()
  }
})

test('where Jira’s OAuth 2.0 page refuses everybody, the Client ID that was shown speaks for itself', async () => {
  const clientId = await createExternalApplication(jira)
  expect(codeOf(await testLink(jira.url, defaultConsumerKey, clientId))).toBe('oauth-link-is-oauth2')
  expect(codeOf(await testLink(jira.url, clientId))).toBe('oauth-consumer-unknown')
  expect(codeOf(await testLink(jira.url, defaultConsumerKey, 'no client id'))).toBe('oauth-consumer-unknown')
})

test('a gateway that sends everybody to its sign-in page tells nothing about a Client ID', async () => {
  const behind = await startTestApp({
    changes: (reply) =>
      reply.url.includes('/oauth2/latest/authorize')
        ? { ...reply, status: 302, headers: { location: 'https://sso.example.com/login' } }
        : reply
  })
  const asked = { siteUrl: jira.url, consumerKey: 'a'.repeat(32) }
  expect(codeOf(await behind.invoke('applink.test', asked))).toBe('oauth-consumer-unknown')
  await behind.close()
})

test('cancelled after the confirmation has come: no connection, no token', async () => {
  await createLink()
  for (const fault of ['access-token', 'myself']) {
    const started = must(
      await app.invoke('connections.startOAuth1', {
        siteUrl: jira.url,
        consumerKey: defaultConsumerKey,
        via: 'browser'
      })
    )
    jira.admin.setFault('slow', true, { ms: 400, path: fault })
    jira.admin.resetRequests()
    const outcome = app.invoke('connections.awaitSignIn', { flowId: started.flowId })
    await openBrowser().answer(started.authorizeUrl, 'Allow')
    const underWay = () => jira.admin.faults().some(({ name, struck }) => name === 'slow' && struck > 0)
    while (!underWay()) await new Promise((resolve) => setTimeout(resolve, 5))
    must(await app.invoke('connections.cancelSignIn', { flowId: started.flowId }))
    expect(codeOf(await outcome), fault).toBe('cancelled')
    jira.admin.clearFaults()
  }
  expect(must(await app.invoke('connections.list', {})).connections).toEqual([])
})
