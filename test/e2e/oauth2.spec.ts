/**
 * OAuth 2.0 with a Data Center over https with a company's own authority: the administrator's link, Jira's real pages,
 * silent renewal, revocation, and an app that is killed while a renewal is under way.
 */
import { expect, test, type Page } from '@playwright/test'
import { startPracticeJira } from '../jira/index.ts'
import {
  addServerAccount,
  answerJira,
  availableConnections,
  connectionItem,
  enterOAuth2Link,
  linkProject,
  methodRadio,
  newProject,
  openSignInAgain,
  openTab,
  readRedirectUrl,
  signInWithOAuth2,
  waitForTasks,
  type OAuth2LinkValues
} from './support/flows.ts'
import type { RunningApp } from './support/launchApp.ts'
import { makeIncomingLink, startSecureJira, type SecureJira } from './support/oauth2-flows.ts'
import { catchOpened, openOwnBrowser } from './support/own-browser.ts'
import { screenshots } from './support/screenshots.ts'
import { checkConnection, expectIncrementalSync, syncNow } from './support/sync-flows.ts'

test.skip(process.platform !== 'linux', 'only there an authority can be trusted for one program')

const anna = { username: 'anna', password: 'anna-password' }
const callbackPort = 18_655
const redirectUrl = `http://localhost:${callbackPort}/callback`
let secure: SecureJira
let running: RunningApp

test.beforeEach(async () => {
  secure = await startSecureJira(callbackPort)
  running = await secure.start()
})
test.afterEach(async () => {
  await running.app.close().catch(() => {})
  await secure.close()
})

const reopen = async (project: string): Promise<Page> => {
  running = await secure.start()
  await running.page.getByRole('link', { name: project, exact: true }).click()
  return running.page
}
const restart = async (project: string): Promise<Page> => {
  await running.app.close()
  return reopen(project)
}

const makeLink = (): OAuth2LinkValues =>
  secure.jira.admin.createOAuth2Client({ name: 'AtTrack', redirectUri: redirectUrl })

/** A new project with a connection by OAuth 2.0 and DAEMON linked to it. @returns how many tasks it has */
const connected = async (project: string): Promise<number> => {
  const { page, app } = running
  const { jira, host } = secure
  await newProject(page, project)
  await addServerAccount(page, jira.url)
  await enterOAuth2Link(page, makeLink())
  await signInWithOAuth2(app, page, anna)
  const count = await linkProject(page, host, 'DAEMON')
  await waitForTasks(page, count)
  return count
}

const tokenRequests = () => secure.jira.admin.requests().filter((one) => one.path === '/rest/oauth2/latest/token')

/** In the dialog *Sign in again*: the client is known and its secret held, so that Jira's page is all there is. */
const signInAgain = async (page: Page): Promise<void> => {
  const dialog = await openSignInAgain(page, secure.host)
  await expect(methodRadio(page, 'OAuth 2.0')).toBeChecked()
  await expect(dialog.getByRole('textbox', { name: 'Client ID' })).not.toHaveValue('')
  await expect(dialog.getByLabel('Client secret', { exact: true })).toHaveValue('')
  await signInWithOAuth2(running.app, page, anna)
  await expect(dialog).toBeHidden()
  await expect(await connectionItem(page, secure.host)).toContainText('Connected')
  await expect(availableConnections(page).getByRole('listitem')).toHaveCount(1)
}

test('from the administrator’s link to tasks; restart; an ended access token is renewed in silence, once', async () => {
  const pictures = screenshots('test-results/oauth2')
  const { page, app } = running
  const { jira, host } = secure
  await newProject(page, 'Secure')
  expect(await addServerAccount(page, jira.url)).toBe(`Jira Data Center 10.3.2 at ${jira.url}`)
  await expect(methodRadio(page, 'OAuth 2.0')).toBeEnabled()
  expect(await readRedirectUrl(page)).toBe(redirectUrl)
  await pictures.take(page, 'choice')
  const link = await makeIncomingLink(app, jira, redirectUrl, (window, name) => pictures.take(window, name))
  await enterOAuth2Link(page, link)
  await pictures.take(page, 'link-entered')
  await signInWithOAuth2(app, page, anna, async (window, name) => {
    if (name === 'jira-login') await pictures.take(page, 'waiting')
    await pictures.take(window, name)
  })
  const connection = await connectionItem(page, host)
  await expect(connection).toContainText('Connected')
  await expect(connection).toContainText('OAuth 2.0')
  await expect(connection).toContainText('Anna Nowak')
  await pictures.take(page, 'connected')
  const count = jira.admin.issues('DAEMON').length
  expect(await linkProject(page, host, 'DAEMON')).toBe(count)
  await waitForTasks(page, count)
  await pictures.take(page, 'tasks')

  const again = await restart('Secure')
  await waitForTasks(again, count)
  await expectIncrementalSync(again, secure.jira, 'DAEMON')
  // Access tokens are kept in memory only: a start costs one renewal.
  expect(jira.admin.oauth2Refreshes()).toBe(1)

  jira.admin.expireOAuth2AccessTokens()
  await expectIncrementalSync(again, secure.jira, 'DAEMON')
  expect(jira.admin.oauth2Refreshes()).toBe(2)
  await openTab(again, 'Overview')
  await expect(await connectionItem(again, host)).toContainText('Connected')
  await pictures.take(again, 'renewed')
  expect(running.complaints).toEqual([])
})

