/** What several connections, sign-ins and checks of one Cloud account do to each other. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../../preload/contract/index.ts'
import { failure } from '../../preload/contract/failures/failure.ts'
import { startPracticeCloud, type PracticeCloud } from '../jira/cloud/index.ts'
import { openBrowser } from './support/browser.ts'
import { codeOf, must, startTestApp, type TestApp } from './support/test-app.ts'
import { recognised } from '../support/recognised.ts'

const port = 28_656
const redirectUri = `http://localhost:${port}/callback`
const anna = 'anna@jira.example.com'
const built = { clientId: 'attrack-practice', clientSecret: 'practice-secret' }
let cloud: PracticeCloud
let app: TestApp
const site = (name: string) => {
  const found = cloud.sites.find((one) => one.name === name)
  if (!found) throw new Error(`no site ${name}`)
  return found
}

beforeAll(async () => {
  cloud = await startPracticeCloud({ validate: true })
})
afterAll(async () => {
  const problems = cloud.admin.problems()
  await cloud.close()
  if (problems.length > 0) throw new Error(`not as Atlassian describes it:\n${problems.join('\n')}`)
})

const start = (more: Partial<Parameters<typeof startTestApp>[0]> = {}) =>
  startTestApp({
    atlassian: { authUrl: cloud.authUrl, apiUrl: cloud.apiUrl },
    builtCloudClient: built,
    callbackPort: port,
    ...more
  })

beforeEach(async () => {
  cloud.admin.registerClient({ ...built, redirectUris: [redirectUri] })
  app = await start()
})
afterEach(async () => {
  await app.close()
  cloud.admin.clearFaults()
  cloud.admin.revoke(anna)
  cloud.admin.revokeApiTokens(anna)
})

/** Through Atlassian's page; @returns what `awaitCloudSites` says. */
async function allow(name: string, connectionId?: string, user = 'anna') {
  const started = must(
    await app.invoke('connections.startCloud', { via: 'browser', ...(connectionId ? { connectionId } : {}) })
  )
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitCloudSites', { flowId: started.flowId }),
    openBrowser().consent(started.authorizeUrl, site(name), user)
  ])
  return { flowId: started.flowId, outcome }
}

async function signedIn(name = 'acme'): Promise<Connection> {
  const { connection } = must((await allow(name)).outcome)
  if (!connection) throw new Error('there was a choice of sites')
  return connection
}

const check = async (id: string) => must(await app.invoke('connections.check', { id }))

const withToken = (token: string, more: object = {}) =>
  app.invoke('connections.signInWithApiToken', { site: site('acme').url, email: anna, token, ...more })

async function chosen(name: string): Promise<Connection> {
  const { flowId, outcome } = await allow(name)
  const { connection } = must(outcome)
  return connection ?? must(await app.invoke('connections.chooseCloudSite', { flowId, cloudId: site(name).cloudId }))
}
const listed = async () => must(await app.invoke('connections.list', {})).connections

test('signing one in again as another account leaves the others of the first account alone', async () => {
  const first = await signedIn('globex')
  const second = await chosen('acme')
  const ben = must((await allow('acme', second.id, 'ben')).outcome).connection
  expect(ben?.userDisplayName).toBe('Ben Ortega')
  cloud.admin.expireAccessTokens()
  expect((await check(first.id)).status).toBe('connected')
  const [a, b] = must(await app.store.listConnections({}))
  expect(a?.grantId).not.toBe(b?.grantId)
  cloud.admin.revoke('ben@jira.example.com')
})

test('logging in on the page beside an API-token connection of the account renews that one, token included', async () => {
  const byToken = must(await withToken(cloud.admin.createApiToken(anna)))
  const both = await chosen('acme')
  expect(both).toMatchObject({ id: byToken.id, method: 'oauth2-3lo', apiToken: 'held' })
  expect((await check(both.id)).status).toBe('connected')
  expect(await listed()).toHaveLength(1)
})

test('an API token that is gone from the keychain is asked for; signing in goes on without it, and does not loop', async () => {
  const { id } = await signedIn()
  const token = cloud.admin.createApiToken(anna)
  must(await app.invoke('connections.saveApiToken', { id, email: anna, token }))
  must(await app.secrets.remove('api-token', id))
  expect(await check(id)).toMatchObject({ status: 'token-required', failure: { code: 'api-token-missing' } })
  recognised({ code: 'api-token-missing', by: 'the API token is removed from the keychain', how: 'sync' })
  expect(must((await allow('acme', id)).outcome).connection).toMatchObject({ apiToken: 'unset', status: 'connected' })
  expect((await check(id)).status).toBe('connected')
})

test('a check that began before a new sign-in does not undo it', async () => {
  const { id } = must(await withToken(cloud.admin.createApiToken(anna)))
  cloud.admin.revokeApiTokens(anna)
  const generation = app.services.connections.generation(id)
  must(await withToken(cloud.admin.createApiToken(anna), { connectionId: id }))
  const refused = failure('cloud-token-refused', { host: 'h', email: anna })
  must(await app.services.connections.report(id, refused, null, generation))
  expect((await listed())[0]?.status).toBe('connected')
  // The present one's counts.
  must(await app.services.connections.report(id, refused))
  expect((await listed())[0]?.status).toBe('token-required')
})

test('a report for a connection that is removed meanwhile does not bring it back', async () => {
  const { id } = must(await withToken(cloud.admin.createApiToken(anna)))
  const reporting = app.services.connections.report(id, null)
  const removing = app.invoke('connections.remove', { id })
  await Promise.all([reporting, removing])
  expect(await listed()).toHaveLength(0)
})

test('two sign-ins begun at once: the later one has the port, the other is cancelled', async () => {
  const begun = await Promise.all([1, 2].map(() => app.invoke('connections.startCloud', { via: 'browser' })))
  expect(begun.map(codeOf)).toEqual(['ok', 'ok'])
  const [first, second] = begun.map((one) => must(one).flowId)
  expect(codeOf(await app.invoke('connections.awaitCloudSites', { flowId: first ?? '' }))).toBe('cancelled')
  must(await app.invoke('connections.cancelSignIn', { flowId: second ?? '' }))
})

test('a gateway that cannot be reached is not told as a wrong token', async () => {
  await app.close()
  app = await start({ atlassian: { authUrl: cloud.authUrl, apiUrl: 'http://127.0.0.1:9' } })
  const result = await withToken(cloud.admin.createApiToken(anna, { scoped: true }))
  expect(codeOf(result)).toBe('connection-refused')
})
