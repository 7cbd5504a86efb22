/**
 * Personal access tokens: pasted, made by Jira on request, about to end, revoked and replaced in place; and the switch
 * to one from a password that Jira takes no longer.
 */
import { rmSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { startPracticeJira, type PracticeJira, type PracticeJiraOptions } from '../jira/index.ts'
import {
  addServerAccount,
  availableConnections,
  connectionItem,
  jiraIntegration,
  linkProject,
  methodRadio,
  newProject,
  openSignInAgain,
  openTab,
  signInWithPassword,
  signInWithToken,
  waitForTasks
} from './support/flows.ts'
import { checkConnection, expectIncrementalSync, syncNow } from './support/sync-flows.ts'
import { screenshots } from './support/screenshots.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

const anna = { username: 'anna', password: 'anna-password' }
let jira: PracticeJira
let running: RunningApp

const begin = async (options: PracticeJiraOptions): Promise<Page> => {
  jira = await startPracticeJira(options)
  running = await launchApp()
  return running.page
}

test.afterEach(async () => {
  await running.close()
  await jira.close()
  rmSync(running.userData, { recursive: true, force: true })
})

const hostOf = (): string => new URL(jira.url).host
const issues = (key: string) => jira.admin.issues(key)

/** Ends the app and starts it on the same data. @returns its window, with the project open */
const restart = async (project: string): Promise<Page> => {
  await running.app.close()
  running = await launchApp({ userData: running.userData })
  await running.page.getByRole('link', { name: project, exact: true }).click()
  return running.page
}

test('a token pasted: sign in, list, link, sync; restart; an edit, a move and a deletion arrive', async () => {
  const page = await begin({ version: '10.3' })
  const pictures = screenshots('test-results/token')
  const { rawToken } = jira.admin.createToken('anna', { expiresInDays: 200 })
  await newProject(page, 'Tokens')
  expect(await addServerAccount(page, jira.url)).toBe(`Jira Data Center 10.3.2 at ${jira.url}`)
  await expect(methodRadio(page, 'Personal access token')).toBeChecked()
  await expect(page.getByRole('dialog').getByText('Recommended for this Jira')).toHaveCount(1)
  await pictures.take(page, 'choice')
  await signInWithToken(page, 'MTIzNDU2Nzg5MDEyOndyb25n')
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('Jira does not accept this token')
  await pictures.take(page, 'refused')
  await signInWithToken(page, rawToken)
  const connection = await connectionItem(page, hostOf())
  await expect(connection).toContainText('Connected')
  await expect(connection).toContainText('Personal access token')
  await expect(connection).toContainText('Anna Nowak')
  await expect(connection).not.toContainText('expires')
  await pictures.take(page, 'connected')

  const before = issues('MOD')
  expect(await linkProject(page, hostOf(), 'MOD')).toBe(before.length)
  await waitForTasks(page, before.length)
  await pictures.take(page, 'tasks')

  const again = await restart('Tokens')
  await waitForTasks(again, before.length)
  const [, moved, deleted] = before
  if (!moved || !deleted) throw new Error('too few issues')
  jira.admin.moveIssue(moved.key, 'DAEMON')
  jira.admin.deleteIssue(deleted.key)
  await expectIncrementalSync(again, jira, 'MOD')
  const asked = jira.admin.requests().filter((one) => one.path.startsWith('/rest/api/'))
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((one) => one.auth !== 'bearer' || one.user !== 'anna')).toEqual([])
  await pictures.take(again, 'after-changes')
  expect(running.complaints).toEqual([])
})

