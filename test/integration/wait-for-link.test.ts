import { afterEach, expect, test } from 'vitest'
import { defaultConsumerKey } from '../../preload/contract/applink.ts'
import { failure } from '../../preload/contract/failures/failure.ts'
import { pauseAfter } from '../../main/connections/link-watch.ts'
import { createSecretStore } from '../../main/secrets/secret-store.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { openBrowser } from './support/browser.ts'
import { codeOf, must, startTestApp, type TestApp, type TestAppOptions } from './support/test-app.ts'

const minutes = (count: number): number => count * 60_000
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function startJira(options: Parameters<typeof startPracticeJira>[0] = {}): Promise<PracticeJira> {
  const jira = await startPracticeJira({ version: '10.3', projects: false, ...options })
  closing.push(() => jira.close().catch(() => {}))
  return jira
}

/** @returns the app and what it told the desktop to show. */
async function startApp(options: TestAppOptions = {}) {
  const notified: string[] = []
  const app = await startTestApp({ desktop: { notify: (_title, body) => void notified.push(body) }, ...options })
  closing.push(() => app.close())
  return { app, notified }
}

const wait = async (app: TestApp, siteUrl: string, consumerKey: string = defaultConsumerKey) =>
  must(await app.invoke('connections.waitForLink', { siteUrl, consumerKey }))
const listed = async (app: TestApp) => must(await app.invoke('connections.list', {})).connections
const ready = (app: TestApp): number => app.events.filter(({ name }) => name === 'applink.ready').length
const asked = (jira: PracticeJira): number =>
  jira.admin.requests().filter(({ path }) => path.endsWith('/oauth/request-token')).length

/** The Jira administrator's part on the practice Jira's own page, with what the app shows. */
async function createLink(app: TestApp, jira: PracticeJira): Promise<void> {
  const link = must(await app.invoke('applink.get', { siteUrl: jira.url }))
  const browser = openBrowser()
  const address = `${jira.url}/plugins/servlet/applinks/listApplicationLinks`
  const page = await browser.submit(await browser.request(address), {
    os_username: 'admin',
    os_password: 'admin'
  })
  const form = page.html.slice(page.html.indexOf('id="create"'))
  const after = await browser.submit(
    { ...page, html: form },
    {
      consumerKey: link.consumerKey,
      consumerName: link.consumerName,
      publicKey: link.publicKey,
      callbackUrl: link.callbackUrl
    }
  )
  expect(after.html).toContain(link.consumerKey)
}

async function signIn(app: TestApp, jira: PracticeJira, connectionId?: string) {
  const { flowId, authorizeUrl } = must(
    await app.invoke('connections.startOAuth1', {
      siteUrl: jira.url,
      consumerKey: defaultConsumerKey,
      via: 'browser',
      ...(connectionId ? { connectionId } : {})
    })
  )
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitSignIn', { flowId }),
    openBrowser().answer(authorizeUrl, 'Allow')
  ])
  return must(outcome)
}

test('no link → waiting → the administrator makes it with the shown values → noticed → signed in', async () => {
  const jira = await startJira()
  const { app, notified } = await startApp()
  const waiting = await wait(app, `${jira.url}/secure/Dashboard.jspa`)
  expect(waiting).toMatchObject({
    siteUrl: jira.url,
    method: 'oauth1',
    consumerKey: defaultConsumerKey,
    status: 'waiting-for-administrator',
    action: 'check',
    userName: '',
    failure: null
  })
  await app.services.connections.lookForLinks(Date.now() + minutes(2))
  expect([ready(app), notified]).toEqual([0, []])

  await createLink(app, jira)
  await app.services.connections.lookForLinks(Date.now() + minutes(4))
  expect((await listed(app))[0]).toMatchObject({
    id: waiting.id,
    status: 'needs-sign-in',
    action: 'sign-in',
    failure: null,
    nextTryAt: null
  })
  expect(app.events).toContainEqual({
    name: 'applink.ready',
    payload: { connectionId: waiting.id, host: new URL(jira.url).host }
  })
  expect(notified).toEqual([expect.stringContaining(new URL(jira.url).host)])

  expect(await signIn(app, jira, waiting.id)).toMatchObject({ id: waiting.id, status: 'connected', userName: 'anna' })
  expect(await listed(app)).toHaveLength(1)
  // Nobody is waiting any more: nothing is asked, told or changed.
  jira.admin.resetRequests()
  await app.services.connections.lookForLinks(Date.now() + minutes(60))
  await app.services.connections.lookForLinksAgain(Date.now() + minutes(60))
  expect([asked(jira), ready(app), notified.length]).toEqual([0, 1, 1])
})

