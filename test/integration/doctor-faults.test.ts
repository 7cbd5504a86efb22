/** What the doctor makes of a Jira that is not in order, where the fault matrix does not say it: the step, and what follows. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import type { DoctorStepId } from '../../preload/contract/doctor.ts'
import { startPracticeJira, type PracticeJira, type PracticeJiraOptions } from '../jira/index.ts'
import { recognised } from '../support/recognised.ts'
import { CloudSync } from './support/cloud-sync.ts'
import { examine } from './support/doctor.ts'
import { linkedProject, must, startTestApp, syncNow, type TestApp } from './support/test-app.ts'

const closing: (() => Promise<unknown>)[] = []
let jira: PracticeJira
let app: TestApp

async function begin(options: PracticeJiraOptions = {}): Promise<{ connectionId: string; projectId: string }> {
  jira = await startPracticeJira({ version: '10.3', projects: false, ...options })
  app = await startTestApp()
  closing.push(
    () => jira.close(),
    () => app.close()
  )
  return linkedProject(app, jira.url, 'MOD')
}
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const connection = async (id: string) =>
  must(await app.invoke('connections.list', {})).connections.find((one) => one.id === id)

/** A server that answers everything alike. */
async function answering(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler as never)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test.each<[fault: string, step: DoctorStepId, FailureCode, status: string]>([
  ['truncated-json', 'jira', 'reply-not-understood', 'unreachable'],
  ['invalid-json', 'jira', 'reply-not-understood', 'unreachable'],
  ['cut-off', 'jira', 'connection-lost', 'unreachable'],
  ['connection-reset', 'jira', 'connection-lost', 'unreachable'],
  ['huge-body', 'jira', 'reply-too-large', 'unreachable'],
  ['sso-page', 'jira', 'sso-page', 'unreachable'],
  ['sso-redirect', 'jira', 'redirected-elsewhere', 'unreachable'],
  ['other-product', 'jira', 'other-product', 'unreachable'],
  ['maintenance', 'jira', 'site-unavailable', 'unreachable'],
  ['gateway-504', 'jira', 'site-unavailable', 'unreachable'],
  ['rate-limit', 'jira', 'rate-limited', 'throttled'],
  ['rate-limit-bare', 'jira', 'rate-limited', 'throttled'],
  ['basic-disabled', 'sign-in', 'basic-disabled', 'needs-sign-in'],
  ['captcha', 'sign-in', 'captcha-required', 'blocked-by-captcha'],
  ['anonymous-silent', 'sign-in', 'anonymous-reply', 'needs-sign-in'],
  ['no-browse-projects', 'permissions', 'no-browse-projects', 'limited'],
  ['project-archived', 'permissions', 'project-archived', 'limited'],
  ['search-removed', 'search', 'search-removed', 'unreachable'],
  ['search-window-exceeded', 'search', 'search-limit', 'connected'],
  ['index-rebuilding', 'search', 'index-rebuilding', 'unreachable'],
  ['index-rebuilding:form=locked', 'jira', 'index-rebuilding', 'unreachable']
])('%s fails at the step “%s” with %s; the connection is then %s', async (fault, step, code, status) => {
  const { connectionId } = await begin()
  const [name = '', form] = fault.split(':form=')
  jira.admin.setFault(name, true, form ? { form } : {})
  const found = await examine(app, { connectionId })
  expect(found.step(step)).toMatchObject({ state: 'failed', failure: { code } })
  expect(found.code).toBe(code)
  expect((await connection(connectionId))?.status).toBe(status)
  recognised({ code, by: name, how: 'doctor' })
})

test('a truncated reply is told as one that ends in the middle', async () => {
  const { connectionId } = await begin()
  jira.admin.setFault('truncated-json', true)
  const found = await examine(app, { connectionId })
  expect(found.step('jira').failure?.cause).toContain('ends in the middle')
})

test.each([
  ['wrong-charset', 'not UTF-8, as it says it is'],
  ['unknown-charset', '“x-practice-8”']
])('%s: what is wrong with the text is said', async (fault, words) => {
  const { connectionId } = await begin()
  jira.admin.setFault(fault, true)
  const found = await examine(app, { connectionId })
  expect(found.code).toBe('reply-not-understood')
  expect(found.run.failure?.cause).toContain(words)
  recognised({ code: 'reply-not-understood', by: fault, how: 'doctor' })
})