test('revoked: Needs sign-in; signing in again asks for no secret, and goes on where it was', async () => {
  const pictures = screenshots('test-results/oauth2-revoked')
  const count = await connected('Revoked')
  const { page } = running
  secure.jira.admin.revokeOAuth2('anna')
  await syncNow(page, secure.jira)
  await expect(page.getByText('The permission given to AtTrack has ended').first()).toBeVisible()
  await waitForTasks(page, count)
  await pictures.take(page, 'tasks-stay')
  await openTab(page, 'Overview')
  await expect(await connectionItem(page, secure.host)).toContainText('Needs sign-in')
  await pictures.take(page, 'needs-sign-in')
  await signInAgain(page)
  await pictures.take(page, 'signed-in-again')
  await waitForTasks(page, count)
  await expectIncrementalSync(page, secure.jira, 'DAEMON')
  expect(running.complaints).toEqual([])
})

test('Deny, and a wrong secret, are told as what they are; then Use my browser instead', async () => {
  const pictures = screenshots('test-results/oauth2-browser')
  const { page, app } = running
  await newProject(page, 'Browser')
  await addServerAccount(page, secure.jira.url)
  const link = makeLink()
  await enterOAuth2Link(page, { ...link, clientSecret: 'not-the-secret' })
  await signInWithOAuth2(app, page, anna)
  const dialog = page.getByRole('dialog', { name: 'Add Account' })
  await expect(dialog.getByRole('alert')).toContainText('The client ID or the client secret was not accepted')
  await pictures.take(page, 'wrong-secret')

  const opened = await catchOpened(app)
  const inBrowser = async (answer: 'Allow' | 'Deny', picture: string): Promise<string> => {
    await enterOAuth2Link(page, link)
    await dialog.getByRole('button', { name: 'Use my browser instead' }).click()
    await dialog.getByText('No page in the browser?').click()
    const address = await dialog.getByRole('textbox', { name: 'Address of Jira’s page' }).inputValue()
    expect(await opened()).toBe(address)
    await pictures.take(page, `waiting-${picture}`)
    const browser = await openOwnBrowser(app, address)
    await answerJira(browser, anna, answer)
    const heading = browser.getByRole('heading', { level: 1 })
    await expect(heading).toHaveText(answer === 'Allow' ? 'Signed in' : 'Access was not allowed')
    await pictures.take(browser, `browser-${picture}`)
    const text = await browser.locator('body').innerText()
    await browser.close()
    return text
  }
  await inBrowser('Deny', 'denied')
  await expect(dialog.getByRole('alert')).toContainText('Access was not allowed')
  await pictures.take(page, 'denied')
  expect(await inBrowser('Allow', 'allowed')).toContain('go back to AtTrack')
  await expect(await connectionItem(page, secure.host)).toContainText('Connected')
})

test('killed while a renewal is on its way: Needs sign-in and no loop; signing in again finds all tasks', async () => {
  const pictures = screenshots('test-results/oauth2-killed')
  const count = await connected('Killed')
  const { jira, host } = secure
  const { page, app } = running
  jira.admin.expireOAuth2AccessTokens()
  jira.admin.setFault('token-reply-late', true, { ms: 3_600_000 })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect.poll(() => jira.admin.oauth2Refreshes()).toBe(1)
  const died = app.waitForEvent('close')
  app.process().kill('SIGKILL')
  await died
  jira.admin.clearFaults()
  jira.admin.resetRequests()

  // A run that was cut short goes on by itself after the start, and meets a refresh token that is used up.
  secure.syncEvery(15)
  const again = await reopen('Killed')
  await waitForTasks(again, count)
  await openTab(again, 'Overview')
  const connection = await connectionItem(again, host)
  await expect(connection).toContainText('Needs sign-in', { timeout: 20_000 })
  await expect(connection).toContainText('The permission given to AtTrack has ended')
  await pictures.take(again, 'needs-sign-in')
  await checkConnection(again, secure.host)
  await openTab(again, 'Tasks')
  await again.getByRole('button', { name: 'Sync now' }).click()
  await again.getByRole('button', { name: 'Sync now' }).waitFor()
  await checkConnection(again, secure.host)
  expect(tokenRequests().map(({ status }) => status)).toEqual([400])
  expect(jira.admin.oauth2Refreshes()).toBe(1)

  await signInAgain(again)
  await waitForTasks(again, count)
  await expectIncrementalSync(again, secure.jira, 'DAEMON')
  await pictures.take(again, 'goes-on')
})

test('a Jira whose base URL is http shows OAuth 2.0 greyed out, with the reason', async () => {
  const pictures = screenshots('test-results/oauth2-http')
  const { page } = running
  const plain = await startPracticeJira({ version: '10.3' })
  await newProject(page, 'Plain')
  await addServerAccount(page, plain.url)
  await expect(methodRadio(page, 'OAuth 2.0')).toBeDisabled()
  await expect(page.getByRole('dialog')).toContainText(
    `OAuth 2.0 needs a Jira whose base URL starts with https; this one calls itself ${plain.url}`
  )
  await pictures.take(page, 'choice')
  await plain.close()
})
