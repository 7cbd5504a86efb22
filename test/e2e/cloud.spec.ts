/**
 * Jira Cloud through Atlassian's real pages in the app's own window: from *Log in to Jira* to tasks, restarts, renewals
 * in silence, consent withdrawn, several sites, the browser instead, and no OAuth client.
 */
import { rmSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { openBrowser } from '../integration/support/browser.ts'
import { doc, paragraph, words as adfWords } from '../jira/cloud/adf/nodes.ts'
import { startPracticeCloud, type PracticeCloud } from '../jira/cloud/index.ts'
import {
  addCloudAccount,
  anna,
  answerAtlassian,
  checkConnection,
  client,
  cloudEnv,
  dataFolder,
  dialog,
  linkFrom,
  logInAtAtlassian,
  openAtlassian,
  openSelectProject,
  openTask,
  signInAgain,
  signInAtAtlassian,
  siteOf,
  syncNow,
  words
} from './support/cloud-flows.ts'
import {
  availableConnections,
  connectionItem,
  jiraIntegration,
  navigate,
  newProject,
  openTab,
  taskGrid,
  waitForTasks
} from './support/flows.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'
import { screenshots, type Screenshots } from './support/screenshots.ts'

const callbackPort = 18_653
let cloud: PracticeCloud
let running: RunningApp

const start = async (userData = dataFolder(callbackPort), withClient = true): Promise<void> => {
  running = await launchApp({ userData, env: cloudEnv(cloud, withClient) })
}

/** Ends the app and starts it on the same data, at the project. */
const restart = async (project: string, withClient = true): Promise<Page> => {
  await running.close()
  await start(running.userData, withClient)
  await running.page.getByRole('link', { name: project, exact: true }).click()
  return running.page
}

test.beforeEach(async () => {
  cloud = await startPracticeCloud({ validate: true })
  cloud.admin.registerClient({ ...client, redirectUris: [`http://localhost:${callbackPort}/callback`] })
  await start()
})

test.afterEach(async () => {
  await running.close()
  const problems = cloud.admin.problems()
  await cloud.close()
  rmSync(running.userData, { recursive: true, force: true })
  expect(problems).toEqual([])
})

/** Signs in for acme, goes on without an API token, links MOD and waits for its tasks. @returns how many there are */
const linkedProject = async (project: string, pictures?: Screenshots): Promise<number> => {
  const { page, app } = running
  const { host } = siteOf(cloud, 'acme')
  await newProject(page, project)
  const group = await addCloudAccount(page)
  await pictures?.take(page, 'which-jira')
  await signInAtAtlassian({
    app,
    group,
    site: 'acme',
    ...(pictures ? { onPage: (window, name) => pictures.take(window, name) } : {})
  })
  const connection = await connectionItem(page, host)
  await expect(connection).toContainText('Connected')
  await expect(connection).toContainText('OAuth 2.0 (3LO)')
  await expect(connection).toContainText('Anna Nowak')
  await pictures?.take(page, 'connected')

  const select = await openSelectProject(page, host)
  await expect(select.getByLabel('API token', { exact: true })).toBeFocused()
  await expect(select.getByRole('textbox', { name: 'Email' })).toHaveValue(anna.email)
  await expect(select.getByRole('link', { name: 'Atlassian account' })).toBeVisible()
  await pictures?.take(page, 'api-token-first')
  await select.getByRole('button', { name: 'Go on without a token' }).click()
  // The 560 of the list, MOD and DAEMON.
  const total = Number(await select.getByRole('option').first().getAttribute('aria-setsize'))
  expect(total).toBeGreaterThan(560)
  await pictures?.take(page, 'select-project')
  const issues = cloud.admin.issues('acme', 'MOD')
  expect(await linkFrom(select, 'MOD')).toBe(issues.length)
  await waitForTasks(page, issues.length)
  return issues.length
}

test('from Log in to Jira to tasks; restart; edits, a move and a deletion arrive', async () => {
  test.slow()
  const pictures = screenshots('test-results/cloud')
  const link = adfWords('safe', { type: 'link', attrs: { href: 'https://example.com/' } })
  const [described] = cloud.admin.issues('acme', 'MOD')
  if (!described) throw new Error('no issue')
  cloud.admin.setDescription(
    'acme',
    described.key,
    doc([
      { type: 'heading', attrs: { level: 2 }, content: [adfWords('What it is about')] },
      paragraph([adfWords('Words in '), adfWords('bold', { type: 'strong' }), adfWords(', and a link: '), link]),
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph([adfWords('One point')])] }] }
    ])
  )
  const count = await linkedProject('Cloud modules', pictures)
  const { page } = running
  const pages = cloud.admin.requests().filter((one) => one.path.endsWith('/project/search'))
  expect(pages.length, 'pages of projects').toBeGreaterThan(5)
  await pictures.take(page, 'tasks')

  for (const issue of cloud.admin.issues('acme', 'MOD').slice(0, 4)) {
    const detail = await openTask(page, issue.key)
    await expect(detail.getByRole('heading', { level: 2 })).toHaveText(words(issue.summary))
    await expect(detail).toContainText(issue.status)
  }
  const detail = await openTask(page, described.key)
  const description = detail.getByRole('region', { name: 'Description' })
  await expect(description.getByRole('heading', { name: 'What it is about' })).toBeVisible()
  await expect(description.locator('strong')).toHaveText('bold')
  await expect(description.getByRole('listitem')).toHaveText('One point')
  await expect(description.getByRole('link', { name: 'safe' })).toHaveAttribute('href', 'https://example.com/')
  await pictures.take(page, 'description')

  const again = await restart('Cloud modules')
  await waitForTasks(again, count)
  const [edited, moved, deleted] = cloud.admin.issues('acme', 'MOD').slice(4)
  if (!edited || !moved || !deleted) throw new Error('too few issues')
  cloud.admin.editIssue('acme', edited.key, { summary: 'Edited while the app was away' })
  cloud.admin.moveIssue('acme', moved.key, 'DAEMON')
  cloud.admin.deleteIssue('acme', deleted.key)
  await syncNow(again, cloud)
  await waitForTasks(again, count - 2)
  const changed = await openTask(again, edited.key)
  await expect(changed.getByRole('heading', { level: 2 })).toHaveText('Edited while the app was away')
  await pictures.take(again, 'after-changes')
  expect(running.complaints).toEqual([])
  // Requests carry neither the cookies nor the name of a browser.
  const ours = cloud.admin.requests().filter((one) => one.server !== 'auth')
  expect(ours.filter((one) => one.cookie || !one.userAgent.startsWith('AtTrack/'))).toEqual([])
})