test('a reply that never ends is given up after ten seconds, and nothing more is asked', async () => {
  const { connectionId } = await begin()
  jira.admin.setFault('stalled-body', true)
  const found = await examine(app, { connectionId })
  expect(found.step('jira')).toMatchObject({
    state: 'failed',
    failure: { code: 'timed-out', params: { seconds: '10' } }
  })
  expect(found.states['sign-in']).toBe('skipped')
  recognised({ code: 'timed-out', by: 'stalled-body', how: 'doctor' })
}, 40_000)

test('who somebody is fits into a megabyte: a Jira that sends more is not listened to for long', async () => {
  const { connectionId } = await begin()
  jira.admin.setFault('huge-body', true, { path: 'myself' })
  const { step } = await examine(app, { connectionId })
  expect(step('sign-in').failure).toMatchObject({ code: 'reply-too-large', params: { limit: String(1024 * 1024) } })
  jira.admin.clearFaults()
  jira.admin.setFault('huge-body', true, { path: 'mypermissions' })
  const after = await examine(app, { connectionId })
  expect(after.step('permissions').failure).toMatchObject({ params: { limit: String(1024 * 1024) } })
})

test('a password that was refused once is not sent again, and the doctor says so', async () => {
  const { connectionId, projectId } = await begin()
  await app.secrets.set('password', connectionId, JSON.stringify(['anna', 'old']))
  await syncNow(app, projectId)
  expect(await connection(connectionId)).toMatchObject({ failure: { code: 'password-wrong' } })
  jira.admin.resetRequests()
  const found = await examine(app, { connectionId })
  expect(jira.admin.requests().every(({ auth }) => auth === 'none')).toBe(true)
  expect(found.step('sign-in')).toMatchObject({ state: 'skipped', failure: { code: 'password-wrong' } })
  expect(found.code).toBe('password-wrong')
  expect(found.step('jira').state).toBe('ok')
  expect((await connection(connectionId))?.status).toBe('needs-sign-in')
})

test('a wrong password is found out with one request', async () => {
  const { connectionId } = await begin()
  await app.secrets.set('password', connectionId, JSON.stringify(['anna', 'old']))
  jira.admin.resetRequests()
  const found = await examine(app, { connectionId })
  expect(found.code).toBe('password-wrong')
  const refused = jira.admin.requests().filter(({ status }) => status === 401)
  expect(refused).toHaveLength(1)
})

test('what was wrong and is mended makes the connection good again', async () => {
  const { connectionId } = await begin()
  jira.admin.setFault('maintenance', true)
  await examine(app, { connectionId })
  expect((await connection(connectionId))?.status).toBe('unreachable')
  jira.admin.clearFaults()
  expect((await examine(app, { connectionId })).code).toBe('ok')
  expect((await connection(connectionId))?.status).toBe('connected')
})

test('a project that may not be seen any more: named by its key, the connection is limited, the rest goes on', async () => {
  const { connectionId } = await begin()
  jira.admin.setPermission('anna', 'MOD', false)
  const found = await examine(app, { connectionId })
  expect(found.step('permissions')).toMatchObject({
    failure: { code: 'project-not-visible', params: { project: 'MOD' } }
  })
  expect(found.states).toMatchObject({ search: 'skipped', 'rate-limit': 'ok' })
  expect((await connection(connectionId))?.status).toBe('limited')
})

test('an archived project whose search says nothing is told by the project itself, also to a sync', async () => {
  const { connectionId, projectId } = await begin()
  jira.admin.setFault('project-archived', true, { jql: 'refused' })
  const [link] = await syncNow(app, projectId)
  expect(link?.lastRun?.failure).toMatchObject({ code: 'project-archived', params: { project: 'MOD' } })
  jira.admin.setFault('project-archived', true, { jql: 'empty' })
  expect((await examine(app, { connectionId })).code).toBe('project-archived')
})

test('hidden issues are a warning: a project may be empty', async () => {
  const { connectionId } = await begin()
  jira.admin.setFault('issue-security', true)
  const found = await examine(app, { connectionId })
  expect(found.step('search')).toMatchObject({ state: 'warning', failure: { code: 'issues-hidden' } })
  expect((await connection(connectionId))?.status).toBe('connected')
})

test.each([
  [900, 'behind'],
  [-900, 'ahead']
])('Jira’s clock is off by %i seconds: this computer is %s', async (seconds, direction) => {
  const { connectionId } = await begin()
  jira.admin.setClockSkew(seconds)
  const found = await examine(app, { connectionId })
  expect(found.step('clock')).toMatchObject({ state: 'warning', failure: { code: 'clock-differs' } })
  expect(found.step('clock').failure?.cause).toContain(`15 minutes (this computer is ${direction})`)
  expect(found.states['sign-in']).toBe('ok')
})

