/** Jira is not always there. What was synced is. */
import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { startPracticeJira } from '../jira/index.ts'
import {
  addServerAccount,
  connectionItem,
  linkProject,
  newProject,
  openTab,
  signInWithPassword,
  taskGrid,
  waitForTasks
} from './support/flows.ts'
import { screenshots } from './support/screenshots.ts'
import { launchApp } from './support/launchApp.ts'

test('with Jira unreachable at the start, all tasks are readable and the status says so', async () => {
  const jira = await startPracticeJira({ version: '10.3' })
  const pictures = screenshots('test-results/offline')
  const { host } = new URL(jira.url)
  const count = jira.admin.issues('DAEMON').length
  const first = await launchApp()
  await newProject(first.page, 'Far away')
  await addServerAccount(first.page, jira.url)
  await signInWithPassword(first.page, { username: 'anna', password: 'anna-password' })
  await linkProject(first.page, host, 'DAEMON')
  await waitForTasks(first.page, count)
  await first.app.close()
  await jira.close()

  const second = await launchApp({ userData: first.userData })
  const { page } = second
  await page.getByRole('link', { name: 'Far away', exact: true }).click()
  await waitForTasks(page, count)
  await taskGrid(page).getByRole('row').nth(1).click()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByText(/refused the connection/).first()).toBeVisible()
  await pictures.take(page, 'tasks')
  await openTab(page, 'Overview')
  const connection = await connectionItem(page, host)
  await expect(connection).toContainText('Unreachable')
  await pictures.take(page, 'connection')
  expect(second.complaints).toEqual([])
  await second.close()
  rmSync(first.userData, { recursive: true, force: true })
})

test('without a keychain the app says so, keeps nothing on disk, and works until it quits', async () => {
  const jira = await startPracticeJira({ version: '10.3' })
  const running = await launchApp({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
  const { page } = running
  const pictures = screenshots('test-results/no-keychain')
  await page.getByRole('button', { name: 'Keep until I quit' }).waitFor()
  await pictures.take(page, 'notice')
  await newProject(page, 'No keychain')
  await addServerAccount(page, jira.url)
  await signInWithPassword(page, { username: 'anna', password: 'anna-password' })
  const dialog = page.getByRole('dialog', { name: 'Add Account' })
  await expect(dialog.getByRole('alert')).toContainText('keychain')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Keep until I quit' }).click()
  await addServerAccount(page, jira.url)
  await signInWithPassword(page, { username: 'anna', password: 'anna-password' })
  await expect(await connectionItem(page, new URL(jira.url).host)).toContainText('Connected')
  await running.close()
  await jira.close()
})