test('an ended access token is renewed once, in silence; withdrawn consent asks to sign in, and nothing is lost', async () => {
  test.slow()
  const pictures = screenshots('test-results/cloud-renewal')
  const { host } = siteOf(cloud, 'acme')
  const count = await linkedProject('Renewal')
  const { page, app } = running

  cloud.admin.expireAccessTokens()
  const before = cloud.admin.refreshes().length
  const [edited] = cloud.admin.issues('acme', 'MOD')
  if (!edited) throw new Error('no issue')
  cloud.admin.editIssue('acme', edited.key, { summary: 'Edited after the token had ended' })
  await syncNow(page, cloud)
  await expect((await openTask(page, edited.key)).getByRole('heading', { level: 2 })).toHaveText(/after the token/)
  expect(
    cloud.admin
      .refreshes()
      .slice(before)
      .map((one) => one.ok)
  ).toEqual([true])

  cloud.admin.revoke(anna.email)
  await syncNow(page, cloud)
  await openTab(page, 'Overview')
  const item = await connectionItem(page, host)
  await expect(item).toContainText('Needs sign-in')
  await pictures.take(page, 'needs-sign-in')
  const asked = cloud.admin.refreshes().length
  await checkConnection(page, host)
  expect(cloud.admin.refreshes().length).toBe(asked)

  const group = await signInAgain(page, host)
  await pictures.take(page, 'sign-in-again')
  await signInAtAtlassian({ app, group, site: 'acme' })
  await expect(item).toContainText('Connected')
  await expect(availableConnections(page).getByRole('listitem')).toHaveCount(1)
  await expect(jiraIntegration(page)).toContainText('MOD')
  cloud.admin.editIssue('acme', edited.key, { summary: 'Edited after signing in again' })
  await syncNow(page, cloud)
  await waitForTasks(page, 1)
  await expect(taskGrid(page)).toContainText('Edited after signing in again')
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('')
  await waitForTasks(page, count)
  expect(running.complaints).toEqual([])
})

