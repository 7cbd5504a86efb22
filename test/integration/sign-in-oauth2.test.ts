/** OAuth 2.0 of a Data Center: its consent page, PKCE, rotating refresh tokens, and what is said beforehand. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { openBrowser } from './support/browser.ts'
import { codeOf, memorySecrets, must, startTestApp, syncNow, type TestApp } from './support/test-app.ts'
import type { SecretStore } from '../../main/secrets/secret-store.ts'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import { recognised } from '../support/recognised.ts'

const port = 28_654
const redirectUri = `http://localhost:${port}/callback`
let jira: PracticeJira
let app: TestApp
let secrets: SecretStore
let client: { clientId: string; clientSecret: string }

const start = (folder?: string) => startTestApp({ callbackPort: port, secrets, ...(folder ? { folder } : {}) })

beforeEach(async () => {
  // TLS ends at a proxy before Jira: it calls itself https and is reached here over the loopback interface.
  jira = await startPracticeJira({ version: '10.3', projects: false, baseUrl: 'https://jira.example.com/jira' })
  client = jira.admin.createOAuth2Client({ name: 'AtTrack', redirectUri })
  secrets = memorySecrets()
  app = await start()
})
afterEach(async () => {
  await app.close()
  await jira.close()
})

const begin = (more: object = {}) =>
  app.invoke('connections.startOAuth2', { siteUrl: jira.url, ...client, via: 'browser', ...more })

async function signIn(decision: 'Allow' | 'Deny' = 'Allow', more: object = {}) {
  const { flowId, authorizeUrl } = must(await begin(more))
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitSignIn', { flowId }),
    openBrowser().answer(authorizeUrl, decision)
  ])
  return outcome
}
const check = async (id: string) => must(await app.invoke('connections.check', { id }))

test('the redirect URL to register is the one that is used', async () => {
  expect(must(await app.invoke('connections.redirectUrl', {})).url).toBe(redirectUri)
})

test('allowed: connected, linked, synced; an ended access token is renewed in silence, by one request for all', async () => {
  const connection = must(await signIn())
  expect(connection).toMatchObject({
    method: 'oauth2',
    status: 'connected',
    userName: 'anna',
    clientId: client.clientId
  })
  const project = must(await app.invoke('projects.create', { name: 'P' }))
  const list = must(
    await app.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id, search: 'DAEMON' })
  )
  must(
    await app.invoke('links.create', {
      projectId: project.id,
      connectionId: connection.id,
      jiraProjectId: list.projects[0]?.id ?? ''
    })
  )
  await syncNow(app, project.id)
  expect(must(await app.invoke('tasks.list', { projectId: project.id })).total).toBe(jira.admin.issues('DAEMON').length)

  jira.admin.expireOAuth2AccessTokens()
  const before = jira.admin.oauth2Refreshes()
  const all = await Promise.all([check(connection.id), check(connection.id), check(connection.id)])
  expect(all.map((one) => one.status)).toEqual(['connected', 'connected', 'connected'])
  expect(jira.admin.oauth2Refreshes() - before).toBe(1)
  const [link] = await syncNow(app, project.id)
  expect(link?.lastRun?.outcome).toBe('done')
})

test('denied on Jira’s page', async () => {
  expect(codeOf(await signIn('Deny'))).toBe('oauth2-denied')
  recognised({ code: 'oauth2-denied', by: '“Deny” on Jira’s page', how: 'sign-in' })
})

test('revoked: needs sign-in; signing in again needs no secret, and resumes', async () => {
  const connection = must(await signIn())
  jira.admin.revokeOAuth2('anna')
  expect(await check(connection.id)).toMatchObject({
    status: 'needs-sign-in',
    action: 'sign-in',
    failure: { code: 'oauth2-grant-ended' }
  })
  const again = must(await signIn('Allow', { clientSecret: '', connectionId: connection.id }))
  expect(again).toMatchObject({ id: connection.id, status: 'connected' })
})

test('without a secret, and none held: the field is named', async () => {
  expect(await begin({ clientSecret: '' })).toMatchObject({ ok: false, failure: { field: 'clientSecret' } })
})

test('after a restart the grant goes on; a renewal whose reply was lost asks to sign in, once', async () => {
  const { id } = must(await signIn())
  const { folder } = app
  await app.close({ keep: true })
  app = await start(folder)
  expect((await check(id)).status).toBe('connected')
  await app.close({ keep: true })
  app = await start(folder)
  jira.admin.setFault('token-reply-lost', true)
  expect((await check(id)).status).toBe('unreachable')
  expect(await check(id)).toMatchObject({ status: 'needs-sign-in', failure: { code: 'oauth2-grant-ended' } })
  jira.admin.resetRequests()
  expect((await check(id)).status).toBe('needs-sign-in')
  expect(jira.admin.requests().filter((one) => one.path.endsWith('/token'))).toHaveLength(0)
})

test('what would only be an error page is said before one opens', async () => {
  expect(codeOf(await begin({ clientId: 'nobody' }))).toBe('oauth2-client-refused')
  recognised({ code: 'oauth2-client-refused', by: 'a client ID that Jira does not know', how: 'sign-in' })
  const elsewhere = jira.admin.createOAuth2Client({ name: 'other', redirectUri: 'http://localhost:1/callback' })
  expect(await begin(elsewhere)).toMatchObject({
    ok: false,
    failure: { code: 'oauth2-redirect-refused', params: { redirect: redirectUri } }
  })
  recognised({ code: 'oauth2-redirect-refused', by: 'another redirect URL in Jira’s incoming link', how: 'sign-in' })
  expect(codeOf(await signIn('Allow', { clientSecret: 'wrong' }))).toBe('oauth2-client-refused')
})

test.each([
  [{ version: '10.3' as const }, 'oauth2-needs-https'],
  [{ version: '8.5' as const }, 'oauth2-not-offered']
])('%j: %s', async (options, code) => {
  const other = await startPracticeJira({ projects: false, ...options })
  try {
    expect(codeOf(await begin({ siteUrl: other.url }))).toBe(code)
    recognised({ code: code as FailureCode, by: `OAuth 2.0 at ${options.version} over http`, how: 'sign-in' })
  } finally {
    await other.close()
  }
})

test('a second sign-in takes the port over from the first', async () => {
  const first = must(await begin())
  const second = must(await begin())
  expect(codeOf(await app.invoke('connections.awaitSignIn', { flowId: first.flowId }))).toBe('cancelled')
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitSignIn', { flowId: second.flowId }),
    openBrowser().answer(second.authorizeUrl, 'Allow')
  ])
  expect(codeOf(outcome)).toBe('ok')
})
