/**
 * What stands between a person and their Jira, met in the window: a private authority and a proxy that wants a sign-in,
 * from the failure to the connection; the doctor and its report. The first one without a mouse. Pictures of every screen
 * on the way are in test-results/network.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { startSurroundings, type Surroundings } from '../jira/surroundings/index.ts'
import { examine, examined } from './support/doctor-flows.ts'
import { connectionItem, jiraIntegration, newProject, signInWithPassword } from './support/flows.ts'
import { newProjectByKeyboard, signInWithPasswordByKeyboard, tabToTarget } from './support/keyboard.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'
import { screenshots, type Screenshots } from './support/screenshots.ts'

const anna = { username: 'anna', password: 'anna-password' }
let surroundings: Surroundings
let running: RunningApp
let folder: string
let pictures: Screenshots

test.beforeAll(() => {
  pictures = screenshots('test-results/network')
})

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attrack-network-'))
  running = await launchApp()
})

test.afterEach(async () => {
  await running.close()
  await surroundings.close()
  rmSync(running.userData, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

/** The system's file dialog, answered: it chooses this file. */
const chooses = (bytes: string): Promise<void> => {
  const file = join(folder, 'chosen.pem')
  writeFileSync(file, bytes)
  return running.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, file)
}

/** The same for a place to save at. @returns the file */
const savesAs = async (name: string): Promise<string> => {
  const file = join(folder, name)
  await running.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
  return file
}

/** Light and wide, dark and narrow; nothing sticks out of the dialog at the sides. */
const look = async (page: Page, name: string): Promise<void> => {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [760, 'dark']
  ] as const) {
    await running.app.evaluate(
      ({ BrowserWindow }, w) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, 800),
      width
    )
    await page.waitForFunction((wanted) => window.innerWidth === wanted, width)
    await page.emulateMedia({ colorScheme })
    await pictures.take(page, `${name}-${colorScheme}`)
    const tooWide = await page
      .getByRole('dialog')
      .evaluateAll((all) =>
        all.flatMap((one) =>
          one.scrollWidth <= one.clientWidth
            ? []
            : [...one.querySelectorAll<HTMLElement>('*')]
                .filter((part) => part.getBoundingClientRect().right > one.getBoundingClientRect().right)
                .map((part) => part.innerText)
        )
      )
    expect(tooWide, `${name}: what sticks out of the dialog`).toEqual([])
  }
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
  await page.emulateMedia({ colorScheme: 'light' })
}

const press = async (page: Page, target: Locator): Promise<void> => {
  await tabToTarget(page, target)
  await page.keyboard.press('Enter')
}

/** To the address that fails, by keyboard. @returns the dialog *Add Account* */
const failAt = async (page: Page, address: string): Promise<Locator> => {
  await press(page, jiraIntegration(page).getByRole('button', { name: 'Add Account' }))
  const adding = page.getByRole('dialog', { name: 'Add Account' })
  await press(
    page,
    adding.getByRole('group', { name: 'Server version' }).getByRole('button', { name: 'Log in to Jira' })
  )
  await expect(adding.getByRole('textbox', { name: 'Link to your Jira' })).toBeFocused()
  await page.keyboard.type(address)
  await page.keyboard.press('Enter')
  await expect(adding.getByRole('alert')).toBeVisible()
  return adding
}

/** Goes down an open menu; on a busy computer it takes a moment until it listens. */
async function arrowTo(page: Page, entry: Locator): Promise<void> {
  await expect(entry).toBeVisible()
  await expect(async () => {
    await page.keyboard.press('ArrowDown')
    await expect(entry).toBeFocused({ timeout: 200 })
  }).toPass()
}

