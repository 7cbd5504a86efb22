import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { defaultConsumerKey } from '../../preload/contract/applink.ts'
import { createOAuth1SignIns } from '../../main/connections/oauth1-sign-in.ts'
import { generateKeyPair, parsePrivateKey } from '../../main/jira/auth/oauth1-keys.ts'
import { onlyKey } from '../../main/jira/auth/oauth1-signing-keys.ts'
import { nodeTransport } from '../../main/net/node-transport.ts'
import { ok } from '../../preload/contract/failures/failure.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { openBrowser } from './support/browser.ts'
import { codeOf, must, startTestApp, syncNow, type TestApp } from './support/test-app.ts'
import { recognised } from '../support/recognised.ts'

let jira: PracticeJira
let app: TestApp
/** What the app opened in "the browser" or its own window. */
const opened: string[] = []
let closeWindow: (() => void) | null = null
/** The Authorization header of the app's latest request. */
let lastAuthorization = ''

beforeAll(async () => {
  jira = await startPracticeJira({ version: '10.3' })
})
afterAll(() => jira.close())
beforeEach(async () => {
  opened.length = 0
  app = await startTestApp({
    sees: ({ headers }) => (lastAuthorization = headers?.['Authorization'] ?? lastAuthorization),
    pages: {
      openWindow(url, ended) {
        opened.push(url)
        closeWindow = () => ended(null)
        return { close() {} }
      },
      openBrowser: (url) => void opened.push(url)
    }
  })
  await createLink()
})
afterEach(async () => {
  await app.close()
  jira.admin.setClockSkew(0)
})

/** The Jira administrator's part, with the values the app shows. */
async function createLink(): Promise<void> {
  const link = must(await app.invoke('applink.get', {}))
  jira.admin.removeApplicationLink(link.consumerKey)
  jira.admin.createApplicationLink({
    consumerKey: link.consumerKey,
    consumerName: link.consumerName,
    publicKeyPem: link.publicKey
  })
}

const start = (via: 'window' | 'browser' | 'code' = 'browser', consumerKey: string = defaultConsumerKey) =>
  app.invoke('connections.startOAuth1', { siteUrl: jira.url, consumerKey, via })

async function signIn(decision: 'Allow' | 'Deny' = 'Allow') {
  const { flowId, authorizeUrl } = must(await start())
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitSignIn', { flowId }),
    openBrowser().answer(authorizeUrl, decision)
  ])
  return outcome
}

test('allowed in the browser: connected as the Jira user, and the connection works', async () => {
  const connection = must(await signIn())
  expect(connection).toMatchObject({
    method: 'oauth1',
    status: 'connected',
    userName: 'anna',
    consumerKey: defaultConsumerKey
  })
  expect(opened[0]).toContain('/plugins/servlet/oauth/authorize?oauth_token=')
  expect(must(await app.invoke('connections.check', { id: connection.id })).status).toBe('connected')
})

test('searches signed with RSA-SHA1 pass the practice Jira’s verifier: a project is linked and synced', async () => {
  const connection = must(await signIn())
  const project = must(await app.invoke('projects.create', { name: 'P' }))
  const list = must(
    await app.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id, search: 'DAEMON' })
  )
  const daemon = list.projects.find((one) => one.key === 'DAEMON')
  must(
    await app.invoke('links.create', {
      projectId: project.id,
      connectionId: connection.id,
      jiraProjectId: daemon?.id ?? ''
    })
  )
  await syncNow(app, project.id)
  expect(must(await app.invoke('tasks.list', { projectId: project.id })).total).toBe(jira.admin.issues('DAEMON').length)
})

test('with a code to paste instead of a callback', async () => {
  const { flowId, authorizeUrl } = must(await start('code'))
  const page = await openBrowser().answer(authorizeUrl, 'Allow')
  const verifier = /id="verification-code">(\w+)</.exec(page.html)?.[1] ?? ''
  must(await app.invoke('connections.submitVerifier', { flowId, verifier }))
  expect(must(await app.invoke('connections.awaitSignIn', { flowId })).status).toBe('connected')
})

