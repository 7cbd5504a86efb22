/** The application link: prepared without a network, handed over, waited for, noticed, signed in – without a mouse. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { ElectronApplication } from 'playwright-core'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { answerSaveDialog, goOffline, pdfPicture } from './support/desktop.ts'
import { answerJira, connectionItem, jiraIntegration, newProject } from './support/flows.ts'
import { focusIsOn, focusIsVisible, tabTo } from './support/keyboard.ts'
import { openOwnBrowser } from './support/own-browser.ts'
import { screenshots } from './support/screenshots.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

let running: RunningApp
let folder: string

test.beforeEach(async () => {
  running = await launchApp()
  folder = mkdtempSync(join(tmpdir(), 'attrack-sheets-'))
})

test.afterEach(async () => {
  await running.close()
  rmSync(running.userData, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

const kit = (page: Page) => page.getByRole('dialog', { name: 'Set up the application link' })
const valueOf = (page: Page, name: string): Promise<string> =>
  kit(page).getByRole('textbox', { name, exact: true }).inputValue()

test('offline, before any connection: values, setup sheet as PDF and HTML, message, link file', async () => {
  const { app, page } = running
  const pictures = screenshots('test-results/application-link-kit')
  await goOffline(app)
  await page.getByRole('navigation').getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByRole('button', { name: 'Set up the application link' }).click()
  await expect(kit(page)).toContainText('Jira administrator')
  expect(await valueOf(page, 'Consumer key')).toBe('Oauth_attrack_prod')
  expect(await valueOf(page, 'Consumer name')).toBe('AtTrack')
  const publicKey = await valueOf(page, 'Public key')
  expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/)
  await pictures.take(page, 'kit')

  const save = async (button: string, item: string | null, file: string): Promise<Buffer> => {
    await answerSaveDialog(app, join(folder, file))
    await kit(page).getByRole('button', { name: button, exact: true }).click()
    if (item) await page.getByRole('menuitem', { name: item, exact: true }).click()
    await expect(kit(page)).toContainText(file)
    return readFileSync(join(folder, file))
  }
  const pdf = await save('Save setup sheet', 'PDF', 'sheet.pdf')
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const html = (await save('Save setup sheet', 'HTML', 'sheet.html')).toString('utf8')
  for (const part of ['Oauth_attrack_prod', 'Browse Projects', publicKey.split('\n')[1] ?? '?'])
    expect(html).toContain(part)
  expect(html).not.toMatch(/<script|PRIVATE KEY|(src|href)="https?:/i)
  const file = JSON.parse((await save('Save link file', null, 'jira.attrack-link.json')).toString('utf8')) as Record<
    string,
    unknown
  >
  expect(file).toMatchObject({ consumerKey: 'Oauth_attrack_prod', publicKey })

  await pdfPicture(app, join(folder, 'sheet.pdf'), join(pictures.folder, 'setup-sheet.pdf.png'))
  const sheet = await openOwnBrowser(app, `file://${join(folder, 'sheet.html')}`)
  await pictures.take(sheet, 'setup-sheet-html')
  await sheet.close()
  expect(running.complaints).toEqual([])
})

/** The Jira administrator, at a computer of their own, with the values they were sent. */
async function createLinkInJira(
  app: ElectronApplication,
  jira: PracticeJira,
  values: Readonly<Record<'Application URL' | 'Consumer key' | 'Consumer name' | 'Public key', string>>
): Promise<void> {
  const browser = await openOwnBrowser(app, `${jira.url}/plugins/servlet/applinks/listApplicationLinks`)
  await browser.getByLabel('Username').fill('admin')
  await browser.getByLabel('Password').fill('admin')
  await browser.getByRole('button', { name: 'Log In' }).click()
  await browser.getByRole('link', { name: 'Create link', exact: true }).click()
  const goOn = () => browser.getByRole('button', { name: 'Continue' }).click()
  await browser.getByRole('radio', { name: 'Atlassian product' }).check()
  await browser.getByLabel('Application URL').fill(values['Application URL'])
  await goOn()
  await expect(browser.getByText('No response was received')).toBeVisible()
  await goOn()
  await browser.getByLabel('Application Name').fill('Integration AtTrack')
  await browser.getByLabel('Application Type').selectOption('Generic Application')
  await browser.getByLabel('Create incoming link').check()
  await goOn()
  await browser.getByLabel('Consumer Key').fill(values['Consumer key'])
  await browser.getByLabel('Consumer Name').fill(values['Consumer name'])
  await browser.getByLabel('Public Key').fill(values['Public key'])
  await goOn()
  await expect(browser.getByText(values['Consumer key']).first()).toBeVisible()
  await browser.close()
}

