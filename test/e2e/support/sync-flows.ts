/** Life after the sign-in to a Server or Data Center: checking, syncing, and what a sync must and must not ask for. */
import { expect } from '@playwright/test'
import type { Locator, Page } from 'playwright-core'
import type { PracticeJira } from '../../jira/index.ts'
import { examineAndClose } from './doctor-flows.ts'
import { connectionItem, openTab, taskGrid, waitForTasks } from './flows.ts'

/** *Check connection*; resolves when the app is done with it. @returns the connection's list item */
export const checkConnection = async (page: Page, host: string): Promise<Locator> => {
  await openTab(page, 'Overview')
  const item = await connectionItem(page, host)
  await examineAndClose(page, item)
  return item
}

/** *Tasks* → *Sync now*, and waits until Jira was asked and the sync is over. */
export const syncNow = async (page: Page, jira: PracticeJira): Promise<void> => {
  await openTab(page, 'Tasks')
  const asked = jira.admin.requests().length
  await page.getByRole('button', { name: 'Sync now' }).click()
  const deadline = Date.now() + 15_000
  while (jira.admin.requests().length === asked) {
    if (Date.now() > deadline) throw new Error('no request after Sync now')
    await page.waitForTimeout(50)
  }
  await page.getByRole('button', { name: 'Sync now' }).waitFor({ timeout: 20_000 })
}

/** Searches for pages of a project as a whole since the log was reset; an incremental sync makes none. */
const wholeScans = (jira: PracticeJira): string[] =>
  jira.admin
    .requests()
    .filter((one) => one.path.endsWith('/search') && /summary/.test(one.query) && !/updated/.test(one.query))
    .map((one) => one.query)

/** *Search tasks*. @returns the first row found */
export const findTask = async (page: Page, text: string): Promise<Locator> => {
  await page
    .getByRole('textbox', { name: 'Search tasks' })
    .or(page.getByRole('searchbox', { name: 'Search tasks' }))
    .first()
    .fill(text)
  return taskGrid(page).getByRole('row').nth(1)
}

/** An edit in Jira arrives with the next sync, nothing but changes is fetched for it, and no other task is lost. */
export const expectIncrementalSync = async (page: Page, jira: PracticeJira, key: string): Promise<void> => {
  const { length: count, 0: first } = jira.admin.issues(key)
  const edited = first?.key ?? ''
  const summary = `Edited at ${new Date().toISOString()}`
  jira.admin.editIssue(edited, { summary })
  jira.admin.resetRequests()
  await syncNow(page, jira)
  await expect(await findTask(page, summary)).toContainText(edited)
  await findTask(page, '')
  await waitForTasks(page, count)
  expect(wholeScans(jira)).toEqual([])
}