test('the rate limit that Jira tells of is shown', async () => {
  const { connectionId } = await begin()
  jira.admin.setFault('rate-limit-headers', true)
  const found = await examine(app, { connectionId })
  expect(found.step('rate-limit').summary).toBe('4 of 5 requests are left; 5 come back every 1 s.')
  expect(found.step('rate-limit').evidence).toContain('x-ratelimit-limit: 5')
})

test('a user who was switched off is named at the user’s own step', async () => {
  const { connectionId } = await begin()
  const me = JSON.stringify({ name: 'anna', displayName: 'Anna', active: false })
  const url = await answering((request, reply) => {
    reply.writeHead(200, { 'content-type': 'application/json', 'x-ausername': 'anna' })
    reply.end(request.url?.includes('myself') ? me : JSON.stringify({ baseUrl: 'http://x', version: '10.3.2' }))
  })
  const record = must(await app.store.getConnection({ id: connectionId }))
  if (!record) throw new Error('the connection is gone')
  must(await app.store.saveConnection({ ...record, siteUrl: url, apiUrl: url }))
  const found = await examine(app, { connectionId })
  expect(found.states).toMatchObject({ 'sign-in': 'ok', permissions: 'skipped' })
  expect(found.step('user')).toMatchObject({ state: 'failed', failure: { code: 'sign-in-refused' } })
  expect((await connection(connectionId))?.status).toBe('needs-sign-in')
})

test('a connection whose Jira has moved to another path of its host is told where it is now', async () => {
  const { connectionId } = await begin()
  const record = must(await app.store.getConnection({ id: connectionId }))
  if (!record) throw new Error('the connection is gone')
  const former = `${jira.origin}/tracker`
  must(await app.store.saveConnection({ ...record, siteUrl: former, apiUrl: former }))
  const found = await examine(app, { connectionId })
  expect(found.step('jira')).toMatchObject({
    state: 'failed',
    failure: { code: 'jira-elsewhere', params: { address: former, found: jira.url } }
  })
  expect(found.states['sign-in']).toBe('skipped')
  expect(jira.admin.requests().some(({ path, auth }) => path.startsWith('/tracker') && auth !== 'none')).toBe(false)
})

test('a Jira that tells its version only to who is signed in is no obstacle', async () => {
  const { connectionId } = await begin()
  jira.admin.setFault('server-info-private', true)
  const found = await examine(app, { connectionId })
  expect(found.states).toMatchObject({ jira: 'ok', 'sign-in': 'ok', search: 'ok' })
  const shy = await answering((_request, reply) => {
    reply.writeHead(401, { 'content-type': 'application/json', 'x-arequestid': '1x1x1', 'x-ausername': 'anonymous' })
    reply.end('{"message":"Client must be authenticated to access this resource."}')
  })
  expect((await examine(app, { siteUrl: shy })).step('jira')).toMatchObject({ state: 'warning', failure: null })
})

test('nothing listens, and nobody knows the name: the rest is skipped with the reason', async () => {
  await begin()
  const closed = await examine(app, { siteUrl: 'http://127.0.0.1:9/jira' })
  expect(closed.step('tcp')).toMatchObject({ state: 'failed', failure: { code: 'connection-refused' } })
  expect(closed.step('tcp').evidence).toContain('127.0.0.1:9: ECONNREFUSED')
  expect(closed.step('jira').summary).toContain('refused the connection')
  const unknown = await examine(app, { siteUrl: 'http://jira.nowhere.invalid/jira' })
  expect(unknown.step('dns')).toMatchObject({ state: 'failed', failure: { code: 'dns-not-found' } })
  expect(unknown.states).toMatchObject({ tcp: 'skipped', jira: 'skipped', 'rate-limit': 'skipped' })
})

test('Cloud: a revoked API token, and a project that is hidden', async () => {
  const cloud = await CloudSync.start()
  closing.push(() => cloud.end())
  const { connectionId } = await cloud.linked('DAEMON')
  app = cloud.app
  cloud.cloud.admin.revokeApiTokens('anna@jira.example.com')
  const found = await examine(app, { connectionId })
  expect(found.step('sign-in')).toMatchObject({ state: 'failed', failure: { code: 'cloud-token-refused' } })
  expect((await connection(connectionId))?.status).toBe('token-required')
})
