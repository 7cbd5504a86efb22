/** Personal access tokens, and the advisor, against the practice Jira in four versions. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ServerMethod } from '../../preload/contract/index.ts'
import { startPracticeJira, type PracticeJira, type PracticeJiraOptions } from '../jira/index.ts'
import { codeOf, linkedProject, must, startTestApp, syncNow, type TestApp } from './support/test-app.ts'
import { recognised } from '../support/recognised.ts'

let jira: PracticeJira
let app: TestApp

async function begin(options: PracticeJiraOptions = {}): Promise<void> {
  jira = await startPracticeJira({ version: '10.3', projects: false, ...options })
  app = await startTestApp()
}
afterEach(async () => {
  await app.close()
  await jira.close()
})

const signIn = (token: string, more: object = {}) =>
  app.invoke('connections.signInWithToken', { siteUrl: jira.url, token, ...more })
const check = async (id: string) => must(await app.invoke('connections.check', { id }))

describe('a personal access token', () => {
  beforeEach(() => begin())

  test('signs in; its end is known when it is the only one', async () => {
    const { rawToken } = jira.admin.createToken('anna', { expiresInDays: 10 })
    const connection = must(await signIn(`  ${rawToken}\n`))
    expect(connection).toMatchObject({ method: 'pat', status: 'connected', userName: 'anna', action: 'select' })
    expect(connection.expiry?.stage).toBe('soon')
    expect((await check(connection.id)).status).toBe('connected')
  })

  test('of several, the date is the one entered, or unknown', async () => {
    jira.admin.createToken('anna', { name: 'another', expiresInDays: 3 })
    const { rawToken } = jira.admin.createToken('anna', { expiresInDays: 90 })
    expect(must(await signIn(rawToken)).expiry).toBeNull()
    expect(must(await signIn(rawToken, { expiresOn: '2099-01-31' })).expiry).toMatchObject({ stage: 'fine' })
  })

  test.each<[string, () => Promise<string>, string]>([
    ['a wrong one', async () => 'MTIzNDU2Nzg5MDEyOndyb25n', 'token-refused'],
    ['an expired one', async () => jira.admin.createToken('anna', { expired: true }).rawToken, 'token-refused'],
    ['a broken copy', async () => 'not a token', 'token-malformed']
  ])('%s is refused with its field, and nothing is kept', async (_what, token, code) => {
    const result = await signIn(await token())
    expect(result).toMatchObject({ ok: false, failure: { code, field: 'token' } })
    expect(must(await app.invoke('connections.list', {})).connections).toHaveLength(0)
  })

  test('revoked: a silent anonymous reply is recognised; a new token in place keeps links and tasks', async () => {
    const made = jira.admin.createToken('anna')
    const { projectId, connectionId } = await linkedProject(app, jira.url, 'DAEMON')
    must(await signIn(made.rawToken, { connectionId }))
    await syncNow(app, projectId)
    expect(must(await app.invoke('tasks.list', { projectId })).total).toBe(jira.admin.issues('DAEMON').length)
    jira.admin.revokeToken(made.id)
    await syncNow(app, projectId)
    expect(await check(connectionId)).toMatchObject({
      status: 'token-required',
      nextTryAt: null,
      action: 'enter-token',
      failure: { code: 'token-refused' }
    })
    const [waiting] = await syncNow(app, projectId)
    expect(must(await app.invoke('tasks.list', { projectId })).total).toBe(jira.admin.issues('DAEMON').length)
    // Nothing is tried until a person has acted, and no time is announced for it.
    expect(waiting?.nextSyncAt).toBeNull()
    expect(must(await app.invoke('connections.list', {})).connections[0]?.nextTryAt).toBeNull()
    const renewed = must(await signIn(jira.admin.createToken('anna').rawToken, { connectionId }))
    expect(renewed).toMatchObject({ id: connectionId, method: 'pat', status: 'connected' })
    const [link] = await syncNow(app, projectId)
    expect(link?.lastRun).toMatchObject({ outcome: 'done', kind: 'incremental' })
  })

  test('an empty project list of a token that is silently ignored is no empty Jira', async () => {
    const connection = must(await signIn(jira.admin.createToken('anna').rawToken))
    const project = must(await app.invoke('projects.create', { name: 'P' }))
    jira.admin.setFault('bad-pat', true)
    const listed = await app.invoke('jiraProjects.list', {
      connectionId: connection.id,
      projectId: project.id,
      refresh: true
    })
    expect(codeOf(listed)).toBe('token-refused')
  })

  test('made by Jira for a password that is used once and kept nowhere', async () => {
    const made = must(
      await app.invoke('connections.createToken', {
        siteUrl: jira.url,
        username: 'anna',
        password: 'anna-password',
        name: 'AtTrack at work',
        days: 90
      })
    )
    expect(made).toMatchObject({ method: 'pat', status: 'connected' })
    expect(jira.admin.personalTokens('anna').map((one) => one.name)).toEqual(['AtTrack at work'])
    const days = ((made.expiry?.at ?? 0) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(89)
    expect(days).toBeLessThan(91)
    expect(must(await app.secrets.get('password', made.id))).toBeNull()
  })

  test.each([
    ['a wrong password', { password: 'wrong' }, '', 'password-wrong'],
    ['tokens switched off', {}, 'pats-disabled', 'tokens-unavailable'],
    ['passwords switched off', {}, 'basic-disabled', 'basic-disabled']
  ])('not made: %s', async (_why, more, fault, code) => {
    if (fault) jira.admin.setFault(fault, true)
    const input = { siteUrl: jira.url, username: 'anna', password: 'anna-password', name: 'AtTrack', days: 90 }
    expect(codeOf(await app.invoke('connections.createToken', { ...input, ...more }))).toBe(code)
  })
})

describe('the advisor', () => {
  const advice = async () => {
    const { methods } = must(await app.invoke('connections.findSite', { address: jira.url }))
    return {
      recommended: methods.find((one) => one.recommended)?.method,
      impossible: methods.flatMap((one): ServerMethod[] => (one.impossible === null ? [] : [one.method]))
    }
  }

  test.each<[string, PracticeJiraOptions, ServerMethod, ServerMethod[]]>([
    ['8.5', { version: '8.5' }, 'password', ['pat', 'oauth2']],
    ['9.12', { version: '9.12', baseUrl: 'https://jira.example.com' }, 'pat', []],
    ['10.3 without https', { version: '10.3' }, 'pat', ['oauth2']],
    ['10.3 with tokens off', { version: '10.3', faults: ['pats-disabled'] }, 'password', ['pat', 'oauth2']],
    ['10.3 with passwords off', { version: '10.3', faults: ['basic-disabled'] }, 'pat', ['password', 'oauth2']],
    ['11.3 as installed', { version: '11.3', baseUrl: 'https://jira.example.com' }, 'pat', ['password']],
    [
      '11.3 with tokens off too',
      { version: '11.3', faults: ['pats-disabled'] },
      'oauth1',
      ['password', 'pat', 'oauth2']
    ],
    ['11.3 where passwords were allowed again', { version: '11.3', basicAuth: true }, 'pat', ['oauth2']]
  ])('%s', async (_what, options, recommended, impossible) => {
    await begin(options)
    expect(await advice()).toEqual({ recommended, impossible })
  })

  test('asks without counting as anybody’s failed sign-in', async () => {
    await begin()
    for (let times = 0; times < 5; times += 1) await advice()
    const connection = must(
      await app.invoke('connections.signInWithPassword', {
        siteUrl: jira.url,
        username: 'anna',
        password: 'anna-password'
      })
    )
    expect(connection.status).toBe('connected')
  })
})

describe('a method that stops working is switched in place', () => {
  beforeEach(() => begin())

  test('from a password that Jira no longer takes to a token: the link and its tasks stay', async () => {
    const { projectId, connectionId } = await linkedProject(app, jira.url, 'DAEMON')
    jira.admin.setBasicAuth(false)
    expect(await check(connectionId)).toMatchObject({ status: 'needs-sign-in', failure: { code: 'basic-disabled' } })
    const { rawToken } = jira.admin.createToken('anna')
    const switched = must(await signIn(rawToken, { connectionId }))
    expect(switched).toMatchObject({ id: connectionId, method: 'pat', status: 'connected' })
    expect(must(await app.secrets.get('password', connectionId))).toBeNull()
    const [link] = await syncNow(app, projectId)
    expect(link?.lastRun).toMatchObject({ outcome: 'done', kind: 'incremental', archived: 0 })
  })
})

describe('a token made in vain', () => {
  beforeEach(() => begin())

  test('is deleted in Jira again', async () => {
    // It signs nobody in: Jira takes no bearer token at all.
    jira.admin.setFault('bad-pat', true)
    const input = { siteUrl: jira.url, username: 'anna', password: 'anna-password', name: 'AtTrack', days: 90 }
    expect(codeOf(await app.invoke('connections.createToken', input))).toBe('token-refused')
    expect(jira.admin.personalTokens('anna')).toEqual([])
  })
})

describe('signing a connection in again', () => {
  beforeEach(() => begin())

  test('at another Jira is refused: its links would bring the wrong issues', async () => {
    const other = await startPracticeJira({ version: '10.3', projects: false })
    try {
      const { connectionId, projectId } = await linkedProject(app, jira.url, 'DAEMON')
      const { rawToken } = other.admin.createToken('anna')
      const result = await app.invoke('connections.signInWithToken', {
        siteUrl: other.url,
        token: rawToken,
        connectionId
      })
      expect(codeOf(result)).toBe('another-jira')
      recognised({ code: 'another-jira', by: 'a connection is signed in at another Jira', how: 'sign-in' })
      expect(must(await app.secrets.get('pat', connectionId))).toBeNull()
      const [link] = await syncNow(app, projectId)
      expect(link?.lastRun?.outcome).toBe('done')
    } finally {
      await other.close()
    }
  })
})
