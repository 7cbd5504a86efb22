/** What a person does with Jira Cloud in the app and on Atlassian's pages, by the words on the screen. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from 'playwright-core'
import type { PracticeCloud } from '../../jira/cloud/index.ts'
import { examineAndClose } from './doctor-flows.ts'
import { connectionItem, jiraIntegration, openTab } from './flows.ts'

export const anna = { email: 'anna@jira.example.com', password: 'anna-password' } as const

/** The OAuth client the practice Cloud knows and the app is given. */
export const client = { clientId: 'attrack-practice', clientSecret: 'practice-client-secret-canary' } as const

export type CloudSite = PracticeCloud['sites'][number] & { readonly host: string }

/** @param name as in the practice Cloud's options. Throws when there is none. */
export const siteOf = (cloud: PracticeCloud, name: string): CloudSite => {
  const site = cloud.sites.find((one) => one.name === name)
  if (!site) throw new Error(`no site ${name}`)
  return { ...site, host: new URL(site.url).host }
}

/** Where an unpackaged app finds the practice Cloud instead of Atlassian's. @param withClient as if built with one */
export const cloudEnv = (cloud: PracticeCloud, withClient = true): Record<string, string> => ({
  ATTRACK_ATLASSIAN_AUTH_URL: cloud.authUrl,
  ATTRACK_ATLASSIAN_API_URL: cloud.apiUrl,
  ATTRACK_CLOUD_CLIENT_ID: withClient ? client.clientId : '',
  ATTRACK_CLOUD_CLIENT_SECRET: withClient ? client.clientSecret : ''
})

/** A folder for the app's data whose settings name this port for sign-ins; specs must not get in each other's way. */
export const dataFolder = (callbackPort: number, syncIntervalMinutes = 0): string => {
  const folder = mkdtempSync(join(tmpdir(), 'attrack-e2e-'))
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ settings: { syncIntervalMinutes, callbackPort } }))
  return folder
}

export const dialog = (page: Page, name: 'Add Account' | 'Sign in again' | 'Select project'): Locator =>
  page.getByRole('dialog', { name })

/** Overview → Add Account. @returns the dialog's group *Cloud version* */
export const addCloudAccount = async (page: Page): Promise<Locator> => {
  await openTab(page, 'Overview')
  await jiraIntegration(page).getByRole('button', { name: 'Add Account' }).click()
  return dialog(page, 'Add Account').getByRole('group', { name: 'Cloud version' })
}

/** The connection's button *Sign in again*. @returns the group *Cloud version* of the dialog it opens */
export const signInAgain = async (page: Page, host: string): Promise<Locator> => {
  await openTab(page, 'Overview')
  await (await connectionItem(page, host)).getByRole('button', { name: 'Sign in again' }).click()
  return dialog(page, 'Sign in again').getByRole('group', { name: 'Cloud version' })
}

/** Clicks *Log in to Jira*. @returns Atlassian's page in the window that opens, which asks for the e-mail address */
export const openAtlassian = async (app: ElectronApplication, group: Locator): Promise<Page> => {
  const opened = app.waitForEvent('window')
  await group.getByRole('button', { name: 'Log in to Jira', exact: true }).click()
  const window = await opened
  window.setDefaultTimeout(10_000)
  await window.getByLabel('Email').waitFor()
  return window
}

type OnPage = (window: Page, name: string) => Promise<void>

/** Enters e-mail address and password on Atlassian's pages; ends at the question for access. */
export const logInAtAtlassian = async (
  window: Page,
  account = anna,
  onPage: OnPage = async () => {}
): Promise<void> => {
  await window.getByLabel('Email').fill(account.email)
  await onPage(window, 'atlassian-email')
  await window.getByRole('button', { name: 'Continue' }).click()
  await window.getByLabel('Password').fill(account.password)
  await onPage(window, 'atlassian-password')
  await window.getByRole('button', { name: 'Log in' }).click()
  await window.getByRole('button', { name: 'Accept' }).waitFor()
}

/** Answers Atlassian's question. The window closes itself at the callback, sometimes before the click has returned. */
export const answerAtlassian = async (window: Page, button: 'Accept' | 'Cancel'): Promise<void> => {
  const closed = window.waitForEvent('close')
  await window
    .getByRole('button', { name: button })
    .click({ noWaitAfter: true })
    .catch((error: Error) => {
      if (!window.isClosed()) throw error
    })
  if (!window.isClosed()) await closed
}