test('a private authority: looked at, imported, signed in, checked – by keyboard alone', async () => {
  surroundings = await startSurroundings('private-ca', { version: '10.3' })
  const { page } = running
  await newProjectByKeyboard(page, 'Website')
  const adding = await failAt(page, surroundings.url)
  await expect(adding.getByRole('alert')).toContainText('is not trusted on this computer')
  await look(page, 'untrusted')

  await press(page, adding.getByRole('button', { name: 'Find out why' }))
  const why = page.getByRole('dialog', { name: 'Check connection' })
  await expect(why.getByRole('group', { name: 'The one thing to do next' })).toBeVisible({ timeout: 30_000 })
  await look(page, 'doctor-untrusted')
  await page.keyboard.press('Escape')
  await expect(why).toBeHidden()
  await expect(adding.getByRole('button', { name: 'Find out why' })).toBeFocused()

  await page.keyboard.press('Shift+Tab')
  await press(page, adding.getByRole('button', { name: 'Show certificate' }))
  const certificate = page.getByRole('dialog', { name: /^Certificate of / })
  await expect(certificate.getByRole('checkbox')).toBeVisible()
  await look(page, 'certificate')
  await chooses(surroundings.caPem ?? '')
  await press(page, certificate.getByRole('button', { name: 'Import a certificate authority' }))
  await expect(certificate).toBeHidden()
  await expect(adding.getByRole('radiogroup', { name: 'How do you want to sign in?' })).toBeVisible()
  await signInWithPasswordByKeyboard(page, anna)

  const item = await connectionItem(page, new URL(surroundings.url).host)
  await press(page, item.getByRole('button', { name: 'Check connection' }))
  const doctor = await examined(page)
  const steps = doctor.getByRole('list', { name: 'Steps' }).locator('> li')
  await expect(steps).toHaveCount(13)
  await expect(steps.nth(4)).toContainText('Good')
  await look(page, 'doctor-good')
  const file = await savesAs('report.md')
  await press(page, doctor.getByRole('button', { name: 'Save report' }))
  await arrowTo(page, page.getByRole('menuitem', { name: /Markdown/ }))
  await page.keyboard.press('Enter')
  await expect(doctor.getByText(`Saved as ${file}`)).toBeVisible()
  await expect(doctor.getByRole('button', { name: 'Save report' })).toBeFocused()
  const report = readFileSync(file, 'utf8')
  expect(report).toContain(new URL(surroundings.url).host)
  expect(report).not.toContain(anna.password)
  expect(report).not.toContain(anna.username)
  await page.keyboard.press('Escape')
  await expect(doctor).toBeHidden()

  await press(page, item.getByRole('button', { name: /^More about/ }))
  await arrowTo(page, page.getByRole('menuitem', { name: 'Network settings' }))
  await page.keyboard.press('Enter')
  const settings = page.getByRole('dialog', { name: 'Network settings' })
  await expect(settings.getByRole('list', { name: 'Certificate authorities you imported' })).toBeVisible()
  await look(page, 'settings')
  await press(page, settings.getByRole('button', { name: /^Remove / }))
  await expect(settings.getByText('Only those this computer trusts anyway.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(settings).toBeHidden()
  await expect(item.getByRole('button', { name: /^More about/ })).toBeFocused()
  await expect(item).toContainText('Untrusted certificate')
  await look(page, 'connection-untrusted')
  expect(running.complaints).toEqual([])
})

test('a self-signed certificate is trusted alone; another in its place stops everything', async () => {
  surroundings = await startSurroundings('self-signed', { version: '10.3' })
  const { page } = running
  const { port } = surroundings.jira
  await newProject(page, 'Website')
  const adding = await failAt(page, surroundings.url)
  await adding.getByRole('button', { name: 'Show certificate' }).click()
  const certificate = page.getByRole('dialog', { name: /^Certificate of / })
  const trust = certificate.getByRole('button', { name: 'Trust this certificate only' })
  await expect(trust).toBeDisabled()
  await certificate.getByRole('checkbox', { name: /^I compared the fingerprint/ }).check()
  await trust.click()
  await expect(adding.getByRole('radiogroup', { name: 'How do you want to sign in?' })).toBeVisible()
  await signInWithPassword(page, anna)
  const item = await connectionItem(page, new URL(surroundings.url).host)
  await expect(item).toContainText('Connected')

  await surroundings.close()
  surroundings = await startSurroundings('self-signed', { version: '10.3', port })
  const doctor = await examine(page, item)
  await expect(doctor.getByRole('group', { name: 'The one thing to do next' })).toContainText('another certificate')
  await look(page, 'doctor-changed')
  await doctor.getByRole('button', { name: 'Show certificate' }).click()
  await expect(certificate.getByRole('group', { name: 'The one you trusted', exact: true })).toBeVisible()
  await look(page, 'certificate-changed')
  expect(surroundings.jira.admin.requests()).toEqual([])
  await certificate.getByRole('checkbox').check()
  await certificate.getByRole('button', { name: 'Trust the new certificate' }).click()
  await expect(doctor.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 65_000 })
  await expect(doctor.getByRole('list', { name: 'Steps' }).locator('> li').nth(4)).toContainText('Good')
})

test('a proxy that wants a sign-in: set for this Jira, asked once, kept, forgotten', async () => {
  surroundings = await startSurroundings('proxy-407', { version: '10.3' })
  const { proxy } = surroundings
  if (!proxy) throw new Error('these surroundings have no proxy')
  const { page } = running
  await newProject(page, 'Website')
  const adding = await failAt(page, surroundings.url)
  await adding.getByRole('button', { name: 'Network settings' }).click()
  const settings = page.getByRole('dialog', { name: 'Network settings' })
  await settings.getByRole('radio', { name: 'This proxy' }).check()
  await settings.getByRole('textbox', { name: 'Address of the proxy' }).fill(proxy.url)
  await look(page, 'settings-proxy')
  await settings.getByRole('button', { name: 'Save proxy' }).click()
  await expect(
    settings
      .getByText(/^None is kept/)
      .or(settings.getByText(/None is kept/))
      .first()
  ).toBeVisible()
  await settings.getByRole('button', { name: 'Close' }).last().click()

  const signIn = adding.getByRole('group', { name: /^Sign-in to / })
  await expect(signIn).toBeVisible()
  await look(page, 'proxy-sign-in')
  await signIn.getByRole('textbox', { name: 'User name' }).fill(proxy.user ?? '')
  await signIn.getByLabel('Password').fill(proxy.password ?? '')
  await page.keyboard.press('Enter')
  await expect(adding.getByRole('radiogroup', { name: 'How do you want to sign in?' })).toBeVisible()
  await signInWithPassword(page, anna)
  const item = await connectionItem(page, new URL(surroundings.url).host)
  await expect(item).toContainText('Connected')
  await item.getByRole('button', { name: /^More about/ }).click()
  await page.getByRole('menuitem', { name: 'Network settings' }).click()
  await expect(settings.getByText(/Kept for .*: proxy-user/)).toBeVisible()
  await settings.getByRole('button', { name: /^Forget/ }).click()
  await expect(settings.getByText(/None is kept/)).toBeVisible()
  await settings.getByRole('button', { name: 'Close' }).last().click()
  await expect(item.getByRole('group', { name: /^Sign-in to / })).toBeVisible({ timeout: 15_000 })
  await look(page, 'connection-proxy')
})
