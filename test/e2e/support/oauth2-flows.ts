/** OAuth 2.0 with a Data Center over real https, whose company authority the app's computer trusts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { startPracticeJira, type PracticeJira } from '../../jira/index.ts'
import type { Account, OAuth2LinkValues } from './flows.ts'
import { launchApp, type RunningApp } from './launchApp.ts'
import { openOwnBrowser } from './own-browser.ts'
import { homeTrusting } from './trust.ts'

const administrator = { username: 'admin', password: 'admin' } as const

export interface SecureJira {
  readonly jira: PracticeJira
  readonly host: string
  readonly userData: string
  /** Minutes, from the app's next start on; 0, as it is in the beginning: never by itself. */
  syncEvery(minutes: number): void
  /** Starts the app on `userData`, again and again. */
  start(): Promise<RunningApp>
  /** Ends the practice Jira and removes what was on disk; the app has to be closed by then. */
  close(): Promise<void>
}

/** @param callbackPort for the app's sign-ins; specs must not get in each other's way */
export const startSecureJira = async (callbackPort: number): Promise<SecureJira> => {
  const jira = await startPracticeJira({ version: '10.3', https: true })
  const home = homeTrusting(jira.caPem ?? '')
  const userData = mkdtempSync(join(tmpdir(), 'attrack-e2e-'))
  const syncEvery = (syncIntervalMinutes: number): void =>
    writeFileSync(join(userData, 'settings.json'), JSON.stringify({ settings: { syncIntervalMinutes, callbackPort } }))
  syncEvery(0)
  return {
    jira,
    host: new URL(jira.url).host,
    userData,
    syncEvery,
    start: () => launchApp({ userData, env: { HOME: home } }),
    close: async () => {
      await jira.close()
      for (const folder of [userData, home]) rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** What a Jira administrator does by hand: *Create link* → External application, Incoming. @returns what Jira shows */
export const makeIncomingLink = async (
  app: ElectronApplication,
  jira: PracticeJira,
  redirectUrl: string,
  onPage: (window: Page, name: string) => Promise<void> = async () => {}
): Promise<OAuth2LinkValues> => {
  const browser = await openOwnBrowser(app, `${jira.url}/plugins/servlet/applinks/externalApplication`)
  const { username, password }: Account = administrator
  await browser.getByLabel('Username').fill(username)
  await browser.getByLabel('Password').fill(password)
  await browser.getByRole('button', { name: 'Log In' }).click()
  await browser.getByLabel('Name', { exact: true }).fill('AtTrack')
  await browser.getByLabel('Redirect URL').fill(redirectUrl)
  await browser.getByLabel('Permission').selectOption('READ')
  await onPage(browser, 'administrator-link')
  await browser.getByRole('button', { name: 'Save' }).click()
  const clientId = await browser.getByLabel('Client ID').inputValue()
  const clientSecret = await browser.getByLabel('Client secret').inputValue()
  await onPage(browser, 'administrator-credentials')
  await browser.close()
  return { clientId, clientSecret }
}