test('asks every minute at first, then seldom; never before its time, never two questions at once', async () => {
  const jira = await startJira()
  const { app } = await startApp()
  const before = Date.now()
  const { nextTryAt } = await wait(app, jira.url)
  expect(nextTryAt).toBeGreaterThanOrEqual(before + minutes(1))
  // Before zero: it began by a clock that was ahead.
  expect([0, 9, 10, 59, 60, 5_000, -5_000].map((waited) => pauseAfter(minutes(waited)) / minutes(1))).toEqual([
    1, 1, 5, 5, 15, 15, 15
  ])
  jira.admin.resetRequests()
  await app.services.connections.lookForLinks((nextTryAt ?? 0) - 1)
  expect(asked(jira)).toBe(0)
  await Promise.all([1, 2, 3].map(() => app.services.connections.lookForLinks(nextTryAt ?? 0)))
  expect(asked(jira)).toBe(1)
  // A clock that was ahead and has been set right does not hold it up.
  await app.services.connections.lookForLinks(Date.now() - minutes(24 * 60))
  expect(asked(jira)).toBe(2)
  jira.admin.resetRequests()
  // Coming back to the window asks at once, but not again and again.
  await app.services.connections.lookForLinksAgain(Date.now() + 14_000)
  expect(asked(jira)).toBe(0)
  await app.services.connections.lookForLinksAgain(Date.now() + 16_000)
  expect(asked(jira)).toBe(1)
})

test('a Jira that wants to be left alone is left alone, however often somebody comes back to the window', async () => {
  const jira = await startJira()
  const { app } = await startApp()
  await wait(app, jira.url)
  jira.admin.setFault('rate-limit', true, { retryAfter: 600, path: 'oauth' })
  await app.services.connections.lookForLinks(Date.now() + minutes(2))
  const [throttled] = await listed(app)
  expect(throttled).toMatchObject({ failure: { code: 'rate-limited' } })
  jira.admin.resetRequests()
  await app.services.connections.lookForLinksAgain(Date.now() + minutes(5))
  expect(asked(jira)).toBe(0)
  await app.services.connections.lookForLinksAgain((throttled?.nextTryAt ?? 0) + 1)
  expect(asked(jira)).toBe(1)
})

test('a locked keychain is not asked each time somebody comes back: its question takes the focus, and gives it back', async () => {
  const jira = await startJira()
  const first = await startTestApp()
  await wait(first, jira.url)
  const { folder } = first
  await first.close({ keep: true })
  let questions = 0
  const secrets = createSecretStore(() => {
    questions += 1
    return Promise.reject(new Error('locked'))
  })
  const { app } = await startApp({ folder, secrets })
  await app.services.connections.lookForLinks(Date.now() + minutes(2))
  const [locked] = await listed(app)
  expect(locked).toMatchObject({ status: 'waiting-for-administrator', failure: { code: 'keychain-missing' } })
  const before = questions
  for (const later of [1, 3, 5]) await app.services.connections.lookForLinksAgain(Date.now() + minutes(later))
  await app.services.connections.lookForLinks(Date.now() + minutes(14))
  expect(questions).toBe(before)
  await app.services.connections.lookForLinks(Date.now() + minutes(16))
  expect(questions).toBeGreaterThan(before)
})

