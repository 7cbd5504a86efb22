/**
 * What the window shows, and whom Chromium asks, when a Jira's replies mean harm: headers that lead elsewhere, redirects,
 * errors made of markup, compression bombs. The same over Node's network, and more: test/integration/hostile-*.test.ts.
 */
import { rmSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { bridgeOf, type Bridge } from '../e2e/support/bridge.ts'
import { launchApp, type RunningApp } from '../e2e/support/launchApp.ts'
import { likeJira, serve, type RunningServer } from '../integration/support/broken-servers.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'

let jira: PracticeJira
let running: RunningApp
let page: Page
/** Must never be asked anything. It would pass for a Jira. */
let evil: RunningServer
let ask: Bridge['must']
let projectId: string
let tasks: number

test.beforeAll(async () => {
  evil = await serve(likeJira)
  jira = await startPracticeJira({ version: '10.3' })
  running = await launchApp()
  page = running.page
  ask = bridgeOf(page).must
  projectId = (await ask('projects.create', { name: 'Hostile replies' })).id
  const account = { siteUrl: jira.url, username: 'anna', password: 'anna-password' }
  const connection = await ask('connections.signInWithPassword', account)
  const { projects } = await ask('jiraProjects.list', { connectionId: connection.id, projectId, search: 'MOD' })
  const jiraProjectId = projects.find(({ key }) => key === 'MOD')?.id ?? ''
  await ask('links.create', { projectId, connectionId: connection.id, jiraProjectId })
  await expect.poll(lastCode, { timeout: 20_000 }).toBe('done')
  tasks = (await ask('tasks.list', { projectId })).total
  expect(tasks).toBe(jira.admin.issues('MOD').length)
})
test.afterAll(async () => {
  await running.close()
  await jira.close()
  await evil.close()
  rmSync(running.userData, { recursive: true, force: true })
})
test.afterEach(async () => {
  jira.admin.clearFaults()
  expect(await page.evaluate(() => 'canary' in globalThis), 'a script ran').toBe(false)
  expect(
    evil.seen.map(({ url }) => url),
    'requests to another origin'
  ).toEqual([])
  expect((await ask('tasks.list', { projectId })).total).toBe(tasks)
})

/** How the last run ended: `done`, or the code of its failure; `running` until it has. */
async function lastCode(): Promise<string> {
  const [link] = (await ask('sync.status', { projectId })).links
  if (!link || link.running || !link.lastRun) return 'running'
  return link.lastRun.failure?.code ?? link.lastRun.outcome
}

async function syncEndsWith(code: string): Promise<void> {
  const before = (await ask('sync.runs', { projectId })).runs.length
  await ask('sync.start', { projectId })
  await expect.poll(async () => (await ask('sync.runs', { projectId })).runs.length).toBe(before + 1)
  await expect.poll(lastCode, { timeout: 30_000 }).toBe(code)
}

test('headers that lead a browser elsewhere lead Chromium’s network nowhere', async () => {
  jira.admin.setFault('leading-headers', true, { to: evil.url })
  await syncEndsWith('done')
  await syncEndsWith('done')
})

test('redirects are not followed, and bombs end at the limit', async () => {
  for (const status of [301, 303, 307, 308]) {
    jira.admin.setFault('redirect-away', true, { status, to: evil.url })
    await syncEndsWith('redirected-elsewhere')
  }
  jira.admin.clearFaults()
  for (const coding of ['br', 'gzip']) {
    jira.admin.setFault('compression-bomb', true, { coding, mb: 128 })
    await syncEndsWith('reply-too-large')
  }
})

test('an error made of markup is text in the window, and turns no direction', async () => {
  jira.admin.setFault('hostile-error', true, { status: 500, path: '/search' })
  await syncEndsWith('jira-error')
  await page.getByRole('link', { name: 'Hostile replies', exact: true }).first().click()
  const shown = page.getByText('<script>window.canary=1</script>').first()
  await expect(shown).toBeVisible()
  const text = await page.locator('body').innerText()
  expect(text).not.toMatch(/[\u200b\u202a-\u202e\u2066-\u2069]/)
  expect(await page.locator('main script, main img, main iframe, [onerror]').count()).toBe(0)
  expect(running.complaints).toEqual([])
})
