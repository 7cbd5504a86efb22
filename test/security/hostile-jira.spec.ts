/**
 * A Jira that means harm, or holds what somebody who means harm has written: in the app all of it is text. In front of
 * the practice Jira stands a gateway that changes its replies to what no Jira would send.
 */
import { rmSync } from 'node:fs'
import { expect, test, type Locator, type Page } from '@playwright/test'
import type { AtTrackBridge, ChannelInput, ChannelName, ChannelOutput, Result } from '../../preload/contract/index.ts'
import { openTab, taskGrid, waitForTasks } from '../e2e/support/flows.ts'
import { launchApp, type RunningApp } from '../e2e/support/launchApp.ts'
import { serve, type RunningServer } from '../integration/support/broken-servers.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { startGateway, wide, writeHostileIssues, type Gateway } from './support/hostile-issues.ts'

let jira: PracticeJira
let running: RunningApp
let page: Page
/** The host that hostile issues point to: nothing may ever arrive there. */
let evil: RunningServer
let gateway: Gateway
/** The keys of the issues by what is wrong with them. */
let keys: Record<string, string>
let projectId: string
/** Everything the window asked for that was not its own. */
const strayRequests = (): Promise<string[]> =>
  running.app.evaluate(() => (globalThis as unknown as { stray: string[] }).stray)

const size = 64 * 1024
const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

const invoke = <N extends ChannelName>(name: N, input: ChannelInput<N>): Promise<Result<ChannelOutput<N>>> =>
  page.evaluate(
    ([channel, given]) =>
      (globalThis as unknown as { attrack: AtTrackBridge }).attrack.invoke(
        channel as 'app.status',
        given as Record<string, never>
      ),
    [name, input] as const
  ) as unknown as Promise<Result<ChannelOutput<N>>>

async function ask<N extends ChannelName>(name: N, input: ChannelInput<N>): Promise<ChannelOutput<N>> {
  const result = await invoke(name, input)
  if (!result.ok) throw new Error(`${name}: ${result.failure.code} ${result.failure.cause}`)
  return result.value
}

/** The task of one of the issues above. */
async function taskOf(name: string): Promise<ChannelOutput<'tasks.get'>> {
  const { tasks } = await ask('tasks.list', { projectId, search: keys[name] ?? '' })
  const found = tasks.find((one) => one.key === keys[name])
  if (!found) throw new Error(`no task for ${name}`)
  return ask('tasks.get', { id: found.id })
}

test.beforeAll(async () => {
  evil = await serve((_request, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end())
  jira = await startPracticeJira({ version: '10.3', generated: { key: 'EVIL', count: 2 } })
  keys = writeHostileIssues(jira, evil.url)
  gateway = await startGateway(jira, keys)
  running = await launchApp()
  page = running.page
  await running.app.evaluate(({ session }) => {
    const stray: string[] = []
    Object.assign(globalThis, { stray })
    session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
      if (!details.url.startsWith('app://attrack/') && !details.url.startsWith('devtools:')) stray.push(details.url)
      answer({})
    })
  })
  projectId = (await ask('projects.create', { name: 'Hostile' })).id
  const connection = await ask('connections.signInWithPassword', {
    siteUrl: gateway.url,
    username: 'anna',
    password: 'anna-password'
  })
  const { projects } = await ask('jiraProjects.list', { connectionId: connection.id, projectId, search: 'EVIL' })
  await ask('links.create', {
    projectId,
    connectionId: connection.id,
    jiraProjectId: projects.find(({ key }) => key === 'EVIL')?.id ?? ''
  })
  await expect
    .poll(async () => (await ask('sync.status', { projectId })).links[0]?.lastRun?.outcome, { timeout: 20_000 })
    .toBe('done')
})
test.afterAll(async () => {
  await running.close()
  await gateway.close()
  await jira.close()
  await evil.close()
  rmSync(running.userData, { recursive: true, force: true })
})
test.afterEach(async () => {
  expect(await page.evaluate(() => 'canary' in globalThis || 'polluted' in {}), 'a script ran').toBe(false)
  expect(
    evil.seen.map(({ url }) => url),
    'requests to a host named in an issue'
  ).toEqual([])
  expect(await strayRequests()).toEqual([])
})

