/** A password that Jira has refused stays refused, whatever else is found out about the connection: three bring the CAPTCHA. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writePassword } from '../../main/connections/clients.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { checked, examine } from './support/doctor.ts'
import { codeOf, linkedProject, must, startTestApp, syncNow, type TestApp } from './support/test-app.ts'

let jira: PracticeJira
let app: TestApp
let connectionId: string
let projectId: string

beforeEach(async () => {
  jira = await startPracticeJira({ version: '10.3', projects: false })
  app = await startTestApp()
  ;({ connectionId, projectId } = await linkedProject(app, jira.url, 'DAEMON'))
  must(await app.secrets.set('password', connectionId, writePassword('anna', 'of-yesterday')))
})
afterEach(async () => {
  await app.close()
  await jira.close()
})

const present = async () =>
  must(await app.invoke('connections.list', {})).connections.find(({ id }) => id === connectionId)
/** Requests that carried a password. */
const sent = (): number => jira.admin.requests().filter(({ auth }) => auth === 'basic').length

async function refuse(): Promise<void> {
  expect(must(await app.invoke('connections.check', { id: connectionId })).failure?.code).toBe('password-wrong')
  jira.admin.resetRequests()
}

test('a network that is away, as the doctor finds it, does not make it good again', async () => {
  await refuse()
  const { port } = jira
  await jira.close()
  expect((await examine(app, { connectionId })).code).toMatch(/^connection-(refused|lost)$/)
  expect(await present()).toMatchObject({
    status: 'needs-sign-in',
    failure: { code: 'password-wrong' },
    nextTryAt: null
  })
  jira = await startPracticeJira({ version: '10.3', port })
  await syncNow(app, projectId)
  must(await app.invoke('connections.check', { id: connectionId }))
  expect(sent()).toBe(0)
})

test('looking for projects does not send it', async () => {
  await refuse()
  const listed = await app.invoke('jiraProjects.list', { connectionId, projectId, search: 'D', refresh: true })
  expect(codeOf(listed)).toBe('password-wrong')
  expect(sent()).toBe(0)
})

test('refused while the doctor is on its way: it is not sent by the doctor too', async () => {
  jira.admin.setFault('slow', true, { ms: 800, path: 'serverInfo', times: 1 })
  const { id: runId } = must(await app.invoke('doctor.start', { connectionId }))
  while (!jira.admin.faults().some(({ struck }) => struck > 0)) await new Promise((resolve) => setTimeout(resolve, 5))
  await refuse()
  const { run, step } = checked((await examine(app, { connectionId })).run)
  expect(run.id).toBe(runId)
  expect(step('sign-in')).toMatchObject({ state: 'skipped', failure: { code: 'password-wrong' } })
  expect(sent()).toBe(0)
})

test('refused behind a gateway’s page: the connection is told of the refusal', async () => {
  jira.admin.setFault('truncated-json', true, { path: 'serverInfo' })
  const { states } = await examine(app, { connectionId })
  expect(states).toMatchObject({ jira: 'failed', 'sign-in': 'failed' })
  expect(await present()).toMatchObject({ status: 'needs-sign-in', failure: { code: 'password-wrong' } })
})

test('with a CAPTCHA pending, typing in the search for projects sends it no more; trying again does, once', async () => {
  const account = { siteUrl: jira.url, username: 'admin', password: 'admin' }
  const { id } = must(await app.invoke('connections.signInWithPassword', account))
  const listed = async (search: string, refresh = false) =>
    codeOf(await app.invoke('jiraProjects.list', { connectionId: id, projectId, search, refresh }))
  /** The CAPTCHA comes before Jira looks at the password. */
  const asked = (): number => jira.admin.requests().filter(({ faults }) => faults.includes('captcha')).length
  jira.admin.setFault('captcha', true)
  expect(must(await app.invoke('connections.check', { id })).failure?.code).toBe('captcha-required')
  jira.admin.resetRequests()
  for (const search of ['', 'D', 'DA']) expect(await listed(search)).toBe('captcha-required')
  expect(asked()).toBe(0)
  expect(await listed('DA', true)).toBe('captcha-required')
  expect(asked()).toBe(1)
  jira.admin.setFault('captcha', false)
  expect(await listed('DA', true)).toBe('ok')
  const { connections } = must(await app.invoke('connections.list', {}))
  expect(connections.find((one) => one.id === id)).toMatchObject({ status: 'connected', failure: null })
})
