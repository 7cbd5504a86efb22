/** The first thing everybody does: connect a Jira with login and password, and see its tasks. */
import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { examineAndClose } from './support/doctor-flows.ts'
import {
  addServerAccount,
  connectionItem,
  jiraIntegration,
  linkProject,
  newProject,
  openTab,
  signInWithPassword,
  taskGrid,
  waitForTasks
} from './support/flows.ts'
import { screenshots } from './support/screenshots.ts'
import { filesContaining } from './support/files.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

const anna = { username: 'anna', password: 'anna-password' }
let jira: PracticeJira
let running: RunningApp

test.beforeEach(async () => {
  jira = await startPracticeJira({ version: '10.3' })
  running = await launchApp()
})

test.afterEach(async () => {
  await running.close()
  await jira.close()
  rmSync(running.userData, { recursive: true, force: true })
})

test('login and password: from a new project to its tasks', async () => {
  const { page } = running
  const pictures = screenshots('test-results/password')
  const { host } = new URL(jira.url)
  const expected = jira.admin.issues('MOD')

  await newProject(page, 'Website')
  await pictures.take(page, 'project')

  const found = await addServerAccount(page, `${jira.url}/secure/Dashboard.jspa`)
  expect(found).toBe(`Jira Data Center 10.3.2 at ${jira.url}`)
  await pictures.take(page, 'found')

  await signInWithPassword(page, anna)
  const connection = await connectionItem(page, host)
  await expect(connection).toContainText('Connected')
  await expect(connection).toContainText('Login and password')
  await expect(connection).toContainText('Anna Nowak')
  await pictures.take(page, 'connected')

  expect(await linkProject(page, host, 'MOD')).toBe(expected.length)
  await expect(jiraIntegration(page)).toContainText('MOD')
  await pictures.take(page, 'linked')

  await waitForTasks(page, expected.length)
  await expect(page.getByText(`${expected.length} tasks`).first()).toBeVisible()
  await pictures.take(page, 'tasks')

  // Not just as many, but the same: what Jira changed last stands first.
  const newest = [...expected].sort((a, b) => Date.parse(b.updated) - Date.parse(a.updated))[0]
  const row = taskGrid(page).getByRole('row').nth(1)
  await expect(row).toContainText(newest?.key ?? '?')
  await expect(row).toContainText(newest?.summary.trim().slice(0, 40) ?? '?')
  await expect(row).toContainText(newest?.status ?? '?')

  expect(running.complaints).toEqual([])
})

test('a wrong password is said plainly, and the right one then works', async () => {
  const { page } = running
  await newProject(page, 'Website')
  await addServerAccount(page, jira.url)
  await signInWithPassword(page, { ...anna, password: 'not-hers' })
  const dialog = page.getByRole('dialog', { name: 'Add Account' })
  await expect(dialog.getByRole('alert')).toBeVisible()
  await signInWithPassword(page, anna)
  await expect(await connectionItem(page, new URL(jira.url).host)).toContainText('Connected')
})

test('the password is nowhere in the files the app writes, and the sign-in survives a restart', async () => {
  const { page, userData } = running
  await newProject(page, 'Website')
  await addServerAccount(page, jira.url)
  await signInWithPassword(page, anna)
  const { host } = new URL(jira.url)
  await connectionItem(page, host)
  await running.app.close()
  const leaks = filesContaining(userData, [anna.password, Buffer.from(`anna:${anna.password}`).toString('base64')])
  expect(leaks).toEqual([])

  running = await launchApp({ userData })
  await running.page.getByRole('link', { name: 'Website', exact: true }).click()
  await openTab(running.page, 'Overview')
  const again = await connectionItem(running.page, host)
  await examineAndClose(running.page, again)
  await expect(again).toContainText('Connected')
  const last = jira.admin.requests().at(-1)
  expect(last?.user).toBe('anna')
})
