/**
 * Jira Cloud with API tokens: instead of a sign-in at Atlassian, or beside one as the manual has it; tokens that end,
 * and limits that Atlassian sets.
 */
import { rmSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { startPracticeCloud, type PracticeCloud } from '../jira/cloud/index.ts'
import {
  addCloudAccount,
  anna,
  checkConnection,
  client,
  cloudEnv,
  dataFolder,
  dialog,
  fillToken,
  linkFrom,
  openSelectProject,
  openTask,
  signInAtAtlassian,
  signInWithApiToken,
  siteOf,
  syncNow,
  words
} from './support/cloud-flows.ts'
import { availableConnections, connectionItem, newProject, openTab, waitForTasks } from './support/flows.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'
import { screenshots } from './support/screenshots.ts'

const callbackPort = 18_655
const ben = 'ben@jira.example.com'
let cloud: PracticeCloud
let running: RunningApp

/** Without an OAuth client: an API token needs none. */
const start = async (userData = dataFolder(callbackPort), withClient = false): Promise<void> => {
  running = await launchApp({ userData, env: cloudEnv(cloud, withClient) })
}

const restart = async (project: string, withClient = false): Promise<Page> => {
  await running.close()
  await start(running.userData, withClient)
  await running.page.getByRole('link', { name: project, exact: true }).click()
  return running.page
}

test.beforeEach(async () => {
  cloud = await startPracticeCloud({ validate: true })
  await start()
})

test.afterEach(async () => {
  await running.close()
  const problems = cloud.admin.problems()
  await cloud.close()
  rmSync(running.userData, { recursive: true, force: true })
  expect(problems).toEqual([])
})

/** A day from today on this computer's calendar, as a date field takes it. */
const inDays = (days: number): string => {
  const day = new Date()
  day.setDate(day.getDate() + days)
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((one) => String(one).padStart(2, '0')).join('-')
}

/** Creates a project, signs in with a new token, links MOD and waits for its tasks. @returns how many there are */
const linkedByToken = async (project: string, scoped = false): Promise<number> => {
  const { page } = running
  const { host, url } = siteOf(cloud, 'acme')
  await newProject(page, project)
  await signInWithApiToken(page, url, { email: anna.email, token: cloud.admin.createApiToken(anna.email, { scoped }) })
  const item = await connectionItem(page, host)
  await expect(item).toContainText('Connected')
  await expect(item).toContainText('API token as Anna Nowak')
  const tasks = cloud.admin.issues('acme', 'MOD').length
  // No second token is asked for.
  expect(await linkFrom(await openSelectProject(page, host), 'MOD')).toBe(tasks)
  await waitForTasks(page, tasks)
  return tasks
}

for (const kind of ['classic', 'scoped'] as const) {
  test(`a ${kind} API token: sign in, list, link, sync; restart and sync again`, async () => {
    const { host, cloudId } = siteOf(cloud, 'acme')
    const count = await linkedByToken('Token', kind === 'scoped')
    const searches = cloud.admin.requests().filter((one) => one.path.endsWith('/search/jql'))
    expect(searches.length).toBeGreaterThan(0)
    // A token with scopes works through Atlassian's gateway only; nobody had to say which kind it is.
    expect(new Set(searches.map((one) => one.path.startsWith(`/ex/jira/${cloudId}/`)))).toEqual(
      new Set([kind === 'scoped'])
    )
    const [edited, removed] = cloud.admin.issues('acme', 'MOD')
    if (!edited || !removed) throw new Error('too few issues')
    const page = await restart('Token')
    await waitForTasks(page, count)
    cloud.admin.editIssue('acme', edited.key, { summary: 'Edited while the app was away' })
    cloud.admin.deleteIssue('acme', removed.key)
    await syncNow(page, cloud)
    await waitForTasks(page, count - 1)
    const detail = await openTask(page, edited.key)
    await expect(detail.getByRole('heading', { level: 2 })).toHaveText(words('Edited while the app was away'))
    await openTab(page, 'Overview')
    await expect(await checkConnection(page, host)).toContainText('Connected')
    expect(cloud.admin.requests().filter((one) => one.server === 'auth')).toEqual([])
    expect(running.complaints).toEqual([])
  })
}

test('an expired token: Token required, and a new one is entered in place; links and tasks stay', async () => {
  const pictures = screenshots('test-results/cloud-token')
  const { host } = siteOf(cloud, 'acme')
  const count = await linkedByToken('Expired')
  const { page } = running
  cloud.admin.expireApiTokens(anna.email)
  await syncNow(page, cloud)
  await waitForTasks(page, count)
  await openTab(page, 'Overview')
  const item = await connectionItem(page, host)
  await expect(item).toContainText('Token required')
  await pictures.take(page, 'token-required')
  const asked = cloud.admin.requests().length
  await item.getByRole('button', { name: 'Enter a new token' }).click()
  const again = dialog(page, 'Sign in again')
  await expect(again.getByRole('textbox', { name: 'Site' })).toHaveValue(host)
  await expect(again.getByRole('textbox', { name: 'Email' })).toHaveValue(anna.email)
  await pictures.take(page, 'new-token')
  expect(cloud.admin.requests().length, 'nothing is sent by itself').toBe(asked)
  await fillToken(again, { email: anna.email, token: 'ATATT3xFfGF0-not-a-token' })
  await again.getByRole('button', { name: 'Log in', exact: true }).click()
  await expect(again.getByRole('alert')).toContainText('Atlassian does not accept this API token')
  await expect(again.getByLabel('API token', { exact: true })).toHaveValue('')
  await pictures.take(page, 'token-refused')
  await fillToken(again, { email: anna.email, token: cloud.admin.createApiToken(anna.email) })
  await again.getByRole('button', { name: 'Log in', exact: true }).click()
  await expect(item).toContainText('Connected')
  await expect(availableConnections(page).getByRole('listitem')).toHaveCount(1)
  const [first] = cloud.admin.issues('acme', 'MOD')
  if (!first) throw new Error('no issue')
  cloud.admin.deleteIssue('acme', first.key)
  await syncNow(page, cloud)
  await waitForTasks(page, count - 1)
})

test('the manual’s way: sign in at Atlassian, then an API token of the same account; another’s is refused by name', async () => {
  const pictures = screenshots('test-results/cloud-manual')
  cloud.admin.registerClient({ ...client, redirectUris: [`http://localhost:${callbackPort}/callback`] })
  await running.close()
  await start(running.userData, true)
  const { page, app } = running
  const { host } = siteOf(cloud, 'acme')
  await newProject(page, 'Manual')
  await signInAtAtlassian({ app, group: await addCloudAccount(page), site: 'acme' })
  const select = await openSelectProject(page, host)
  await fillToken(select, { email: ben, token: cloud.admin.createApiToken(ben) })
  await select.getByRole('button', { name: 'Save token' }).click()
  await expect(select.getByRole('alert')).toContainText('This token belongs to Ben Ortega')
  await pictures.take(page, 'another-account')
  await fillToken(select, { email: anna.email, token: cloud.admin.createApiToken(anna.email), expiresOn: inDays(10) })
  await select.getByRole('button', { name: 'Save token' }).click()
  const tasks = cloud.admin.issues('acme', 'MOD').length
  expect(await linkFrom(select, 'MOD')).toBe(tasks)
  await waitForTasks(page, tasks)
  const searches = cloud.admin.requests().filter((one) => one.path.endsWith('/search/jql'))
  expect(new Set(searches.map((one) => one.auth)), 'the token does the work').toEqual(new Set(['basic']))

  // The token ends: a new one in place, or go on with the sign-in alone.
  cloud.admin.revokeApiTokens(anna.email)
  await openTab(page, 'Overview')
  const item = await checkConnection(page, host)
  await expect(item).toContainText('Token required')
  // That it would have ended in ten days is of no interest any more.
  await expect(item).not.toContainText('The token expires')
  await expect(item.getByRole('button', { name: 'Enter a new token' })).toBeVisible()
  await pictures.take(page, 'token-required')
  await item.getByRole('button', { name: 'Go on without the token' }).click()
  await page
    .getByRole('dialog', { name: 'Go on without the API token?' })
    .getByRole('button', { name: 'Go on without the token' })
    .click()
  await expect(item).toContainText('Connected')
  cloud.admin.resetRequests()
  await syncNow(page, cloud)
  await waitForTasks(page, tasks)
  const after = cloud.admin.requests().filter((one) => one.path.endsWith('/search/jql'))
  expect(new Set(after.map((one) => one.auth))).toEqual(new Set(['bearer']))
})

test('a token about to end is warned of 10 and 2 days ahead, and replaced in place', async () => {
  const pictures = screenshots('test-results/cloud-expiry')
  const { page } = running
  const { host, url } = siteOf(cloud, 'acme')
  await newProject(page, 'Expiry')
  const token = () => cloud.admin.createApiToken(anna.email)
  await signInWithApiToken(page, url, { email: anna.email, token: token(), expiresOn: inDays(10) })
  const item = await connectionItem(page, host)
  await expect(item).toContainText('Connected')
  await expect(item.getByRole('group', { name: 'The token expires in 10 days' })).toBeVisible()
  await pictures.take(page, 'ten-days')
  const replace = async (days: number): Promise<void> => {
    await item.getByRole('button', { name: 'Enter a new token' }).click()
    const again = dialog(page, 'Sign in again')
    await fillToken(again, { email: anna.email, token: token(), expiresOn: inDays(days) })
    await again.getByRole('button', { name: 'Log in', exact: true }).click()
    await again.waitFor({ state: 'hidden' })
  }
  await replace(2)
  await expect(item.getByRole('group', { name: 'The token expires in 2 days' })).toBeVisible()
  await pictures.take(page, 'two-days')
  await replace(30)
  await expect(item.getByRole('button', { name: 'Enter a new token' })).toBeHidden()
  await expect(item.getByRole('group')).toHaveCount(0)
})

test('limits: a burst is waited for unseen; a spent quota is Throttled with its time, then the sync goes on by itself', async () => {
  test.setTimeout(150_000)
  const pictures = screenshots('test-results/cloud-throttled')
  await running.close()
  rmSync(running.userData, { recursive: true, force: true })
  await start(dataFolder(callbackPort, 60))
  const count = await linkedByToken('Limits')
  const { page, app } = running
  const { host } = siteOf(cloud, 'acme')
  const [first, second] = cloud.admin.issues('acme', 'MOD')
  if (!first || !second) throw new Error('too few issues')

  cloud.admin.deleteIssue('acme', first.key)
  cloud.admin.setFault('burst', true, { times: 2, retryAfter: 1 })
  await syncNow(page, cloud)
  await waitForTasks(page, count - 1)
  expect(cloud.admin.faults().map((one) => one.struck)).toEqual([2])
  await openTab(page, 'Overview')
  await expect(await connectionItem(page, host)).toContainText('Connected')
  cloud.admin.clearFaults()

  cloud.admin.deleteIssue('acme', second.key)
  // A second longer than AtTrack waits without a word.
  cloud.admin.setFault('quota', true, { times: 1, retryAfter: 31 })
  await syncNow(page, cloud)
  await openTab(page, 'Overview')
  const item = await connectionItem(page, host)
  await expect(item).toContainText(/Throttled until \d/)
  await pictures.take(page, 'throttled')
  // After a refusal the schedule leaves a minute; its clock alone is put ahead, the limit's is not.
  await page.waitForTimeout(1_500)
  await app.evaluate(() => {
    const real = Date.now
    Date.now = () => real() + 60_000
  })
  await expect(item).toContainText('Connected', { timeout: 60_000 })
  await waitForTasks(page, count - 2)
  expect(running.complaints).toEqual([])
})
