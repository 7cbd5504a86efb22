/** Atlassian gives an account one grant for all its sites: what one member's sign-in does to another's connections. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../../preload/contract/index.ts'
import { startPracticeCloud, type PracticeCloud } from '../jira/cloud/index.ts'
import { makeWorld, signIn, type Belongings, type World } from './permissions/world.ts'
import { openBrowser } from './support/browser.ts'
import { codeOf, must } from './support/test-app.ts'

const port = 28_655
const built = { clientId: 'attrack-practice', clientSecret: 'practice-secret' }
let cloud: PracticeCloud
let world: World

beforeAll(async () => {
  cloud = await startPracticeCloud({ validate: true })
})
afterAll(() => cloud.close())
beforeEach(async () => {
  cloud.admin.registerClient({ ...built, redirectUris: [`http://localhost:${port}/callback`] })
  world = await makeWorld({
    atlassian: { authUrl: cloud.authUrl, apiUrl: cloud.apiUrl },
    builtCloudClient: built,
    callbackPort: port
  })
})
afterEach(async () => {
  await world.app.close()
  for (const user of ['anna', 'ben']) cloud.admin.revoke(`${user}@jira.example.com`)
})

const site = (name: string) => {
  const found = cloud.sites.find((one) => one.name === name)
  if (!found) throw new Error(`no site ${name}`)
  return found
}

/** Through Atlassian's page, as an account, for one more site. */
async function connect(user: 'anna' | 'ben', name: 'acme' | 'globex', connectionId?: string) {
  const { app } = world
  const started = await app.invoke('connections.startCloud', {
    via: 'browser',
    ...(connectionId ? { connectionId } : {})
  })
  if (!started.ok) return started
  const { flowId, authorizeUrl } = started.value
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitCloudSites', { flowId }),
    openBrowser().consent(authorizeUrl, site(name), user)
  ])
  if (!outcome.ok) return outcome
  const { connection } = outcome.value
  if (connection) return { ok: true as const, value: connection }
  return app.invoke('connections.chooseCloudSite', { flowId, cloudId: site(name).cloudId })
}

/** As if it had been linked: what comes in does not matter here. */
const serve = async ({ id, siteUrl }: Connection, { projectId }: Belongings) =>
  must(
    await world.app.store.createLink({
      projectId,
      connectionId: id,
      siteUrl,
      jiraProjectId: '30000',
      jiraProjectKey: 'X',
      jiraProjectName: 'X'
    })
  )

const check = async (id: string) => {
  cloud.admin.expireAccessTokens()
  return must(await world.app.invoke('connections.check', { id }))
}

test('another account at the same site is another connection with a grant of its own', async () => {
  await signIn(world, 'administrator')
  const first = must(await connect('anna', 'globex'))
  await serve(first, world.theirs)
  await signIn(world, 'inside')
  expect(codeOf(await connect('ben', 'globex', first.id))).toBe('not-your-project')
  const second = must(await connect('ben', 'globex'))
  expect(second.id).not.toBe(first.id)
  must(await world.app.invoke('connections.remove', { id: second.id }))
  expect(await check(first.id)).toMatchObject({
    status: 'connected',
    userName: first.userName,
    authorisedBy: { name: 'Ada' }
  })
})

test('the same account for one more site: the others go on with what was renewed, and stay whose they were', async () => {
  await signIn(world, 'administrator')
  const first = must(await connect('anna', 'globex'))
  await serve(first, world.theirs)
  await signIn(world, 'inside')
  const second = must(await connect('anna', 'acme'))
  expect(second).toMatchObject({ siteUrl: site('acme').url, authorisedBy: { name: 'Inside One' } })
  expect(await check(first.id)).toMatchObject({ status: 'connected', authorisedBy: { name: 'Ada' } })
  // Taking one's own away leaves the other its grant.
  must(await world.app.invoke('connections.remove', { id: second.id }))
  expect((await check(first.id)).status).toBe('connected')
})

test('signing one’s own connection in again as another account is refused once it serves others', async () => {
  await signIn(world, 'inside')
  const mine = must(await connect('anna', 'globex'))
  await serve(mine, world.ours)
  await serve(mine, world.theirs)
  expect(codeOf(await connect('ben', 'globex', mine.id))).toBe('not-your-project')
  expect(await check(mine.id)).toMatchObject({ status: 'connected', userName: mine.userName })
  expect(must(await connect('anna', 'globex', mine.id)).id).toBe(mine.id)
})

test('an API token is saved and done without in the member’s name', async () => {
  await signIn(world, 'inside')
  const { id } = must(await connect('anna', 'globex'))
  const email = 'anna@jira.example.com'
  const token = cloud.admin.createApiToken(email)
  must(await world.app.invoke('connections.saveApiToken', { id, email, token }))
  must(await world.app.invoke('connections.declineApiToken', { id }))
  const { host } = new URL(site('globex').url)
  const { entries } = must(await world.app.store.listAudit({ search: host, offset: 0, limit: 10 }))
  expect(entries.map(({ member, action }) => `${member}: ${action}`)).toEqual([
    'Inside One: Went on without an API token',
    'Inside One: Saved an API token',
    'Inside One: Connected'
  ])
})