test('a wrong code is told as one', async () => {
  const { flowId, authorizeUrl } = must(await start('code'))
  await openBrowser().answer(authorizeUrl, 'Allow')
  must(await app.invoke('connections.submitVerifier', { flowId, verifier: 'wrong1' }))
  expect(codeOf(await app.invoke('connections.awaitSignIn', { flowId }))).toBe('oauth-verifier-wrong')
  recognised({ code: 'oauth-verifier-wrong', by: 'a wrong code is pasted', how: 'sign-in' })
})

test('denied, closed, cancelled: each has its own words and leaves nothing behind', async () => {
  expect(codeOf(await signIn('Deny'))).toBe('oauth-denied')
  const inWindow = must(await start('window'))
  closeWindow?.()
  expect(codeOf(await app.invoke('connections.awaitSignIn', { flowId: inWindow.flowId }))).toBe('sign-in-window-closed')
  recognised({ code: 'sign-in-window-closed', by: 'the sign-in window is closed', how: 'sign-in' })
  const given = must(await start())
  must(await app.invoke('connections.cancelSignIn', { flowId: given.flowId }))
  expect(codeOf(await app.invoke('connections.awaitSignIn', { flowId: given.flowId }))).toBe('cancelled')
  recognised({ code: 'cancelled', by: 'a sign-in is cancelled', how: 'app' })
  expect(must(await app.invoke('connections.list', {})).connections).toHaveLength(0)
})

test('too late', async () => {
  const pair = await generateKeyPair()
  const privateKey = parsePrivateKey(pair.privateKey)
  if (!privateKey.ok) throw new Error('no key')
  jira.admin.createApplicationLink({ consumerKey: 'slow', consumerName: 'slow', publicKeyPem: pair.publicKeyPem })
  const signIns = createOAuth1SignIns({
    transport: nodeTransport('AtTrack/test'),
    keys: { forLink: async () => ok(onlyKey(privateKey.value)) },
    pages: { openWindow: () => ({ close() {} }), openBrowser() {} },
    lifetimeMs: 50
  })
  const started = must(
    await signIns.start({ siteUrl: jira.url, baseUrl: jira.url, consumerKey: 'slow', via: 'browser' })
  )
  expect(codeOf(await signIns.outcome(started.flowId))).toBe('sign-in-timed-out')
  recognised({ code: 'sign-in-timed-out', by: 'nobody answers on Jira’s page', how: 'sign-in' })
})

test('a callback with another token is discarded; the address works once and only at its secret path', async () => {
  const { flowId } = must(await start())
  // The callback's address, which only Jira is told.
  const { origin, pathname } = new URL(
    decodeURIComponent(/oauth_callback="([^"]+)"/.exec(lastAuthorization)?.[1] ?? '')
  )
  expect((await fetch(`${origin}/guess?oauth_token=x&oauth_verifier=y`)).status).toBe(404)
  expect((await fetch(`${origin}${pathname}?oauth_token=forged&oauth_verifier=forged`)).status).toBe(200)
  expect(codeOf(await app.invoke('connections.awaitSignIn', { flowId }))).toBe('oauth-callback-tampered')
  recognised({ code: 'oauth-callback-tampered', by: 'a callback with another request’s token', how: 'sign-in' })
  await expect(fetch(`${origin}${pathname}?oauth_token=x`)).rejects.toThrow()
})

test.each([
  ['consumer-unknown', 'oauth-consumer-unknown'],
  ['wrong-key', 'oauth-key-differs'],
  ['rewriting-proxy', 'oauth-address-rewritten']
])('the fault %s is told as %s', async (fault, code) => {
  jira.admin.setFault(fault, true)
  expect(codeOf(await start())).toBe(code)
  expect(codeOf(await app.invoke('applink.test', { siteUrl: jira.url, consumerKey: defaultConsumerKey }))).toBe(code)
  jira.admin.setFault(fault, false)
})

test('no application link yet: the consumer key is named', async () => {
  const result = await start('browser', 'another-key')
  expect(result).toMatchObject({ ok: false, failure: { code: 'oauth-consumer-unknown' } })
  expect(JSON.stringify(result)).toContain('another-key')
})

test('a clock that is 12 minutes off is measured, and the request sent once more with the right time', async () => {
  jira.admin.setClockSkew(-720)
  jira.admin.resetRequests()
  expect(codeOf(await start())).toBe('ok')
  const asked = jira.admin.requests().filter((one) => one.path.endsWith('/request-token'))
  expect(asked.map((one) => one.status)).toEqual([400, 200])
  jira.admin.setClockSkew(0)
  await start()
})