test('Have Jira make one for me: the password is used once, the token works on after a restart', async () => {
  const page = await begin({ version: '10.3' })
  const pictures = screenshots('test-results/token-made')
  await newProject(page, 'Made')
  await addServerAccount(page, jira.url)
  const dialog = page.getByRole('dialog', { name: 'Add Account' })
  await expect(dialog.getByRole('textbox', { name: 'Username' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Have Jira make one for me' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Token name' })).toHaveValue('AtTrack')
  await expect(dialog.getByRole('textbox', { name: 'Days until it expires' })).toHaveValue('90')
  await dialog.getByRole('textbox', { name: 'Token name' }).fill('AtTrack at work')
  const make = async (password: string): Promise<void> => {
    await dialog.getByRole('textbox', { name: 'Username' }).fill('anna')
    await dialog.getByLabel('Password', { exact: true }).fill(password)
    await dialog.getByRole('button', { name: 'Make the token and log in' }).click()
  }
  await pictures.take(page, 'form')
  await make('not-hers')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveValue('')
  await pictures.take(page, 'wrong-password')
  await make(anna.password)
  await expect(await connectionItem(page, hostOf(), 'Personal access token')).toContainText('Connected')
  await pictures.take(page, 'connected')
  expect(jira.admin.personalTokens('anna').map(({ name }) => name)).toEqual(['AtTrack at work'])

  const again = await restart('Made')
  jira.admin.resetRequests()
  await checkConnection(again, hostOf())
  await expect(await connectionItem(again, hostOf())).toContainText('Connected')
  const asked = jira.admin.requests()
  // What Jira it is, the doctor asks as anybody could.
  const anonymous = asked.filter((one) => one.auth === 'none')
  expect(new Set(anonymous.map((one) => one.path.replace(/^.*\/rest\//, '')))).toEqual(new Set(['api/2/serverInfo']))
  const others = asked.filter((one) => one.auth !== 'none')
  expect(new Set(others.map((one) => `${one.auth} ${one.user}`))).toEqual(new Set(['bearer anna']))
})

test('a token that ends in 10 days, then one in 2: said with the date, and a new one is entered in place', async () => {
  const page = await begin({ version: '10.3' })
  const pictures = screenshots('test-results/token-expiry')
  const first = jira.admin.createToken('anna', { expiresInDays: 10 })
  await newProject(page, 'Expiry')
  await addServerAccount(page, jira.url)
  await signInWithToken(page, first.rawToken)
  const connection = await connectionItem(page, hostOf())
  await expect(connection.getByRole('group', { name: /^The token expires in 10 days \(.+\)$/ })).toBeVisible()
  await pictures.take(page, 'in-10-days')

  const replace = async (token: string, expiresOn?: string): Promise<void> => {
    await connection.getByRole('button', { name: 'Enter a new token' }).click()
    await signInWithToken(page, token, expiresOn)
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  jira.admin.revokeToken(first.id)
  const second = jira.admin.createToken('anna', { expiresInDays: 2 })
  await replace(second.rawToken)
  await expect(connection.getByRole('group', { name: /^The token expires in 2 days \(.+\)$/ })).toBeVisible()
  await expect(connection).toContainText('Connected')
  await pictures.take(page, 'in-2-days')
  // Of several tokens Jira does not say which one asked: the date is the one entered, also after a restart.
  const third = jira.admin.createToken('anna', { name: 'another', expiresInDays: 300 })
  const in7Days = new Date(Date.now() + 7 * 86_400_000)
  const day = [in7Days.getFullYear(), in7Days.getMonth() + 1, in7Days.getDate()]
  await replace(third.rawToken, day.map((part) => String(part).padStart(2, '0')).join('-'))
  await expect(connection.getByRole('group', { name: /^The token expires in 7 days/ })).toBeVisible()
  const again = await restart('Expiry')
  await openTab(again, 'Overview')
  const kept = (await connectionItem(again, hostOf())).getByRole('group', { name: /^The token expires in 7 days/ })
  await expect(kept).toBeVisible()
  await expect(availableConnections(again).getByRole('listitem')).toHaveCount(1)
})

test('revoked: Token required; a new token in place goes on where the old one ended', async () => {
  const page = await begin({ version: '10.3' })
  const pictures = screenshots('test-results/token-revoked')
  const made = jira.admin.createToken('anna')
  await newProject(page, 'Revoked')
  await addServerAccount(page, jira.url)
  await signInWithToken(page, made.rawToken)
  await linkProject(page, hostOf(), 'DAEMON')
  const count = issues('DAEMON').length
  await waitForTasks(page, count)
  jira.admin.revokeToken(made.id)
  await syncNow(page, jira)
  await expect(page.getByText('Jira does not accept this token').first()).toBeVisible()
  await waitForTasks(page, count)
  await pictures.take(page, 'tasks-stay')
  await openTab(page, 'Overview')
  const connection = await connectionItem(page, hostOf())
  await expect(connection).toContainText('Token required')
  // Nothing is tried by itself any more, and nothing says so.
  await expect(connection).not.toContainText('next try')
  await expect(jiraIntegration(page)).not.toContainText('next in')
  await pictures.take(page, 'token-required')

  await connection.getByRole('button', { name: 'Enter a new token' }).click()
  await expect(methodRadio(page, 'Personal access token')).toBeChecked()
  await pictures.take(page, 'sign-in-again')
  await signInWithToken(page, jira.admin.createToken('anna').rawToken)
  await expect(connection).toContainText('Connected')
  await expect(availableConnections(page).getByRole('listitem')).toHaveCount(1)
  await expectIncrementalSync(page, jira, 'DAEMON')
  await pictures.take(page, 'goes-on')
  expect(running.complaints).toEqual([])
})

test('a password that Jira takes no longer is switched to a token in place: links and tasks stay', async () => {
  const page = await begin({ version: '10.3' })
  const pictures = screenshots('test-results/token-switch')
  await newProject(page, 'Switched')
  await addServerAccount(page, jira.url)
  await signInWithPassword(page, anna)
  await linkProject(page, hostOf(), 'DAEMON')
  await waitForTasks(page, issues('DAEMON').length)
  jira.admin.setBasicAuth(false)
  await checkConnection(page, hostOf())
  const connection = await connectionItem(page, hostOf())
  await expect(connection).toContainText('Needs sign-in')
  await expect(connection).toContainText('does not allow login and password for apps')
  await pictures.take(page, 'needs-sign-in')

  await openSignInAgain(page, hostOf())
  await expect(methodRadio(page, 'Login and password')).toBeDisabled()
  await expect(methodRadio(page, 'Personal access token')).toBeChecked()
  // The password's field had the focus, and is gone.
  await expect(methodRadio(page, 'Personal access token')).toBeFocused()
  await pictures.take(page, 'sign-in-again')
  await signInWithToken(page, jira.admin.createToken('anna').rawToken)
  await expect(connection).toContainText('Personal access token')
  await expect(connection).toContainText('Connected')
  await expect(availableConnections(page).getByRole('listitem')).toHaveCount(1)
  await expectIncrementalSync(page, jira, 'DAEMON')
})

test('Jira 11 as installed: the password is greyed out with the reason, a token does it all', async () => {
  const page = await begin({ version: '11.3' })
  const pictures = screenshots('test-results/token-11')
  const { rawToken } = jira.admin.createToken('anna')
  await newProject(page, 'Eleven')
  expect(await addServerAccount(page, jira.url)).toContain('11.3')
  const dialog = page.getByRole('dialog', { name: 'Add Account' })
  await expect(methodRadio(page, 'Login and password')).toBeDisabled()
  await expect(methodRadio(page, 'Login and password')).toHaveAccessibleDescription(/switched off|disabled|allow/i)
  await expect(methodRadio(page, 'Personal access token')).toBeChecked()
  await expect(dialog.getByRole('button', { name: 'Have Jira make one for me' })).toHaveCount(0)
  await pictures.take(page, 'choice')
  await signInWithToken(page, rawToken)
  const count = await linkProject(page, hostOf(), 'MOD')
  expect(count).toBe(issues('MOD').length)
  await waitForTasks(page, count)
  const again = await restart('Eleven')
  await waitForTasks(again, count)
  await expectIncrementalSync(again, jira, 'MOD')
  await pictures.take(again, 'tasks')
  expect(running.complaints).toEqual([])
})
