/** Without a mouse: from nothing to a task's detail and back, with a focus that can always be seen. */
import { rmSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { taskGrid } from './support/flows.ts'
import { focusIsOn, focusIsVisible, tabTo } from './support/keyboard.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

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

/** The recommended way has the focus; the arrow keys go through the others. */
const choosePassword = async (page: Page): Promise<void> => {
  await focusIsOn(page, 'Personal access token')
  expect(await focusIsVisible(page)).toBe(true)
  await page.keyboard.press('ArrowUp')
  await focusIsOn(page, 'OAuth 1.0')
  await page.keyboard.press('ArrowUp')
  await focusIsOn(page, 'Login and password')
}

test('new project, account, link, tasks and one task, by keyboard alone', async () => {
  const { page } = running
  const { keyboard } = page
  const dialog = page.getByRole('dialog')

  await tabTo(page, 'New project')
  await keyboard.press('Enter')
  await focusIsOn(page, 'Project name')
  await keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await focusIsOn(page, 'New project')
  await keyboard.press('Enter')
  await focusIsOn(page, 'Project name')
  await keyboard.type('Website')
  await keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await focusIsOn(page, 'Website')
  expect(await focusIsVisible(page)).toBe(true)
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Website', level: 1 })).toBeVisible()

  await tabTo(page, 'Add Account')
  await keyboard.press('Enter')
  await expect(page.getByRole('group', { name: 'Server version' }).getByRole('button')).toBeFocused()
  await keyboard.press('Enter')
  await focusIsOn(page, 'Link to your Jira')
  await keyboard.type(jira.url)
  await keyboard.press('Enter')
  await choosePassword(page)
  expect(await focusIsVisible(page)).toBe(true)
  await tabTo(page, 'Username')
  await keyboard.type('anna')
  await tabTo(page, 'Password')
  await keyboard.type('not-hers')
  await keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await focusIsOn(page, 'Password')
  await keyboard.type('anna-password')
  await keyboard.press('Enter')
  await expect(dialog).toBeHidden()

  await tabTo(page, 'Select project')
  await keyboard.press('Enter')
  await focusIsOn(page, 'Find a Jira project')
  await keyboard.type('DAEMON')
  await keyboard.press('Enter')
  await expect(dialog.getByRole('option')).toHaveCount(1)
  await focusIsOn(page, 'Jira projects')
  await keyboard.press('Enter')
  await expect(dialog.getByText(/^DAEMON has \d+ issues/)).toBeVisible()
  await keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await focusIsOn(page, 'Select project')

  await tabTo(page, 'Overview', 'Shift+Tab')
  await keyboard.press('ArrowRight')
  const grid = taskGrid(page)
  await expect(grid).toHaveAttribute('aria-rowcount', String(jira.admin.issues('DAEMON').length + 1), {
    timeout: 30_000
  })
  for (let step = 0; step < 30 && !(await grid.evaluate((one) => one === document.activeElement)); step++) {
    await keyboard.press('Tab')
  }
  await expect(grid).toBeFocused()
  expect(await focusIsVisible(page)).toBe(true)
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  const chosen = await grid.getByRole('row').nth(3).getByRole('gridcell').first().innerText()
  await keyboard.press('Enter')
  const detail = page.getByRole('complementary', { name: 'Task details' })
  await expect(detail).toContainText(chosen)
  await expect(detail).toBeFocused()
  await keyboard.press('Escape')
  await expect(detail).toBeHidden()
  await expect(grid).toBeFocused()
  expect(running.complaints).toEqual([])
})

test('Unlink and Remove leave the focus where one goes on', async () => {
  const { page } = running
  const { keyboard } = page
  await tabTo(page, 'New project')
  await keyboard.press('Enter')
  await focusIsOn(page, 'Project name')
  await keyboard.type('Website\n')
  await focusIsOn(page, 'Website')
  await keyboard.press('Enter')
  await tabTo(page, 'Add Account')
  await keyboard.press('Enter')
  await focusIsOn(page, 'Log in to Jira')
  await keyboard.press('Enter')
  await focusIsOn(page, 'Link to your Jira')
  await keyboard.type(`${jira.url}\n`)
  await choosePassword(page)
  await tabTo(page, 'Username')
  await keyboard.type('anna')
  await tabTo(page, 'Password')
  await keyboard.type('anna-password\n')
  await tabTo(page, 'Select project')
  await keyboard.press('Enter')
  await focusIsOn(page, 'Find a Jira project')
  await keyboard.type('DAEMON\n')
  await focusIsOn(page, 'Jira projects')
  await expect(page.getByRole('option').first()).toContainText('DAEMON')
  await keyboard.press('Enter')
  await expect(page.getByText(/^DAEMON has \d+ issues/)).toBeVisible()
  await keyboard.press('Enter')

  await tabTo(page, 'Unlink DAEMON', 'Shift+Tab')
  await keyboard.press('Enter')
  await focusIsOn(page, 'Cancel')
  await tabTo(page, 'Unlink')
  await keyboard.press('Enter')
  await expect(page.getByText('No Jira project is linked yet')).toBeVisible()
  await focusIsOn(page, 'Add Account')
  await tabTo(page, 'Remove')
  await keyboard.press('Enter')
  await focusIsOn(page, 'Cancel')
  await tabTo(page, 'Remove')
  await keyboard.press('Enter')
  await expect(page.getByText('No Jira is connected yet')).toBeVisible()
  await focusIsOn(page, 'Add Account')
  expect(running.complaints).toEqual([])
})
