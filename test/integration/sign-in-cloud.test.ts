/** Jira Cloud: Atlassian's page and its sites, rotating refresh tokens, API tokens – against the practice Cloud. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../../preload/contract/index.ts'
import { startPracticeJira } from '../jira/index.ts'
import { startPracticeCloud, type PracticeCloud } from '../jira/cloud/index.ts'
import { openBrowser } from './support/browser.ts'
import { codeOf, memorySecrets, must, startTestApp, type TestApp } from './support/test-app.ts'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import { recognised } from '../support/recognised.ts'

const port = 28_653
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

test('one site: connected as the account, with its name and address', async () => {
  const connection = await signedIn()
  expect(connection).toMatchObject({
    product: 'cloud',
    method: 'oauth2-3lo',
    siteUrl: site('acme').url,
    status: 'connected',
    userDisplayName: 'Anna Nowak',
    email: anna,
    apiToken: 'unset',
    expiry: null
  })
  expect((await check(connection.id)).status).toBe('connected')
})

test('several sites: the person chooses; the first is not taken; one account’s connections share their grant', async () => {
  const first = await signedIn('globex')
  const { flowId, outcome } = await allow('acme')
  const { connection, sites } = must(outcome)
  expect(connection).toBeNull()
  expect(sites.map((one) => [one.name, one.connected]).sort()).toEqual([
    ['acme', false],
    ['globex', true]
  ])
  expect(must(await app.invoke('connections.list', {})).connections).toHaveLength(1)
  const second = must(await app.invoke('connections.chooseCloudSite', { flowId, cloudId: site('acme').cloudId }))
  expect(second.siteUrl).toBe(site('acme').url)
  expect(codeOf(await app.invoke('connections.chooseCloudSite', { flowId, cloudId: site('acme').cloudId }))).toBe(
    'not-found'
  )
  recognised({ code: 'not-found', by: 'a sign-in that is over is asked about again', how: 'app' })
  // Both at once after the access token has ended: one renewal for the account.
  cloud.admin.expireAccessTokens()
  const before = cloud.admin.refreshes().length
  const checked = await Promise.all([check(first.id), check(second.id), check(first.id)])
  expect(checked.map((one) => one.status)).toEqual(['connected', 'connected', 'connected'])
  expect(cloud.admin.refreshes().length - before).toBe(1)
  // Removing one leaves the other its grant.
  must(await app.invoke('connections.remove', { id: first.id }))
  cloud.admin.expireAccessTokens()
  expect((await check(second.id)).status).toBe('connected')
})

test('declined on Atlassian’s page', async () => {
  const started = must(await app.invoke('connections.startCloud', { via: 'browser' }))
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitCloudSites', { flowId: started.flowId }),
    openBrowser().consent(started.authorizeUrl, 'cancel')
  ])
  expect(codeOf(outcome)).toBe('oauth2-denied')
})

test('an access token that has ended is renewed in silence; a revoked grant asks to sign in, which heals it', async () => {
  const connection = await signedIn()
  cloud.admin.expireAccessTokens()
  expect((await check(connection.id)).status).toBe('connected')
  cloud.admin.revoke(anna)
  const lost = await check(connection.id)
  expect(lost).toMatchObject({ status: 'needs-sign-in', action: 'sign-in', failure: { code: 'oauth2-grant-ended' } })
  recognised({ code: 'oauth2-grant-ended', by: 'access is revoked at Atlassian', how: 'sync' })
  // Nothing is asked again and again.
  const before = cloud.admin.refreshes().length
  await check(connection.id)
  await check(connection.id)
  expect(cloud.admin.refreshes().length).toBe(before)
  const again = must((await allow('acme', connection.id)).outcome)
  expect(again.connection).toMatchObject({ id: connection.id, status: 'connected' })
})

test('after a restart the grant in the keychain goes on; a reply lost on its way asks to sign in, never loops', async () => {
  const secrets = memorySecrets()
  await app.close()
  app = await start({ secrets })
  const { id } = await signedIn()
  const { folder } = app
  await app.close({ keep: true })
  app = await start({ secrets, folder })
  expect((await check(id)).status).toBe('connected')
  await app.close({ keep: true })
  // Killed between reply and save: Atlassian has rotated the token, the app has the old one.
  cloud.admin.loseNextTokenReply()
  app = await start({ secrets, folder })
  expect((await check(id)).status).toBe('unreachable')
  expect(await check(id)).toMatchObject({ status: 'needs-sign-in', failure: { code: 'oauth2-grant-ended' } })
  const before = cloud.admin.refreshes().length
  expect((await check(id)).status).toBe('needs-sign-in')
  expect(cloud.admin.refreshes().length).toBe(before)
})

test('a network error while renewing is no sign-out', async () => {
  const connection = await signedIn()
  cloud.admin.expireAccessTokens()
  cloud.admin.setFault('token-unavailable', true)
  expect((await check(connection.id)).status).toBe('unreachable')
  cloud.admin.setFault('token-unavailable', false)
  expect((await check(connection.id)).status).toBe('connected')
})

test('without a client the dialog is told, and a client entered in Settings works', async () => {
  await app.close()
  app = await start({ builtCloudClient: null as never })
  expect(must(await app.invoke('cloudClient.get', {})).source).toBe('none')
  expect(codeOf(await app.invoke('connections.startCloud', { via: 'browser' }))).toBe('cloud-client-missing')
  recognised({ code: 'cloud-client-missing', by: 'no OAuth client in the build or in Settings', how: 'sign-in' })
  const set = must(await app.invoke('cloudClient.set', built))
  expect(set).toMatchObject({ source: 'settings', clientId: built.clientId, callbackUrl: redirectUri })
  expect(JSON.stringify(set)).not.toContain(built.clientSecret)
  expect((await signedIn()).status).toBe('connected')
  expect(must(await app.invoke('cloudClient.remove', {})).source).toBe('none')
})

test('a wrong client secret is told as one', async () => {
  await app.close()
  app = await start({ builtCloudClient: { ...built, clientSecret: 'wrong' } })
  expect(codeOf((await allow('acme')).outcome)).toBe('oauth2-client-refused')
})

test('signing in again at Atlassian, but for another site, is explained', async () => {
  const connection = await signedIn('acme')
  cloud.admin.revoke(anna)
  expect((await allow('globex', connection.id)).outcome).toMatchObject({
    ok: false,
    failure: { code: 'cloud-site-not-allowed' }
  })
  recognised({ code: 'cloud-site-not-allowed', by: 'another site is chosen on Atlassian’s page', how: 'sign-in' })
})

const withToken = (token: string, more: object = {}) =>
  app.invoke('connections.signInWithApiToken', { site: site('acme').url, email: anna, token, ...more })

test('an API token alone, classic: at the site itself', async () => {
  const connection = must(await withToken(cloud.admin.createApiToken(anna), { expiresOn: '2099-12-31' }))
  expect(connection).toMatchObject({ product: 'cloud', method: 'api-token', status: 'connected', email: anna })
  expect(connection.expiry?.stage).toBe('fine')
  expect((await check(connection.id)).status).toBe('connected')
})

test('a token with scopes is found out and sent through the gateway', async () => {
  cloud.admin.resetRequests()
  const connection = must(await withToken(cloud.admin.createApiToken(anna, { scoped: true })))
  expect(connection.status).toBe('connected')
  cloud.admin.resetRequests()
  expect((await check(connection.id)).status).toBe('connected')
  expect(cloud.admin.requests().map((one) => one.path)).toEqual([
    expect.stringContaining(`/ex/jira/${site('acme').cloudId}/rest/api/3/myself`)
  ])
})

test('a token with too few scopes says which are needed', async () => {
  const result = await withToken(cloud.admin.createApiToken(anna, { scopes: ['read:jira-work'] }))
  expect(codeOf(result)).toBe('cloud-token-scopes')
  recognised({ code: 'cloud-token-scopes', by: 'an API token with too few scopes', how: 'sign-in' })
})

test.each([
  ['a wrong token', () => withToken('ATATT3xFfGF0wrong'), 'cloud-token-refused'],
  ['the account’s password', () => withToken('anna-password'), 'cloud-password-refused'],
  ['a broken copy', () => withToken('two words'), 'token-malformed'],
  ['a date that is over', () => withToken('x', { expiresOn: '2020-01-01' }), 'invalid-input'],
  ['a site that is none', () => withToken('x', { site: cloud.authUrl }), 'cloud-site-not-found']
])('%s is told as what it is, with its field', async (what, signIn, code) => {
  const result = await signIn()
  expect(codeOf(result)).toBe(code)
  expect(result.ok || result.failure.field).toMatch(/^(token|expiresOn|site)$/)
  recognised({ code: code as FailureCode, by: what, how: 'sign-in' })
  expect(must(await app.invoke('connections.list', {})).connections).toHaveLength(0)
})

test('an expired API token: token required, and a new one in place', async () => {
  const connection = must(await withToken(cloud.admin.createApiToken(anna)))
  cloud.admin.expireApiTokens(anna)
  expect(await check(connection.id)).toMatchObject({ status: 'token-required', action: 'enter-token' })
  const renewed = must(await withToken(cloud.admin.createApiToken(anna), { connectionId: connection.id }))
  expect(renewed).toMatchObject({ id: connection.id, status: 'connected' })
})

test('the manual’s way: sign in, then an API token of the same account; another’s is refused with its name', async () => {
  const connection = await signedIn()
  const bens = cloud.admin.createApiToken('ben@jira.example.com')
  const refused = await app.invoke('connections.saveApiToken', {
    id: connection.id,
    email: 'ben@jira.example.com',
    token: bens
  })
  expect(refused).toMatchObject({ ok: false, failure: { code: 'cloud-account-mismatch', field: 'token' } })
  recognised({ code: 'cloud-account-mismatch', by: 'an API token of another account', how: 'sign-in' })
  expect(JSON.stringify(refused)).toContain('Ben Ortega')
  const token = cloud.admin.createApiToken(anna)
  const saved = must(await app.invoke('connections.saveApiToken', { id: connection.id, email: anna, token }))
  expect(saved).toMatchObject({ apiToken: 'held', status: 'connected' })
  // The token does the work now.
  cloud.admin.resetRequests()
  expect((await check(connection.id)).status).toBe('connected')
  expect(cloud.admin.requests().map((one) => one.auth)).toEqual(['basic'])
  cloud.admin.revokeApiTokens(anna)
  expect((await check(connection.id)).status).toBe('token-required')
  // Going on with the sign-in alone.
  expect(must(await app.invoke('connections.declineApiToken', { id: connection.id }))).toMatchObject({
    apiToken: 'declined',
    status: 'connected'
  })
  expect((await check(connection.id)).status).toBe('connected')
})

test('from an API token to the sign-in on Atlassian’s page in place: the connection and its token stay', async () => {
  const connection = must(await withToken(cloud.admin.createApiToken(anna)))
  const again = must((await allow('acme', connection.id)).outcome).connection
  expect(again).toMatchObject({ id: connection.id, method: 'oauth2-3lo', apiToken: 'held', status: 'connected' })
  expect((await check(connection.id)).status).toBe('connected')
})

test('the server version’s address field knows a Cloud site, and the other way round', async () => {
  expect(codeOf(await app.invoke('connections.findSite', { address: site('acme').url }))).toBe('is-cloud')
  recognised({ code: 'is-cloud', by: 'a Cloud site is entered under Server version', how: 'sign-in' })
  const jira = await startPracticeJira({ projects: false })
  try {
    for (const address of [jira.url, `${jira.url}/browse/MOD-1`])
      expect(codeOf(await withToken('x', { site: address }))).toBe('not-cloud')
    recognised({ code: 'not-cloud', by: 'a Jira of the company is entered under Cloud version', how: 'sign-in' })
  } finally {
    await jira.close()
  }
})
