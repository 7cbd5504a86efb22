/** What happens to the workspace when things go wrong: damage, protection, a newer version, kills, a second start. */
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import Libsql from 'libsql'
import type {
  AtTrackBridge,
  ChannelInput,
  ChannelName,
  ChannelOutput,
  Failure,
  Result
} from '../../preload/contract/index.ts'
import { openStore } from '../../main/store/store.ts'
import { prepareRuntime } from '../../scripts/prepare-runtime.mjs'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { newProject, openTab, taskGrid, waitForTasks } from './support/flows.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

let userData: string
let file: string
let running: RunningApp | null = null
let jira: PracticeJira | null = null

test.beforeEach(() => {
  userData = mkdtempSync(path.join(tmpdir(), 'attrack-workspace-'))
  file = path.join(userData, 'workspace.db')
})
test.afterEach(async () => {
  await running?.app.close().catch(() => {})
  await jira?.close()
  running = jira = null
  rmSync(userData, { recursive: true, force: true })
})

const taskCount = 1500

/** A workspace as the app leaves it: one project with many tasks, in one file. */
function fillWorkspace(): void {
  // Made elsewhere: this process holds on to what it opened, and its log, until its garbage is collected.
  const made = path.join(userData, 'made.db')
  const opened = openStore(made)
  if (!opened.ok) throw new Error(opened.failure.cause)
  const { api } = opened.value
  const { id: projectId } = api.createProject({ name: 'Kept' })
  for (let n = 1; n <= taskCount; n += 1)
    api.createTask({ projectId, summary: `Task number ${n} with some words to fill the page` })
  opened.value.close()
  copyFileSync(made, file)
}

const start = async (): Promise<Page> => {
  running = await launchApp({ userData })
  return running.page
}
const quit = async (): Promise<void> => {
  await running?.app.close()
  running = null
}