const rowOf = (key: string): Locator =>
  taskGrid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: key, exact: true }) })

const rejected = ['idText', 'idMissing', 'keyOdd', 'noFields', 'fieldsList', 'noSummary', 'noTime']

test('what cannot be stored is skipped and stands in the ledger with its reason; all else is here', async () => {
  const { runs } = await ask('sync.runs', { projectId })
  const run = runs.at(-1)
  expect(run).toMatchObject({ outcome: 'done', failure: null })
  const { entries } = await ask('sync.entries', { runId: run?.id ?? '', limit: 200 })
  const skipped = entries.filter(({ action }) => action === 'skipped')
  const reasonOf = (key: string): string | undefined => skipped.find(({ issueKey }) => issueKey === key)?.reason
  expect(reasonOf(keys['idText'] ?? '')).toMatch(/id is missing or not a number/)
  expect(reasonOf(keys['idMissing'] ?? '')).toMatch(/id is missing or not a number/)
  expect(
    skipped.some(
      ({ issueKey, reason }) => issueKey.startsWith('<script>') && /key is missing or not of the form/.test(reason)
    )
  ).toBe(true)
  expect(reasonOf(keys['noFields'] ?? '')).toMatch(/no fields/)
  expect(reasonOf(keys['fieldsList'] ?? '')).toMatch(/no fields/)
  expect(reasonOf(keys['noSummary'] ?? '')).toMatch(/summary is missing/)
  expect(reasonOf(keys['noTime'] ?? '')).toMatch(/time of change/)
  expect(run?.skipped).toBeGreaterThanOrEqual(rejected.length)
  const { total } = await ask('tasks.list', { projectId })
  expect(total).toBe(jira.admin.issues('EVIL').length - rejected.length)
})

test('fields named __proto__, labels that are no texts, a summary of a megabyte', async () => {
  expect(await taskOf('proto')).toMatchObject({ summary: 'Issue proto', labels: [] })
  expect((await taskOf('labels')).labels).toEqual(['plain'])
  const long = await taskOf('long')
  expect(long.summary.length).toBe(1_000)
  expect(long.summary.startsWith('Long xxx')).toBe(true)
})

test('marks that turn the direction of text are gone from issues, names of people, projects and the site', async () => {
  const marks = /[\u202a-\u202e\u2066-\u2069\u0000-\u0008]/
  expect(await taskOf('bidi')).toMatchObject({
    summary: expect.stringMatching(/^Bidi gnp\.exe hidden +end$/),
    assignee: 'Anna kawoN'
  })
  const { connections } = await ask('connections.list', {})
  const { links } = await ask('links.list', { projectId })
  for (const value of [await taskOf('bidi'), connections, links])
    expect(
      JSON.stringify(value).replaceAll(/\\u([0-9a-f]{4})/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16))
      )
    ).not.toMatch(marks)
  expect(connections[0]?.title.length).toBeLessThanOrEqual(255)
})

test('replies to the window stay under 64 KB, whatever the issues hold', async () => {
  const { connections } = await ask('connections.list', {})
  const listed = await ask('tasks.list', { projectId, limit: 200 })
  expect(listed.tasks.length).toBe(200)
  const facets = await ask('tasks.facets', { projectId })
  const { runs } = await ask('sync.runs', { projectId, limit: 200 })
  const replies: Record<string, unknown> = {
    list: listed,
    facets,
    'list of projects': await ask('jiraProjects.list', {
      connectionId: connections[0]?.id ?? '',
      projectId,
      limit: 200
    }),
    entries: await ask('sync.entries', { runId: runs.at(-1)?.id ?? '', limit: 200 }),
    runs,
    connections
  }
  for (const name of ['wide', 'nested', 'long', 'tags', 'links']) replies[`task ${name}`] = await taskOf(name)
  const sizes = Object.fromEntries(Object.entries(replies).map(([name, value]) => [name, bytes(value)]))
  expect(Object.entries(sizes).filter(([, one]) => one > size)).toEqual([])
  // Not by showing nothing.
  const tall = listed.tasks.find(({ summary }) => summary.includes(wide))
  expect(tall?.summary).toMatch(/日{8,}…$/)
  expect(facets.assignees.length).toBeGreaterThan(20)
  const whole = await taskOf('wide')
  expect(whole.summary.length).toBe(1_000)
  expect(whole.labels.at(-1)).toBe('…')
  expect(whole.description?.truncated).toBe(true)
  expect(bytes(whole.description)).toBeGreaterThan(10_000)
})

