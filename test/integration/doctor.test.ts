/** The Connection Doctor on connections that are in order, one of each way to sign in, and how its runs are kept. */
import { afterEach, expect, test } from 'vitest'
import { defaultConsumerKey } from '../../preload/contract/applink.ts'
import type { DoctorRun, DoctorStepId } from '../../preload/contract/doctor.ts'
import { startPracticeJira, type PracticeJira, type PracticeJiraOptions } from '../jira/index.ts'
import { openBrowser } from './support/browser.ts'
import { CloudSync } from './support/cloud-sync.ts'
import { checked, examine, type Checked } from './support/doctor.ts'
import { codeOf, linkedProject, must, startTestApp, type TestApp, type TestAppOptions } from './support/test-app.ts'

const port = 28_731
const closing: (() => Promise<unknown>)[] = []
let jira: PracticeJira
let app: TestApp

async function begin(options: PracticeJiraOptions = {}, more: TestAppOptions = {}): Promise<void> {
  jira = await startPracticeJira({ version: '10.3', projects: false, ...options })
  app = await startTestApp({ callbackPort: port, ...more })
  closing.push(
    () => jira.close(),
    () => app.close()
  )
}
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const connection = async (id: string) =>
  must(await app.invoke('connections.list', {})).connections.find((one) => one.id === id)

/** Every step is as expected: `ok`, unless said otherwise. */
function inOrder({ states, code }: Checked, otherwise: Partial<Record<DoctorStepId, string>> = {}): void {
  const all: DoctorStepId[] = ['address', 'dns', 'route', 'tcp', 'jira', 'clock', 'sign-in', 'user', 'permissions']
  expect(states).toMatchObject({
    ...Object.fromEntries(all.map((id) => [id, 'ok'])),
    tls: 'skipped',
    'base-url': 'ok',
    search: 'ok',
    'rate-limit': 'ok',
    ...otherwise
  })
  expect(code).toBe('ok')
}

async function through(started: { flowId: string; authorizeUrl: string }) {
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitSignIn', { flowId: started.flowId }),
    openBrowser().answer(started.authorizeUrl, 'Allow')
  ])
  return must(outcome)
}

test('login and password: every step, with what was seen', async () => {
  await begin()
  const { connectionId } = await linkedProject(app, jira.url, 'DAEMON')
  const found = await examine(app, { connectionId })
  inOrder(found)
  expect(found.step('jira').summary).toContain('10.3.2')
  expect(found.step('jira').evidence).toContain('version 10.3.2, build 10030002')
  expect(found.step('user').summary).toContain('Anna')
  expect(found.step('search').evidence).toContain(`DAEMON: ${jira.admin.issues('DAEMON').length} issues`)
  expect(found.run).toMatchObject({ connectionId, method: 'password', siteUrl: jira.url, host: new URL(jira.url).host })
})

test('a personal access token', async () => {
  await begin()
  const { connectionId } = await linkedProject(app, jira.url, 'DAEMON')
  const { rawToken: token } = jira.admin.createToken('anna')
  must(await app.invoke('connections.signInWithToken', { siteUrl: jira.url, token, connectionId }))
  inOrder(await examine(app, { connectionId }))
  expect(await connection(connectionId)).toMatchObject({ method: 'pat', status: 'connected' })
})

test('OAuth 1.0', async () => {
  await begin()
  const { connectionId } = await linkedProject(app, jira.url, 'DAEMON')
  const { consumerKey, consumerName, publicKey } = must(await app.invoke('applink.get', {}))
  jira.admin.createApplicationLink({ consumerKey, consumerName, publicKeyPem: publicKey })
  const start = { siteUrl: jira.url, consumerKey, via: 'browser' as const, connectionId }
  await through(must(await app.invoke('connections.startOAuth1', start)))
  inOrder(await examine(app, { connectionId }))
  expect(await connection(connectionId)).toMatchObject({ method: 'oauth1', status: 'connected' })
})

test('OAuth 2.0 of a Data Center, which is reached otherwise than it calls itself', async () => {
  await begin({ baseUrl: 'https://jira.example.com/jira' })
  const { connectionId } = await linkedProject(app, jira.url, 'DAEMON')
  const redirectUri = `http://localhost:${port}/callback`
  const client = jira.admin.createOAuth2Client({ name: 'AtTrack', redirectUri })
  const start = { siteUrl: jira.url, ...client, via: 'browser' as const, connectionId }
  await through(must(await app.invoke('connections.startOAuth2', start)))
  const found = await examine(app, { connectionId })
  expect(found.states).toMatchObject({ 'base-url': 'warning', 'sign-in': 'ok', search: 'ok' })
  expect(found.code).toBe('base-url-differs')
  expect(await connection(connectionId)).toMatchObject({ method: 'oauth2', status: 'connected' })
})

test.each([
  ['an API token', false],
  ['an API token with scopes, by the gateway', true]
])('Jira Cloud with %s', async (_what, scoped) => {
  const cloud = await CloudSync.start()
  closing.push(() => cloud.end())
  const { connectionId } = await cloud.linked('DAEMON', scoped)
  app = cloud.app
  const found = await examine(app, { connectionId })
  inOrder(found, { 'base-url': 'skipped' })
  expect(found.run.method).toBe('api-token')
  expect(found.step('jira').summary).toContain('Jira Cloud')
})