test('two sites: the person chooses, nothing is chosen beforehand; each is a connection of its own', async () => {
  const pictures = screenshots('test-results/cloud-sites')
  const { page, app } = running
  await newProject(page, 'Sites')
  await signInAtAtlassian({ app, group: await addCloudAccount(page), site: 'globex' })
  await connectionItem(page, siteOf(cloud, 'globex').host)
  await signInAtAtlassian({ app, group: await addCloudAccount(page), site: 'acme' })
  const add = dialog(page, 'Add Account')
  const choice = add.getByRole('radiogroup', { name: 'Choose a site' })
  await expect(choice.getByRole('radio')).toHaveCount(2)
  await expect(choice.getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(add.getByRole('button', { name: 'Use this site' })).toBeDisabled()
  await expect(add).toContainText('Already connected')
  await pictures.take(page, 'choose-a-site')
  await choice.getByRole('radio', { name: 'acme' }).check()
  await add.getByRole('button', { name: 'Use this site' }).click()
  await expect(await connectionItem(page, siteOf(cloud, 'acme').host)).toContainText('Connected')
  await expect(availableConnections(page).getByRole('listitem')).toHaveCount(2)
  await pictures.take(page, 'two-connections')
})

test('Cancel on Atlassian’s page, and closing its window, are told as what they are; the browser does it then', async () => {
  const pictures = screenshots('test-results/cloud-browser')
  const { page, app } = running
  await newProject(page, 'Browser')
  const group = await addCloudAccount(page)
  const add = dialog(page, 'Add Account')
  const first = await openAtlassian(app, group)
  await pictures.take(page, 'waiting-for-the-window')
  await logInAtAtlassian(first)
  await answerAtlassian(first, 'Cancel')
  await expect(add.getByRole('alert')).toContainText('Access was not allowed')
  await pictures.take(page, 'cancelled-at-atlassian')
  const second = await openAtlassian(app, group)
  await second.close()
  await expect(add.getByRole('alert')).toContainText('sign-in window was closed')

  // Nothing is opened for real: what would have been is handed to the test.
  await app.evaluate(({ shell }) => {
    shell.openExternal = async (url) => void Object.assign(globalThis, { opened: url })
  })
  await group.getByRole('button', { name: 'Use my browser instead' }).click()
  await add.getByText('Allow access in your browser').waitFor()
  await add.getByText('No page in the browser?').click()
  const address = await add.getByRole('textbox', { name: 'Address of Atlassian’s page' }).inputValue()
  await pictures.take(page, 'waiting-for-the-browser')
  expect(await app.evaluate(() => (globalThis as { opened?: string }).opened)).toBe(address)
  const last = await openBrowser().consent(address, siteOf(cloud, 'acme'))
  expect(last.html).toContain('Signed in')
  await expect(await connectionItem(page, siteOf(cloud, 'acme').host)).toContainText('Connected')
})

test('without an OAuth client the API token is offered; one entered in Settings makes Log in to Jira work', async () => {
  const pictures = screenshots('test-results/cloud-client')
  await running.close()
  await start(running.userData, false)
  const { page, app } = running
  await newProject(page, 'Client')
  const group = await addCloudAccount(page)
  await group.getByRole('button', { name: 'Log in to Jira', exact: true }).click()
  const add = dialog(page, 'Add Account')
  await expect(add.getByRole('status').filter({ hasText: 'Settings → Jira Cloud' })).toBeVisible()
  await expect(add.getByLabel('API token', { exact: true })).toBeVisible()
  await pictures.take(page, 'no-client')
  await add.getByRole('link', { name: 'Settings → Jira Cloud' }).click()
  const section = page.getByRole('region', { name: 'Jira Cloud' })
  await expect(section.getByRole('textbox', { name: 'Callback URL' })).toHaveValue(
    `http://localhost:${callbackPort}/callback`
  )
  await pictures.take(page, 'settings')
  await section.getByRole('textbox', { name: 'Client ID' }).fill(client.clientId)
  await section.getByLabel('Client secret', { exact: true }).fill(client.clientSecret)
  await section.getByRole('button', { name: 'Save' }).click()
  await expect(section).toContainText(`The app ${client.clientId} is in use`)
  await pictures.take(page, 'client-saved')

  await navigate(page, 'Projects')
  await page.getByRole('main').getByRole('link', { name: 'Client', exact: true }).click()
  await signInAtAtlassian({ app, group: await addCloudAccount(page), site: 'acme' })
  await expect(await connectionItem(page, siteOf(cloud, 'acme').host)).toContainText('Connected')
  // The client in the keychain goes on after a restart.
  const again = await restart('Client', false)
  await checkConnection(again, siteOf(cloud, 'acme').host)
  expect(cloud.admin.refreshes().map((one) => one.ok)).toEqual([true])
  await expect(await connectionItem(again, siteOf(cloud, 'acme').host)).toContainText('Connected')
})
