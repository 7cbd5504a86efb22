/** OAuth 1.0 through Jira's real pages in the app's own window; then life goes on: restarts, edits, moves, deletions. */
import { rmSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import {
  addServerAccount,
  connectionItem,
  linkProject,
  methodRadio,
  newProject,
  openSignInAgain,
  openTab,
  readApplicationLink,
  signInWithOAuth1,
  taskGrid,
  waitForTasks
} from './support/flows.ts'
import { screenshots } from './support/screenshots.ts'
import { expectIncrementalSync, syncNow } from './support/sync-flows.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

const anna = { username: 'anna', password: 'anna-password' }
let jira: PracticeJira
let running: RunningApp

test.beforeEach(async () => {
  jira = await startPracticeJira({ version: '9.12' })
  running = await launchApp()
})

test.afterEach(async () => {
  await running.close()
  await jira.close()
  rmSync(running.userData, { recursive: true, force: true })
})

const hostOf = (): string => new URL(jira.url).host

/** The Jira administrator does with the values on the screen what the manual's step 5 says. */
async function createApplicationLink(page: Page): Promise<void> {
  const values = await readApplicationLink(page)
  expect(values.consumerKey).toBe('Oauth_attrack_prod')
  expect(values.publicKeyPem).toContain('BEGIN PUBLIC KEY')
  jira.admin.createApplicationLink(values)
}

test('from the application link to tasks; restart; edits, a move and a deletion arrive', async () => {
  const { page, app, userData } = running
  const pictures = screenshots('test-results/oauth1')
  await newProject(page, 'Modules')
  const found = await addServerAccount(page, jira.url)
  expect(found).toContain(`9.12.12 at ${jira.url}`)
  await createApplicationLink(page)
  await pictures.take(page, 'choice')
  await signInWithOAuth1(app, page, anna, (window, name) => pictures.take(window, name))
  const connection = await connectionItem(page, hostOf())
  await expect(connection).toContainText('Connected')
  await expect(connection).toContainText('OAuth 1.0')
  await expect(connection).toContainText('Anna Nowak')
  await pictures.take(page, 'connected')

  const issues = jira.admin.issues('MOD')
  expect(await linkProject(page, hostOf(), 'MOD')).toBe(issues.length)
  await waitForTasks(page, issues.length)
  await pictures.take(page, 'tasks')

  await running.app.close()
  running = await launchApp({ userData })
  const again = running.page
  await again.getByRole('link', { name: 'Modules', exact: true }).click()
  await waitForTasks(again, issues.length)

  const [edited, moved, deleted] = issues
  if (!edited || !moved || !deleted) throw new Error('too few issues')
  jira.admin.editIssue(edited.key, { summary: 'Edited while the app was away' })
  jira.admin.moveIssue(moved.key, 'DAEMON')
  jira.admin.deleteIssue(deleted.key)
  jira.admin.resetRequests()
  await syncNow(again, jira)
  await waitForTasks(again, issues.length - 2)
  await again
    .getByRole('textbox', { name: 'Search tasks' })
    .or(again.getByRole('searchbox', { name: 'Search tasks' }))
    .first()
    .fill('Edited while')
  await expect(taskGrid(again).getByRole('row').nth(1)).toContainText(edited.key)
  await pictures.take(again, 'after-changes')
  // Only what changed was fetched: no page of the project as a whole with its fields.
  const whole = jira.admin
    .requests()
    .filter((one) => one.path.endsWith('/search') && /summary/.test(one.query) && !/updated/.test(one.query))
  expect(whole.map((one) => one.query)).toEqual([])

  jira.admin.resetRequests()
  await syncNow(again, jira)
  await expect.poll(() => jira.admin.requests().filter((one) => one.path.endsWith('/search')).length).toBe(2)
  expect(running.complaints).toEqual([])
})

test('an ended token is renewed in silence; a revoked one needs a sign-in, which goes on where it was', async () => {
  const { page, app } = running
  const pictures = screenshots('test-results/oauth1-revoked')
  await newProject(page, 'Modules')
  await addServerAccount(page, jira.url)
  await createApplicationLink(page)
  await signInWithOAuth1(app, page, anna)
  const count = await linkProject(page, hostOf(), 'DAEMON')
  await waitForTasks(page, count)
  jira.admin.setFault('token-expired', true, { times: 1 })
  await expectIncrementalSync(page, jira, 'DAEMON')
  const renewals = jira.admin.requests().filter((one) => one.path === '/plugins/servlet/oauth/access-token')
  expect(renewals.map(({ status }) => status)).toEqual([200])
  jira.admin.clearFaults()

  jira.admin.revokeTokens('anna')
  await syncNow(page, jira)
  await waitForTasks(page, count)
  await openTab(page, 'Overview')
  const connection = await connectionItem(page, hostOf())
  await expect(connection).toContainText('Needs sign-in')
  await pictures.take(page, 'needs-sign-in')
  await openSignInAgain(page, hostOf())
  await expect(methodRadio(page, 'OAuth 1.0')).toBeChecked()
  await pictures.take(page, 'sign-in-again')
  await signInWithOAuth1(app, page, anna)
  await expect(connection).toContainText('Connected')
  await expectIncrementalSync(page, jira, 'DAEMON')
  expect(running.complaints).toEqual([])
})

test('Deny on Jira’s page, and closing its window, are told as what they are', async () => {
  const { page, app } = running
  await newProject(page, 'Modules')
  await addServerAccount(page, jira.url)
  await createApplicationLink(page)
  const dialog = page.getByRole('dialog', { name: 'Add Account' })
  await dialog.getByRole('radio', { name: 'OAuth 1.0' }).check()

  const open = async (): Promise<Page> => {
    const opened = app.waitForEvent('window')
    await dialog.getByRole('button', { name: 'Log in to Jira', exact: true }).click()
    return opened
  }
  const first = await open()
  await first.getByLabel('Username').fill('anna')
  await first.getByLabel('Password').fill('anna-password')
  await first.getByRole('button', { name: 'Log In' }).click()
  await first
    .getByRole('button', { name: 'Deny' })
    .click({ noWaitAfter: true })
    .catch(() => {})
  await expect(dialog.getByRole('alert')).toContainText('Access was not allowed')

  const second = await open()
  await second.close()
  await expect(dialog.getByRole('alert')).toContainText('sign-in window was closed')
})

test('Jira’s window is isolated: no bridge, no new windows, no way to a file, forgotten afterwards', async () => {
  const { page, app } = running
  await newProject(page, 'Modules')
  await addServerAccount(page, jira.url)
  await createApplicationLink(page)
  const dialog = page.getByRole('dialog', { name: 'Add Account' })
  await dialog.getByRole('radio', { name: 'OAuth 1.0' }).check()
  const opened = app.waitForEvent('window')
  await dialog.getByRole('button', { name: 'Log in to Jira', exact: true }).click()
  const window = await opened
  await window.getByLabel('Username').waitFor()

  const seen = await window.evaluate(() => ({
    bridge: 'attrack' in globalThis,
    node: typeof (globalThis as { require?: unknown }).require,
    popup: globalThis.open('https://example.com/') === null
  }))
  expect(seen).toEqual({ bridge: false, node: 'undefined', popup: true })
  expect(
    await window.evaluate(() => navigator.permissions.query({ name: 'geolocation' }).then((one) => one.state))
  ).not.toBe('granted')
  await window.evaluate(() => void (globalThis.location.href = 'file:///etc/passwd'))
  await window.waitForTimeout(300)
  expect(window.url()).toContain(jira.origin)
  const native = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((one) => {
      const preferences = (
        one.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences()
      return {
        title: one.getTitle(),
        persistent: one.webContents.session.isPersistent(),
        sandbox: preferences['sandbox'],
        contextIsolation: preferences['contextIsolation'],
        nodeIntegration: preferences['nodeIntegration'] ?? false
      }
    })
  )
  const signIn = native.find((one) => one.title.includes(jira.origin))
  expect(signIn).toMatchObject({
    persistent: false,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false
  })
  await window.close()
})