test('a clock that stays refused is told with its difference', async () => {
  jira.admin.setFault('timestamp-refused', true)
  jira.admin.resetRequests()
  const result = await start()
  jira.admin.setFault('timestamp-refused', false)
  expect(codeOf(result)).toBe('oauth-clock')
  recognised({ code: 'oauth-clock', by: 'the time stamp is refused again after it was corrected', how: 'sign-in' })
  expect(jira.admin.requests().filter((one) => one.path.endsWith('/request-token'))).toHaveLength(2)
})

test('a nonce refused once is replaced once', async () => {
  jira.admin.setFault('nonce-refused-once', true)
  expect(codeOf(await start())).toBe('ok')
  jira.admin.setFault('nonce-refused-once', false)
})

test('a proxy that makes Jira see another address is explained with both addresses', async () => {
  const proxied = await startPracticeJira({ seenAs: 'http://internal:8080', baseUrl: 'https://jira.example.com/jira' })
  try {
    const link = must(await app.invoke('applink.get', {}))
    proxied.admin.createApplicationLink({
      consumerKey: link.consumerKey,
      consumerName: 'AtTrack',
      publicKeyPem: link.publicKey
    })
    const result = await app.invoke('connections.startOAuth1', {
      siteUrl: proxied.url,
      consumerKey: link.consumerKey,
      via: 'browser'
    })
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'oauth-address-rewritten', params: { ours: proxied.url, theirs: 'http://internal:8080/jira' } }
    })
  } finally {
    await proxied.close()
  }
})

test('a revoked permission asks to sign in again; doing so keeps the connection and its tasks', async () => {
  const connection = must(await signIn())
  jira.admin.revokeTokens('anna')
  const refused = must(await app.invoke('connections.check', { id: connection.id }))
  expect(refused).toMatchObject({ status: 'needs-sign-in', failure: { code: 'oauth-token-rejected' } })
  const again = must(
    await app.invoke('connections.startOAuth1', {
      siteUrl: jira.url,
      consumerKey: defaultConsumerKey,
      via: 'browser',
      connectionId: connection.id
    })
  )
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitSignIn', { flowId: again.flowId }),
    openBrowser().answer(again.authorizeUrl, 'Allow')
  ])
  expect(must(outcome)).toMatchObject({ id: connection.id, status: 'connected' })
})

test('an access token that has expired is renewed in silence with its session handle, once for all who ask', async () => {
  const shortLived = await startPracticeJira({ lifetimes: { accessToken: 1 }, projects: false })
  try {
    const link = must(await app.invoke('applink.get', {}))
    shortLived.admin.createApplicationLink({
      consumerKey: link.consumerKey,
      consumerName: link.consumerName,
      publicKeyPem: link.publicKey
    })
    const { flowId, authorizeUrl } = must(
      await app.invoke('connections.startOAuth1', {
        siteUrl: shortLived.url,
        consumerKey: link.consumerKey,
        via: 'browser'
      })
    )
    const [outcome] = await Promise.all([
      app.invoke('connections.awaitSignIn', { flowId }),
      openBrowser().answer(authorizeUrl, 'Allow')
    ])
    const { id } = must(outcome)
    const first = must(await app.secrets.get('oauth1-token', id))
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    shortLived.admin.resetRequests()
    const checked = await Promise.all([1, 2, 3].map(() => app.invoke('connections.check', { id })))
    expect(checked.map((one) => must(one).status)).toEqual(['connected', 'connected', 'connected'])
    expect(shortLived.admin.requests().filter((one) => one.path.endsWith('/access-token'))).toHaveLength(1)
    expect(must(await app.secrets.get('oauth1-token', id))).not.toBe(first)
    // Revoked meanwhile: a renewal that is refused is a lost sign-in, told as such.
    shortLived.admin.revokeTokens('anna')
    expect(must(await app.invoke('connections.check', { id })).status).toBe('needs-sign-in')
  } finally {
    await shortLived.close()
  }
})

test('the key pair is made once and kept', async () => {
  const [one, two] = await Promise.all([app.invoke('applink.get', {}), app.invoke('applink.get', {})])
  expect(must(one)).toEqual(must(two))
  expect(must(one).publicKey).toContain('BEGIN PUBLIC KEY')
  expect(JSON.stringify(must(one))).not.toContain('PRIVATE')
})