test('by keyboard: no link yet → waiting → the administrator makes it → noticed → signed in', async () => {
  test.setTimeout(120_000)
  const jira = await startPracticeJira({ version: '10.3', projects: false })
  const { app, page } = running
  const { keyboard } = page
  const pictures = screenshots('test-results/waiting-for-administrator')
  try {
    await newProject(page, 'Hand-over')
    await tabTo(page, 'Set up the application link')
    await keyboard.press('Enter')
    await expect(kit(page)).toBeVisible()
    await tabTo(page, 'Address of your Jira')
    await keyboard.type(`${jira.url}/secure/Dashboard.jspa`)
    await keyboard.press('Enter')
    await expect(kit(page)).toContainText('no application link for AtTrack yet')
    await pictures.take(page, 'no-link-yet')
    const values = {
      'Application URL': await valueOf(page, 'Application URL'),
      'Consumer key': await valueOf(page, 'Consumer key'),
      'Consumer name': await valueOf(page, 'Consumer name'),
      'Public key': await valueOf(page, 'Public key')
    }
    await tabTo(page, 'Wait for the administrator')
    await keyboard.press('Enter')
    await expect(kit(page)).toBeHidden()
    const item = await connectionItem(page, new URL(jira.url).host)
    await expect(item).toContainText('Waiting for Jira administrator')
    await expect(item).toContainText('Oauth_attrack_prod')
    await pictures.take(page, 'waiting')

    await createLinkInJira(app, jira, values)
    // Back at AtTrack, which looks at once, unless it has done so in the last seconds. (No window manager here gives the
    // focus back.)
    const window = await app.browserWindow(page)
    await expect(async () => {
      await window.evaluate((one) => one.emit('focus'))
      await expect(item).toContainText('The application link works', { timeout: 1500 })
    }).toPass({ timeout: 40_000 })
    await pictures.take(page, 'link-works')

    const { host } = new URL(jira.url)
    const signIn = jiraIntegration(page).getByRole('listitem').filter({ hasText: host })
    await expect(signIn.getByRole('button', { name: 'Log in to Jira' })).toBeVisible()
    // The notification that came may have the focus; the list is further on.
    await tabTo(page, 'Log in to Jira')
    await keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Sign in again' }).or(page.getByRole('dialog')).first()
    await expect(dialog).toBeVisible()
    await expect(dialog.getByRole('radio', { name: 'OAuth 1.0' })).toBeChecked()
    const opened = app.waitForEvent('window')
    await tabTo(page, 'Log in to Jira')
    expect(await focusIsVisible(page)).toBe(true)
    await keyboard.press('Enter')
    const jirasPage = await opened
    const closed = jirasPage.waitForEvent('close')
    await answerJira(jirasPage, { username: 'anna', password: 'anna-password' })
    await closed
    await expect(item).toContainText('Connected')
    await expect(item).toContainText('Anna Nowak')
    await pictures.take(page, 'connected')
    await tabTo(page, 'Select project')
    await keyboard.press('Enter')
    await focusIsOn(page, 'Find a Jira project')
    expect(running.complaints).toEqual([])
  } finally {
    await jira.close()
  }
})