test('waiting outlasts a restart, and ends with the connection', async () => {
  const jira = await startJira()
  const first = await startTestApp()
  const { id } = await wait(first, jira.url)
  const { folder, secrets } = first
  await first.close({ keep: true })
  const { app, notified } = await startApp({ folder, secrets })
  expect(await listed(app)).toMatchObject([{ id, status: 'waiting-for-administrator' }])
  await createLink(app, jira)
  await app.services.connections.lookForLinks(Date.now() + minutes(2))
  expect(notified).toHaveLength(1)

  must(await app.invoke('connections.remove', { id }))
  jira.admin.resetRequests()
  await app.services.connections.lookForLinks(Date.now() + minutes(60))
  expect(asked(jira)).toBe(0)
})

test('removed while its Jira is being asked: it does not come back', async () => {
  const jira = await startJira()
  const { app, notified } = await startApp()
  const { id } = await wait(app, jira.url)
  await createLink(app, jira)
  jira.admin.setFault('slow', true, { ms: 300, path: 'request-token' })
  const looking = app.services.connections.lookForLinks(Date.now() + minutes(2))
  must(await app.invoke('connections.remove', { id }))
  await looking
  expect([await listed(app), notified]).toEqual([[], []])
})

test('signed in while its Jira is being asked: the answer changes nothing any more', async () => {
  const jira = await startJira()
  const { app, notified } = await startApp()
  const { id } = await wait(app, jira.url)
  await createLink(app, jira)
  jira.admin.setFault('slow', true, { ms: 1_500, path: 'request-token', times: 1 })
  const looking = app.services.connections.lookForLinks(Date.now() + minutes(2))
  while (!jira.admin.faults().some(({ struck }) => struck > 0)) await new Promise((resolve) => setTimeout(resolve, 5))
  await signIn(app, jira, id)
  await looking
  expect(await listed(app)).toMatchObject([{ id, status: 'connected', userName: 'anna' }])
  expect(notified).toEqual([])
})

test('asked for twice it is the same one; another consumer key takes the place of the former', async () => {
  const jira = await startJira()
  const { app } = await startApp()
  const [one, two] = await Promise.all([wait(app, jira.url), wait(app, jira.url)])
  expect(two.id).toBe(one.id)
  expect(await wait(app, jira.url, 'another-key')).toMatchObject({ id: one.id, consumerKey: 'another-key' })
  expect(await listed(app)).toHaveLength(1)
})

test.each([
  ['wrong-key', 'oauth-key-differs'],
  ['rewriting-proxy', 'oauth-address-rewritten'],
  ['timestamp-refused', 'oauth-clock'],
  ['maintenance', 'site-unavailable'],
  ['rate-limit', 'rate-limited']
])('the fault %s is shown as %s, and waiting goes on until the link works', async (fault, code) => {
  const jira = await startJira()
  const { app, notified } = await startApp()
  const { id } = await wait(app, jira.url)
  await createLink(app, jira)
  jira.admin.setFault(fault, true, fault === 'rate-limit' ? { retryAfter: 5, path: 'oauth' } : {})
  await app.services.connections.lookForLinks(Date.now() + minutes(2))
  const [shown] = await listed(app)
  expect(shown).toMatchObject({ id, status: 'waiting-for-administrator', failure: { code } })
  expect(shown?.nextTryAt).toBeGreaterThan(Date.now())
  jira.admin.clearFaults()
  await app.services.connections.lookForLinks(Date.now() + minutes(4))
  expect(await listed(app)).toMatchObject([{ id, status: 'needs-sign-in', failure: null }])
  expect(notified).toHaveLength(1)
})