test('an address nobody has signed in at: what is there and which ways it offers', async () => {
  await begin({ version: '11.3' })
  const found = await examine(app, { siteUrl: `${jira.url}/browse/MOD-1?token=secret` })
  expect(found.states).toMatchObject({
    jira: 'ok',
    'sign-in': 'ok',
    user: 'skipped',
    permissions: 'skipped',
    search: 'skipped'
  })
  expect(found.code).toBe('ok')
  expect(found.run).toMatchObject({ connectionId: null, method: null, siteUrl: jira.url })
  const offered = found.step('sign-in').evidence.join('\n')
  expect(offered).toMatch(/^password: .*does not allow/m)
  expect(offered).toMatch(/^pat: /m)
  expect(JSON.stringify(found.run)).not.toContain('secret')
})

test('a host without scheme: the port that answers decides between https and http', async () => {
  await begin()
  const found = await examine(app, { siteUrl: `localhost:${jira.port}/jira` })
  expect(found.states).toMatchObject({ dns: 'ok', tcp: 'ok', jira: 'ok' })
  expect(found.step('dns').evidence).toContain('127.0.0.1')
})

test('what is no address is said, and shown nowhere', async () => {
  await begin()
  const found = await examine(app, { siteUrl: 'ftp://anna:canary-secret@files' })
  expect(found.code).toBe('address-invalid')
  expect(new Set(Object.values(found.states))).toEqual(new Set(['failed', 'skipped']))
  expect(JSON.stringify(found.run)).not.toContain('canary-secret')
})

test('progress is told step by step; a second start is given the run under way', async () => {
  await begin()
  const { connectionId } = await linkedProject(app, jira.url, 'DAEMON')
  jira.admin.setFault('slow', true, { ms: 300 })
  const [first, second] = await Promise.all([
    app.invoke('doctor.start', { connectionId }),
    app.invoke('doctor.start', { connectionId })
  ])
  const { id } = must(first)
  expect(must(second).id).toBe(id)
  const found = await examine(app, { connectionId })
  expect(found.run.id).toBe(id)
  const told = app.events
    .filter(({ name }) => name === 'doctor.progress')
    .map(({ payload }) => (payload as { run: DoctorRun }).run)
  const count = (run: DoctorRun) => run.steps.filter(({ state }) => state !== 'waiting').length
  const counts = told.map(count)
  expect(counts).toEqual([...counts].sort((a, b) => a - b))
  expect(told.at(-1)?.endedAt).not.toBeNull()
  expect(must(await app.invoke('doctor.start', { connectionId })).id).not.toBe(id)
})

test('cancelled while Jira is silent: it ends, what was found stays, and the connection is told nothing', async () => {
  await begin()
  const { connectionId } = await linkedProject(app, jira.url, 'DAEMON')
  jira.admin.setFault('stalled-body', true)
  const { id: runId } = must(await app.invoke('doctor.start', { connectionId }))
  const running = async () => {
    const run = must(await app.invoke('doctor.get', { runId }))
    return run.steps.find(({ id }) => id === 'jira')?.state === 'running'
  }
  while (!(await running())) await new Promise((resolve) => setTimeout(resolve, 10))
  const { states, run } = checked(must(await app.invoke('doctor.cancel', { runId })))
  expect(run.endedAt).not.toBeNull()
  expect(states).toMatchObject({ tcp: 'ok', jira: 'skipped', 'sign-in': 'skipped' })
  expect((await connection(connectionId))?.status).toBe('connected')
})

test('an unknown run, and a connection that is gone, are told', async () => {
  await begin()
  expect(codeOf(await app.invoke('doctor.get', { runId: 'x' }))).toBe('not-found')
  expect(codeOf(await app.invoke('doctor.cancel', { runId: 'x' }))).toBe('not-found')
  expect(codeOf(await app.invoke('doctor.report', { runId: 'x', format: 'json', userNames: true }))).toBe('not-found')
  expect(codeOf(await app.invoke('doctor.start', { connectionId: 'x' }))).toBe('not-found')
})

test('the latest twenty runs are kept', async () => {
  await begin()
  const ids: string[] = []
  for (let round = 0; round < 22; round += 1)
    ids.push((await examine(app, { siteUrl: `http://127.0.0.1:9/${round}` })).run.id)
  const known = await Promise.all(ids.map(async (runId) => codeOf(await app.invoke('doctor.get', { runId }))))
  expect(known).toEqual([...Array(2).fill('not-found'), ...Array(20).fill('ok')])
})

test('OAuth 1.0 before anybody has signed in: the application link itself is tried', async () => {
  await begin()
  const waiting = must(
    await app.invoke('connections.waitForLink', { siteUrl: jira.url, consumerKey: defaultConsumerKey })
  )
  const before = await examine(app, { connectionId: waiting.id })
  expect(before.step('sign-in')).toMatchObject({ state: 'failed', failure: { code: 'oauth-consumer-unknown' } })
  const { consumerKey, consumerName, publicKey } = must(await app.invoke('applink.get', {}))
  jira.admin.createApplicationLink({ consumerKey, consumerName, publicKeyPem: publicKey })
  const after = await examine(app, { connectionId: waiting.id })
  expect(after.step('sign-in')).toMatchObject({ state: 'warning', failure: { code: 'secret-missing' } })
})
