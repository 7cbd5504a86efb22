/** Connections of several people at a real Jira: taking over, renewing, adopting, and sign-ins under way. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { defaultConsumerKey } from '../../preload/contract/applink.ts'
import type { Connection } from '../../preload/contract/index.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { recognised } from '../support/recognised.ts'
import { makeWorld, signIn, type Belongings, type World } from './permissions/world.ts'
import { openBrowser } from './support/browser.ts'
import { codeOf, must, syncedOnce } from './support/test-app.ts'

let jira: PracticeJira
let world: World
/** What the system was asked to show over everything else. */
const notifications: string[] = []

beforeAll(async () => {
  jira = await startPracticeJira({ version: '10.3' })
})
afterAll(() => jira.close())
beforeEach(async () => {
  notifications.length = 0
  world = await makeWorld({ desktop: { notify: (title, text) => void notifications.push(`${title}: ${text}`) } })
  await signIn(world, 'administrator')
})
afterEach(async () => {
  await world.app.close()
  jira.admin.clearFaults()
})

const enter = (user: 'anna' | 'ben', connectionId?: string) =>
  world.app.invoke('connections.signInWithPassword', {
    siteUrl: jira.url,
    username: user,
    password: `${user}-password`,
    ...(connectionId ? { connectionId } : {})
  })

async function link(connection: Connection, { projectId }: Belongings, key = 'MOD'): Promise<string> {
  const { app } = world
  const target = { projectId, connectionId: connection.id }
  const { projects } = must(await app.invoke('jiraProjects.list', { ...target, search: key }))
  const jiraProjectId = projects.find((one) => one.key === key)?.id ?? ''
  const { id } = must(await app.invoke('links.create', { ...target, jiraProjectId }))
  await syncedOnce(app, projectId)
  return id
}

const atJira = async (): Promise<Connection[]> =>
  must(await world.app.invoke('connections.list', {})).connections.filter((one) => one.siteUrl === jira.url)

/** Who a connection's tasks and requests come from. */
const latestUser = (): string | null | undefined => jira.admin.requests().at(-1)?.user

/** The audit log's lines about this Jira, newest first. */
async function noted(): Promise<string[]> {
  const { entries } = must(await world.app.store.listAudit({ search: new URL(jira.url).host, offset: 0, limit: 50 }))
  return entries.map(({ member, action, detail }) => `${member}: ${action}: ${detail}`)
}

test('a Project Manager takes over what serves their projects only: another Jira user, the same links and tasks', async () => {
  const { app, ours } = world
  const first = must(await enter('anna'))
  expect(first.authorisedBy).toEqual({ memberId: world.memberIds.administrator, name: 'Ada' })
  await link(first, ours)
  const before = must(await app.invoke('tasks.list', { projectId: ours.projectId })).total
  await signIn(world, 'inside')
  const taken = must(await enter('ben', first.id))
  expect(taken).toMatchObject({
    id: first.id,
    userName: 'ben',
    userDisplayName: 'Ben Ortega',
    authorisedBy: { memberId: world.memberIds.inside, name: 'Inside One' }
  })
  expect(must(await app.invoke('links.list', { projectId: ours.projectId })).links).toContainEqual(
    expect.objectContaining({ connectionId: first.id, siteUrl: jira.url })
  )
  expect(must(await app.invoke('tasks.list', { projectId: ours.projectId })).total).toBe(before)
  jira.admin.resetRequests()
  must(await app.invoke('connections.check', { id: first.id }))
  expect(latestUser()).toBe('ben')
  expect((await noted()).filter((line) => !line.includes('Linked'))).toEqual([
    'Inside One: Took over a connection: from Ada (Jira user anna) to Inside One (Jira user ben), password',
    'Ada: Connected: Jira user anna, password'
  ])
})