/** As the window asks. */
const invoke = <N extends ChannelName>(
  page: Page,
  name: N,
  input: ChannelInput<N>
): Promise<Result<ChannelOutput<N>>> =>
  page.evaluate(
    ([channel, given]) =>
      (globalThis as unknown as { attrack: AtTrackBridge }).attrack.invoke(
        channel as 'app.status',
        given as Record<string, never>
      ),
    [name, input] as const
  ) as unknown as Promise<Result<ChannelOutput<N>>>

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.cause}`)
  return result.value
}
const failureOf = (result: Result<unknown>): Failure | null => (result.ok ? null : result.failure)

test('a workspace file with a broken header: told with what to do, nothing else is offered, the file stays', async () => {
  fillWorkspace()
  const bytes = readFileSync(file)
  bytes.fill(0x5a, 0, 200)
  writeFileSync(file, bytes)
  const page = await start()
  await expect(page.getByRole('heading', { name: 'AtTrack cannot open your workspace' })).toBeVisible()
  await expect(page.getByText('The workspace file is damaged').first()).toBeVisible()
  await expect(page.getByText(file).first()).toBeVisible()
  await expect(page.getByText(/the damaged file is kept beside it/).first()).toBeVisible()
  expect(failureOf(await invoke(page, 'projects.create', { name: 'x' }))?.code).toBe('database-corrupt')
  await quit()
  expect(readFileSync(file).equals(bytes)).toBe(true)
  for (const log of [`${file}-wal`, `${file}-shm`, `${file}-journal`]) expect(existsSync(log), log).toBe(false)
})

test('a backup put back in place of a damaged file is taken without a restart', async () => {
  fillWorkspace()
  const backup = path.join(userData, 'backup.db')
  copyFileSync(file, backup)
  writeFileSync(file, 'not a database at all, but long enough to be looked at '.repeat(100))
  const page = await start()
  await expect(page.getByText('The workspace file is damaged').first()).toBeVisible()
  copyFileSync(backup, file)
  expect(must(await invoke(page, 'projects.list', {})).projects.map(({ name }) => name)).toEqual(['Kept'])
})

test('a workspace with overwritten pages: told as soon as they are met, then nothing is written any more', async () => {
  fillWorkspace()
  const bytes = readFileSync(file)
  // The first pages hold the schema, so that the app opens.
  bytes.fill(0xa5, 4096 * 40, bytes.length - 4096 * 4)
  writeFileSync(file, bytes)
  const page = await start()
  // Counting the project's tasks meets them.
  await expect(page.getByText('The workspace file is damaged').first()).toBeVisible()
  await expect(page.getByText(/the damaged file is kept beside it/).first()).toBeVisible()
  for (const refused of [
    await invoke(page, 'projects.create', { name: 'x' }),
    await invoke(page, 'projects.list', {})
  ]) {
    expect(failureOf(refused)?.code).toBe('database-corrupt')
  }
  await quit()
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

/** Not even root may write an immutable file. False where the file system or the container knows no such thing. */
function setImmutable(on: boolean): boolean {
  try {
    execFileSync('chattr', [on ? '+i' : '-i', file], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}

test('a workspace that cannot be written: its tasks are read, writing is refused with words', async () => {
  fillWorkspace()
  const bytes = readFileSync(file)
  // For other users the store proves the same in test/unit/store/opening.test.ts.
  test.skip(!setImmutable(true), 'a file cannot be made immutable here')
  try {
    const page = await start()
    const { database } = must(await invoke(page, 'app.status', {}))
    expect(database).toMatchObject({ state: 'read-only', failure: { code: 'database-read-only', params: { file } } })
    await expect(
      page.getByRole('region', { name: 'Notices' }).getByText('The workspace file cannot be written')
    ).toBeVisible()
    await page.getByRole('main').getByRole('link', { name: 'Kept', exact: true }).click()
    await waitForTasks(page, taskCount)
    await taskGrid(page).getByRole('row').nth(1).click()
    const search = page
      .getByRole('textbox', { name: 'Search tasks' })
      .or(page.getByRole('searchbox', { name: 'Search tasks' }))
      .first()
    await search.fill('number 1234')
    await expect(taskGrid(page).getByRole('row').nth(1)).toContainText('T-1234')
    await page.getByRole('button', { name: 'New task' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Summary' }).fill('Not to be')
    await dialog.getByRole('button', { name: 'Create task' }).click()
    await expect(page.getByText('The workspace file cannot be written').last()).toBeVisible()
    expect(failureOf(await invoke(page, 'projects.create', { name: 'x' }))?.remedy).toContain('write access')
    await quit()
    expect(readFileSync(file).equals(bytes)).toBe(true)
  } finally {
    setImmutable(false)
  }
})

test('a workspace of a newer AtTrack: told, and not changed', async () => {
  fillWorkspace()
  const newer = new Libsql(file)
  newer.exec('pragma user_version = 999; pragma wal_checkpoint(truncate)')
  newer.close()
  const bytes = readFileSync(file)
  const page = await start()
  await expect(page.getByText('The workspace was opened by a newer AtTrack').first()).toBeVisible()
  await expect(page.getByText(/Update AtTrack/).first()).toBeVisible()
  expect(failureOf(await invoke(page, 'projects.list', {}))).toMatchObject({
    code: 'database-newer',
    params: { found: '999' }
  })
  await quit()
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

const generated = { key: 'GEN', count: 20_000, seed: 7 }

/** Signs anna in and links the generated project: its first sync begins by itself. */
async function linkGenerated(page: Page, siteUrl: string): Promise<string> {
  const project = must(await invoke(page, 'projects.create', { name: 'Large' }))
  const connection = must(
    await invoke(page, 'connections.signInWithPassword', { siteUrl, username: 'anna', password: 'anna-password' })
  )
  const ids = { connectionId: connection.id, projectId: project.id }
  const { projects } = must(await invoke(page, 'jiraProjects.list', { ...ids, search: 'GEN' }))
  const chosen = projects.find(({ key }) => key === 'GEN')
  must(await invoke(page, 'links.create', { ...ids, jiraProjectId: chosen?.id ?? '' }))
  return project.id
}

const progress = async (page: Page, projectId: string) =>
  must(await invoke(page, 'sync.status', { projectId })).links[0]

/** Every task that the workspace file holds, by issue id. */
function storedTasks(): { issue_id: string; key: string; summary: string; archived_at: number | null }[] {
  const database = new Libsql(file)
  try {
    return database
      .prepare("select issue_id, key, summary, archived_at from tasks where source = 'jira'")
      .all() as ReturnType<typeof storedTasks>
  } finally {
    database.close()
  }
}

function expectTheSameAsJira(): void {
  const inJira = jira?.admin.issues('GEN') ?? []
  const here = storedTasks()
  expect(inJira.length).toBe(generated.count)
  expect(here.length).toBe(generated.count)
  expect(here.filter((one) => one.archived_at !== null)).toEqual([])
  const byId = new Map(here.map((one) => [one.issue_id, one]))
  expect(byId.size).toBe(generated.count)
  const different = inJira.filter(
    (issue) => byId.get(issue.id)?.key !== issue.key || byId.get(issue.id)?.summary !== issue.summary.trim()
  )
  expect(different.slice(0, 3).map((issue) => [issue, byId.get(issue.id)])).toEqual([])
}

/** Searches for pages of issues, not those that only count. */
const pageSearches = (): number =>
  (jira?.admin.requests() ?? []).filter(({ path: at, query }) => at.endsWith('/search') && /summary/.test(query)).length

test('killed in the middle of a first sync: after the restart it goes on from its checkpoint, to every issue exactly once', async () => {
  test.setTimeout(90_000)
  jira = await startPracticeJira({ version: '10.3', generated, searchMax: 100 })
  const first = await start()
  const projectId = await linkGenerated(first, jira.url)
  await expect
    .poll(async () => (await progress(first, projectId))?.done ?? 0, { timeout: 20_000, intervals: [50] })
    .toBeGreaterThan(6_000)
  const main = running?.app.process()
  const died = new Promise((resolve) => main?.once('exit', resolve))
  main?.kill('SIGKILL')
  await died
  running = null
  const asked = pageSearches()
  expect(asked).toBeGreaterThan(60)
  // The store's process ends with the one it serves.
  await expect.poll(() => storedTasks().length, { timeout: 5_000 }).toBeGreaterThanOrEqual(6_000)
  const before = storedTasks().length
  expect(before).toBeLessThan(generated.count)

  jira.admin.resetRequests()
  const page = await start()
  await page.getByRole('main').getByRole('link', { name: 'Large', exact: true }).click()
  await openTab(page, 'Tasks')
  // Before the schedule looks for the first time it is said what happened.
  const { runs } = must(await invoke(page, 'sync.runs', { projectId }))
  expect(runs.at(-1)).toMatchObject({ outcome: 'interrupted', kind: 'full' })
  await expect(page.getByText(/The last sync of GEN was interrupted/)).toBeVisible()

  await expect.poll(async () => (await progress(page, projectId))?.lastRun?.outcome, { timeout: 45_000 }).toBe('done')
  const needed = Math.ceil((generated.count - before) / 99)
  expect(pageSearches()).toBeGreaterThanOrEqual(needed - 2)
  expect(pageSearches(), 'from the checkpoint, not from zero').toBeLessThan(needed + 12)
  const [second] = must(await invoke(page, 'sync.runs', { projectId })).runs
  expect(second).toMatchObject({ outcome: 'done', skipped: 0, archived: 0 })
  expect((runs.at(-1)?.fetched ?? 0) + (second?.fetched ?? 0)).toBe(generated.count)
  await waitForTasks(page, generated.count)
  expect((running as RunningApp | null)?.complaints).toEqual([])
  await quit()
  expectTheSameAsJira()
})

/** The pids of the store's process, as Electron knows them. */
const storePids = (app: ElectronApplication): Promise<number[]> =>
  app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter((one) => one.type === 'Utility' && `${one.name} ${one.serviceName}`.includes('AtTrack store'))
      .map(({ pid }) => pid)
  )

test('with the store’s process killed, the next action works again, and nothing that was saved is lost', async () => {
  const page = await start()
  await newProject(page, 'Before')
  const [pid] = await storePids((running as RunningApp).app)
  expect(pid).toBeGreaterThan(0)
  process.kill(pid as number, 'SIGKILL')
  await expect.poll(() => storePids((running as RunningApp).app)).not.toContain(pid)
  await newProject(page, 'After')
  const { projects } = must(await invoke(page, 'projects.list', {}))
  expect(projects.map(({ name }) => name).sort()).toEqual(['After', 'Before'])
  expect((await storePids((running as RunningApp).app)).length).toBe(1)
  expect((running as RunningApp | null)?.complaints).toEqual([])
})

test('the store’s process killed during a sync: the run says so, and the next one completes it', async () => {
  test.setTimeout(60_000)
  jira = await startPracticeJira({ version: '10.3', generated, searchMax: 500 })
  const page = await start()
  // Asked beforehand: on a busy computer the sync could be over by the time it is known.
  const [pid] = await storePids((running as RunningApp).app)
  const projectId = await linkGenerated(page, jira.url)
  await expect
    .poll(async () => (await progress(page, projectId))?.done ?? 0, { timeout: 20_000, intervals: [50] })
    .toBeGreaterThan(3_000)
  process.kill(pid as number, 'SIGKILL')
  // What was asked in that moment may fail; what is asked afterwards may not.
  await expect.poll(() => storePids((running as RunningApp).app)).not.toContain(pid)
  await expect.poll(async () => (await progress(page, projectId))?.running, { timeout: 15_000 }).toBe(false)
  const broken = (await progress(page, projectId))?.lastRun
  expect(broken).toMatchObject({ outcome: 'failed', failure: { code: 'store-stopped' } })
  must(await invoke(page, 'sync.start', { projectId }))
  await expect.poll(async () => (await progress(page, projectId))?.lastRun?.outcome, { timeout: 30_000 }).toBe('done')
  await quit()
  expectTheSameAsJira()
})

test('a second start on the same data ends by itself and brings the first window forward', async () => {
  const page = await start()
  await newProject(page, 'Mine')
  const app = (running as RunningApp).app
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const calls: string[] = []
    Object.assign(globalThis, { calls })
    const focus = window?.focus.bind(window)
    if (window) window.focus = () => (calls.push('focus'), focus?.())
  })
  const runtime = await prepareRuntime()
  const second = spawn(runtime.executablePath, runtime.args, {
    env: { ...process.env, ATTRACK_USER_DATA: userData },
    stdio: 'ignore'
  })
  const code = await Promise.race([
    new Promise((resolve) => second.once('exit', resolve)),
    new Promise((resolve) => setTimeout(() => resolve('still there'), 10_000))
  ])
  if (code === 'still there') second.kill('SIGKILL')
  expect(code).toBe(0)
  await expect.poll(() => app.evaluate(() => (globalThis as unknown as { calls: string[] }).calls)).toEqual(['focus'])
  expect((await storePids(app)).length).toBe(1)
  expect(must(await invoke(page, 'projects.list', {})).projects.map(({ name }) => name)).toEqual(['Mine'])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})