test('a network that is away loses neither waiting nor what was reached', async () => {
  const jira = await startJira()
  const { app, notified } = await startApp()
  const { id } = await wait(app, jira.url)
  const { port } = jira
  await jira.close()
  expect(must(await app.invoke('connections.check', { id }))).toMatchObject({
    status: 'waiting-for-administrator',
    failure: { code: expect.stringMatching(/^connection-(refused|lost)$/) }
  })
  const back = await startJira({ port })
  await createLink(app, back)
  // Who presses the button sees it: no notification, but the event.
  expect(must(await app.invoke('connections.check', { id }))).toMatchObject({ status: 'needs-sign-in', failure: null })
  expect([ready(app), notified.length]).toEqual([1, 0])
  await back.close()
  expect(must(await app.invoke('connections.check', { id }))).toMatchObject({
    status: 'needs-sign-in',
    failure: { code: expect.stringMatching(/^connection-(refused|lost)$/) }
  })
  // What other parts of the app find out about a connection without a user changes nothing either.
  expect(
    codeOf(
      await app.invoke('jiraProjects.list', {
        connectionId: id,
        projectId: must(await app.invoke('projects.create', { name: 'P' })).id,
        search: ''
      })
    )
  ).toBe('secret-missing')
  await app.services.connections.report(id, failure('timed-out', { host: 'h', seconds: '30' }))
  expect(await listed(app)).toMatchObject([{ id, status: 'needs-sign-in' }])
})

test('“Test the link” that succeeds ends the waiting', async () => {
  const jira = await startJira()
  const { app } = await startApp()
  const { id } = await wait(app, jira.url)
  await createLink(app, jira)
  must(await app.invoke('applink.test', { siteUrl: jira.url, consumerKey: defaultConsumerKey }))
  expect(await listed(app)).toMatchObject([{ id, status: 'needs-sign-in' }])
  expect(ready(app)).toBe(1)
})

test('seen to work twice at once – by hand and by itself – it is told once, to nobody who sees it anyway', async () => {
  const jira = await startJira()
  const { app, notified } = await startApp()
  await wait(app, jira.url)
  await createLink(app, jira)
  jira.admin.setFault('slow', true, { ms: 800, path: 'request-token', times: 1 })
  const looking = app.services.connections.lookForLinks(Date.now() + minutes(2))
  while (!jira.admin.faults().some(({ struck }) => struck > 0)) await new Promise((resolve) => setTimeout(resolve, 5))
  must(await app.invoke('applink.test', { siteUrl: jira.url, consumerKey: defaultConsumerKey }))
  await looking
  expect([ready(app), notified]).toEqual([1, []])
})

test('signing in takes the waiting connection over, named or not, and leaves no second one', async () => {
  const jira = await startJira()
  const { app } = await startApp()
  const { id } = await wait(app, jira.url)
  await createLink(app, jira)
  expect((await signIn(app, jira)).id).toBe(id)
  // Once signed in, somebody waits again and signs in as the same user: there is one connection of that user.
  const again = await wait(app, jira.url)
  expect(again).toMatchObject({ status: 'needs-sign-in', userName: '' })
  expect(again.id).not.toBe(id)
  expect((await signIn(app, jira, again.id)).id).toBe(id)
  expect(await listed(app)).toHaveLength(1)
})

test('signing in by another way takes it over too, and then nothing waits', async () => {
  const jira = await startJira()
  const { app } = await startApp()
  const { id } = await wait(app, jira.url)
  const signedIn = must(
    await app.invoke('connections.signInWithPassword', {
      siteUrl: jira.url,
      username: 'anna',
      password: 'anna-password',
      connectionId: id
    })
  )
  expect(signedIn).toMatchObject({ id, method: 'password', status: 'connected' })
  expect(await listed(app)).toHaveLength(1)
})

test('links of a removed connection do not go to one that nobody has signed in to', async () => {
  const jira = await startJira()
  const { app } = await startApp()
  const project = must(await app.invoke('projects.create', { name: 'P' }))
  const asAnna = { siteUrl: jira.url, username: 'anna', password: 'anna-password' }
  const connection = must(await app.invoke('connections.signInWithPassword', asAnna))
  const { projects } = must(
    await app.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id, search: 'DAEMON' })
  )
  const link = { projectId: project.id, connectionId: connection.id, jiraProjectId: projects[0]?.id ?? '' }
  must(await app.invoke('links.create', link))
  must(await app.invoke('connections.remove', { id: connection.id }))
  const { id } = await wait(app, jira.url)
  const connectionOf = async () => must(await app.store.listLinks({ projectId: project.id }))[0]?.connectionId
  expect(await connectionOf()).toBeNull()
  await createLink(app, jira)
  await signIn(app, jira, id)
  expect(await connectionOf()).toBe(id)
})