test('a sync under way as the former Jira user ends with the taking over', async () => {
  const { app, ours } = world
  const first = must(await enter('anna'))
  const linkId = await link(first, ours)
  await signIn(world, 'inside')
  jira.admin.setFault('slow', true, { path: '/search', ms: 1500 })
  must(await app.invoke('sync.start', { projectId: ours.projectId }))
  jira.admin.resetRequests()
  while (!jira.admin.requests().some((one) => one.path.endsWith('/search')))
    await new Promise((resolve) => setTimeout(resolve, 5))
  must(await enter('ben', first.id))
  const { links } = must(await app.invoke('sync.status', { projectId: ours.projectId }))
  expect(links.find((one) => one.linkId === linkId)).toMatchObject({
    running: false,
    lastRun: { outcome: 'cancelled' }
  })
  // Nothing of what had been asked as the former one says anything about the new one's sign-in.
  expect(await atJira()).toMatchObject([{ userName: 'ben', status: 'connected', failure: null }])
})

test('what serves others stays as it is, unless the very same Jira user signs in', async () => {
  const { app, ours, theirs } = world
  const first = must(await enter('anna'))
  await link(first, theirs)
  await link(first, ours, 'DAEMON')
  await signIn(world, 'inside')
  expect(codeOf(await enter('ben', first.id))).toBe('not-your-project')
  // Left out on purpose: another Jira user is another connection.
  const second = must(await enter('ben'))
  expect(second.id).not.toBe(first.id)
  const { userName, authorisedBy } = first
  expect((await atJira()).find(({ id }) => id === first.id)).toMatchObject({ userName, authorisedBy })
  // The same one renews it, for everybody's good.
  const renewed = must(await enter('anna'))
  expect(renewed).toMatchObject({ id: first.id, userName: 'anna', authorisedBy: { name: 'Inside One' } })
  expect((await noted())[0]).toBe(
    'Inside One: Took over a connection: from Ada (Jira user anna) to Inside One (Jira user anna), password'
  )
  // Having done so does not let another one in.
  const other = await enter('ben', first.id)
  expect(other).toMatchObject({ ok: false, failure: { code: 'not-your-project' } })
  recognised({ code: 'not-your-project', by: 'another Jira user in a connection that serves others', how: 'sign-in' })
  jira.admin.resetRequests()
  expect(must(await app.invoke('connections.check', { id: first.id })).status).toBe('connected')
  expect(latestUser()).toBe('anna')
})

test('links that lost their connection go on with whoever may say what comes into their project', async () => {
  const { app, ours, theirs } = world
  const first = must(await enter('anna'))
  const [mine, foreign] = [await link(first, ours), await link(first, theirs)]
  must(await app.invoke('connections.remove', { id: first.id }))
  expect((await noted())[0]).toBe('Ada: Removed a connection: Jira user anna, password, authorised by Ada')
  const connectionOf = async ({ projectId }: Belongings, id: string) =>
    must(await app.invoke('links.list', { projectId })).links.find((one) => one.id === id)?.connectionId
  await signIn(world, 'inside')
  const second = must(await enter('ben'))
  expect(await connectionOf(ours, mine)).toBe(second.id)
  expect(await connectionOf(theirs, foreign)).toBeNull()
  // The connection is there already; the Administrator's sign-in to it may bring theirs along, too.
  await signIn(world, 'administrator')
  must(await enter('ben'))
  expect(await connectionOf(theirs, foreign)).toBe(second.id)
})

test('a connection that waits for its link is whose wish it was; whoever signs in there connects it', async () => {
  const { app } = world
  const kit = must(await app.invoke('applink.get', {}))
  const target = { siteUrl: jira.url, consumerKey: defaultConsumerKey }
  const waiting = must(await app.invoke('connections.waitForLink', target))
  expect(waiting.authorisedBy?.name).toBe('Ada')
  const { consumerKey, consumerName, publicKey: publicKeyPem } = kit
  jira.admin.createApplicationLink({ consumerKey, consumerName, publicKeyPem })
  await signIn(world, 'inside')
  expect(must(await app.invoke('connections.waitForLink', target)).authorisedBy?.name).toBe('Inside One')
  await signIn(world, 'outside')
  const { flowId, authorizeUrl } = must(
    await app.invoke('connections.startOAuth1', { ...target, via: 'browser', connectionId: waiting.id })
  )
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitSignIn', { flowId }),
    openBrowser().answer(authorizeUrl, 'Allow')
  ])
  expect(must(outcome)).toMatchObject({ id: waiting.id, userName: 'anna', authorisedBy: { name: 'Outside One' } })
  expect((await noted())[0]).toBe('Outside One: Connected: Jira user anna, OAuth 1.0')
})