test('short texts are not shortened', async () => {
  const plain = jira.admin.issues('EVIL').find(({ key }) => key === 'EVIL-1')
  const { tasks } = await ask('tasks.list', { projectId, search: 'EVIL-1', sort: 'key', descending: false, limit: 3 })
  expect(tasks[0]).toMatchObject({ key: 'EVIL-1', summary: plain?.summary, status: plain?.status })
})

test('on the screen all of it is text: no element, image or frame of theirs, links only to the web and to mail', async () => {
  await page.getByRole('link', { name: 'Hostile', exact: true }).first().click()
  await waitForTasks(page, jira.admin.issues('EVIL').length - rejected.length)
  await openTab(page, 'Tasks')
  const search = page
    .getByRole('textbox', { name: 'Search tasks' })
    .or(page.getByRole('searchbox', { name: 'Search tasks' }))
    .first()
  const texts: Record<string, string> = {}
  const hrefs: string[] = []
  for (const name of ['tags', 'links', 'images', 'bidi', 'long', 'nested', 'labels', 'wide', 'proto']) {
    const key = keys[name] ?? ''
    await search.fill(key)
    await rowOf(key).click()
    const panel = page.getByRole('complementary').filter({ hasText: key })
    await expect(panel.getByRole('heading', { level: 2 })).toBeVisible()
    await expect(panel).toHaveAttribute('aria-busy', 'false')
    const found = await panel.evaluate((element) => ({
      foreign: [
        ...element.querySelectorAll(
          'script, img, iframe, style, link, object, embed, video, audio, form, base, meta, [srcdoc]'
        )
      ].map((one) => one.outerHTML.slice(0, 100)),
      handlers: [...element.querySelectorAll('*')].flatMap((one) =>
        one.getAttributeNames().filter((attribute) => attribute.startsWith('on'))
      ),
      styles: [...element.querySelectorAll('[style]')]
        .map((one) => one.getAttribute('style') ?? '')
        .filter((style) => style.includes('url(')),
      links: [...element.querySelectorAll('a')].map((one) => one.href)
    }))
    expect(found.foreign, name).toEqual([])
    expect(found.handlers, name).toEqual([])
    expect(found.styles, name).toEqual([])
    hrefs.push(...found.links)
    texts[name] = await panel.innerText()
  }
  expect(texts['tags']).toContain('<script>window.canary=1</script>')
  expect(texts['tags']).toContain('<b>label</b>')
  expect(hrefs.length).toBeGreaterThan(2)
  expect(hrefs.filter((href) => !/^(https?|mailto):/.test(href))).toEqual([])
  expect(hrefs).toContain('mailto:anna@example.com')
  await page.waitForTimeout(300)
  expect(running.complaints).toEqual([])
})

test('a click on each link opens what it says in the browser, and only web and mail addresses', async () => {
  await running.app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url: string) => void opened.push(url)
  })
  const search = page
    .getByRole('textbox', { name: 'Search tasks' })
    .or(page.getByRole('searchbox', { name: 'Search tasks' }))
    .first()
  await search.fill(keys['links'] ?? '')
  await rowOf(keys['links'] ?? '').click()
  const panel = page.getByRole('complementary').filter({ hasText: keys['links'] ?? '' })
  const links = panel.getByRole('link')
  await expect(links.filter({ hasText: 'good' })).toBeVisible()
  const count = await links.count()
  for (let n = 0; n < count; n += 1) await links.nth(n).click()
  const opened = await running.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  expect(opened.length).toBe(count)
  expect(opened).toContain(`${evil.url}/good`)
  expect(opened.filter((url) => !/^(https?|mailto):/.test(url))).toEqual([])
  expect(page.url()).toMatch(/^app:\/\/attrack\//)
})