interface AtlassianSignIn {
  readonly app: ElectronApplication
  /** *Cloud version* in the dialog. */
  readonly group: Locator
  /** To be chosen on Atlassian's page. */
  readonly site: string
  readonly onPage?: OnPage
}

/** *Log in to Jira* and through Atlassian's pages as Anna, up to *Accept*. Does not wait for what the app makes of it. */
export const signInAtAtlassian = async ({
  app,
  group,
  site,
  onPage = async () => {}
}: AtlassianSignIn): Promise<void> => {
  const window = await openAtlassian(app, group)
  await logInAtAtlassian(window, anna, onPage)
  await window.getByLabel('Use app on').selectOption({ label: site })
  await onPage(window, 'atlassian-accept')
  await answerAtlassian(window, 'Accept')
}

/** Opens *Select project*, which asks for an API token first after a sign-in at Atlassian. @returns the dialog */
export const openSelectProject = async (page: Page, host: string): Promise<Locator> => {
  await openTab(page, 'Overview')
  await (await connectionItem(page, host)).getByRole('button', { name: 'Select project' }).click()
  return dialog(page, 'Select project')
}

export interface TokenEntry {
  readonly email: string
  readonly token: string
  /** `2027-01-31` */
  readonly expiresOn?: string
}

/** Fills in the fields of an API token, in whichever dialog shows them. */
export const fillToken = async (within: Locator, { email, token, expiresOn }: TokenEntry): Promise<void> => {
  await within.getByRole('textbox', { name: 'Email' }).fill(email)
  await within.getByLabel('API token', { exact: true }).fill(token)
  if (expiresOn !== undefined) await within.getByLabel('Expires on').fill(expiresOn)
}

/** Add Account → *Use an API token instead* → the form → *Log in*. Does not wait for the outcome. */
export const signInWithApiToken = async (page: Page, site: string, entry: TokenEntry): Promise<void> => {
  await (await addCloudAccount(page)).getByRole('button', { name: 'Use an API token instead' }).click()
  const form = dialog(page, 'Add Account')
  await form.getByRole('textbox', { name: 'Site' }).fill(site)
  await fillToken(form, entry)
  await form.getByRole('button', { name: 'Log in', exact: true }).click()
}

/** *Check connection*; resolves when the app is done with it. @returns the connection's list item */
export const checkConnection = async (page: Page, host: string): Promise<Locator> => {
  const item = await connectionItem(page, host)
  await examineAndClose(page, item)
  return item
}

/** *Tasks* → *Sync now*, and waits until the Cloud was asked and the sync is over. */
export const syncNow = async (page: Page, cloud: PracticeCloud): Promise<void> => {
  await openTab(page, 'Tasks')
  const asked = cloud.admin.requests().length
  await page.getByRole('button', { name: 'Sync now' }).click()
  const deadline = Date.now() + 15_000
  while (cloud.admin.requests().length === asked) {
    if (Date.now() > deadline) throw new Error('no request after Sync now')
    await page.waitForTimeout(50)
  }
  await page.getByRole('button', { name: 'Sync now' }).waitFor({ timeout: 20_000 })
}

/** Searches the tasks for a key and opens that task. @returns its details at the side */
export const openTask = async (page: Page, key: string): Promise<Locator> => {
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill(key)
  const row = page.getByRole('grid', { name: 'Tasks' }).getByRole('row').filter({ hasText: key }).first()
  await row.click()
  const detail = page.getByRole('complementary', { name: 'Task details' })
  await detail.getByText(key, { exact: true }).waitFor()
  return detail
}

/** Text as it reads, whatever stands between the words. */
export const words = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** In *Select project*, past the API token: finds a project, reads its count, links it.
 * @returns the issue count AtTrack shows before linking */
export const linkFrom = async (select: Locator, key: string): Promise<number> => {
  await select.getByRole('searchbox', { name: 'Find a Jira project' }).fill(key)
  await select
    .getByRole('option', { name: new RegExp(`\\b${key}\\b`) })
    .first()
    .click()
  const count = select.getByText(new RegExp(`^${key} has [\\d.,]+ issues?`))
  const shown = Number(/has ([\d.,]+)/.exec(await count.innerText())?.[1]?.replace(/\D/g, ''))
  await select.getByRole('button', { name: 'Link project' }).click()
  await select.waitFor({ state: 'hidden' })
  return shown
}