test('a link that works while the window is locked is told to whoever comes back, and not shown over the lock', async () => {
  const { app } = world
  const { consumerKey, consumerName, publicKey: publicKeyPem } = must(await app.invoke('applink.get', {}))
  jira.admin.removeApplicationLink(consumerKey)
  const { id } = must(await app.invoke('connections.waitForLink', { siteUrl: jira.url, consumerKey }))
  must(await app.invoke('session.lock', {}))
  jira.admin.createApplicationLink({ consumerKey, consumerName, publicKeyPem })
  const before = app.events.length
  await app.services.connections.lookForLinks(Date.now() + 3_600_000)
  expect(notifications).toEqual([])
  expect(app.events.slice(before)).toEqual([])
  await signIn(world, 'administrator')
  expect((await atJira()).find((one) => one.id === id)).toMatchObject({ status: 'needs-sign-in' })
})

test('a sign-in under way is its beginner’s alone, and ends when they leave', async () => {
  const { app } = world
  const kit = must(await app.invoke('applink.get', {}))
  const { consumerKey, consumerName, publicKey: publicKeyPem } = kit
  jira.admin.removeApplicationLink(consumerKey)
  jira.admin.createApplicationLink({ consumerKey, consumerName, publicKeyPem })
  const start = () =>
    app.invoke('connections.startOAuth1', { siteUrl: jira.url, consumerKey: defaultConsumerKey, via: 'code' })
  const { flowId } = must(await start())
  const waiting = app.invoke('connections.awaitSignIn', { flowId })
  await signIn(world, 'inside')
  for (const result of [
    await app.invoke('connections.awaitSignIn', { flowId }),
    await app.invoke('connections.awaitCloudSites', { flowId }),
    await app.invoke('connections.chooseCloudSite', { flowId, cloudId: 'c1' }),
    await app.invoke('connections.submitVerifier', { flowId, verifier: '123456' })
  ])
    expect(codeOf(result)).toBe('not-found')
  expect(codeOf(await waiting)).toBe('signed-out')
  expect(await atJira()).toEqual([])

  // Whoever leaves while it is only beginning gets none that goes on.
  jira.admin.setFault('slow', true, { path: '/request-token', ms: 500 })
  jira.admin.resetRequests()
  const starting = start()
  while (!jira.admin.requests().some((one) => one.path.endsWith('/request-token')))
    await new Promise((resolve) => setTimeout(resolve, 5))
  must(await app.invoke('session.signOut', {}))
  expect(codeOf(await starting)).toBe('signed-out')
})

test('a client secret that is kept goes to the address it was entered for, and nowhere else', async () => {
  const { app } = world
  // TLS ends at a proxy before Jira: it calls itself https and is reached here over the loopback interface.
  const behindProxy = { version: '10.3', projects: false, baseUrl: 'https://jira.example.com/jira' } as const
  const [real, claiming] = await Promise.all([startPracticeJira(behindProxy), startPracticeJira(behindProxy)])
  try {
    const redirectUri = must(await app.invoke('connections.redirectUrl', {})).url
    const client = real.admin.createOAuth2Client({ name: 'AtTrack', redirectUri })
    const begin = (siteUrl: string, more: { clientSecret: string; connectionId?: string }) =>
      app.invoke('connections.startOAuth2', { siteUrl, clientId: client.clientId, via: 'browser', ...more })
    const { flowId, authorizeUrl } = must(await begin(real.url, { clientSecret: client.clientSecret }))
    const [outcome] = await Promise.all([
      app.invoke('connections.awaitSignIn', { flowId }),
      openBrowser().answer(authorizeUrl, 'Allow')
    ])
    const { id: connectionId } = must(outcome)
    const again = must(await begin(real.url, { clientSecret: '', connectionId }))
    must(await app.invoke('connections.cancelSignIn', { flowId: again.flowId }))
    expect(await begin(claiming.url, { clientSecret: '', connectionId })).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input', field: 'clientSecret' }
    })
  } finally {
    await Promise.all([real.close(), claiming.close()])
  }
})
