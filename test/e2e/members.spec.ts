/**
 * A workspace of two people, in the real app: the second member turns signing in on, chooses a password, is locked out
 * and let in again; what is on the screen while nobody is there; and what the audit log tells of it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { bridgeOf } from './support/bridge.ts'
import { answerSaveDialog } from './support/desktop.ts'
import { navigate, newProject } from './support/flows.ts'
import { focusIsOn, tabTo } from './support/keyboard.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'
import { screenshots, type Screenshots } from './support/screenshots.ts'

const own = 'the owner has this one'
const chosen = 'anna alone knows this one'
/** Pixels. */
const widths = { wide: 1280, narrow: 640 } as const
let running: RunningApp
let folder: string

test.beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'attrack-members-'))
  running = await launchApp({ userData: folder })
})
test.afterEach(async () => {
  await running.close()
  rmSync(folder, { recursive: true, force: true })
})

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })

const resize = async (page: Page, width: number): Promise<void> => {
  await running.app.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(wanted, 800)
  }, width)
  await page.waitForFunction((wanted) => window.innerWidth === wanted, width)
}

/** Pictures in both widths, `all` in both colours each; nothing sticks out sideways. */
const look = async (page: Page, pictures: Screenshots, name: string, all = false): Promise<void> => {
  for (const [word, width] of Object.entries(widths)) {
    await resize(page, width)
    const tooWide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('#content, main, [role=dialog]')]
        .filter((one) => one.scrollWidth > one.clientWidth)
        .map((one) => one.tagName)
    )
    expect(tooWide, `${name}, ${word}`).toEqual([])
    for (const colorScheme of ['light', 'dark'] as const) {
      if (!all && (colorScheme === 'light') !== (word === 'wide')) continue
      await page.emulateMedia({ colorScheme })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
      await pictures.take(page, `${name}-${colorScheme}-${word}`)
    }
  }
  await resize(page, widths.wide)
  await page.emulateMedia({ colorScheme: 'light' })
}

/** At the page that asks for it, by keyboard; the focus is on *Login*. */
const signIn = async (page: Page, login: string, password: string): Promise<void> => {
  await focusIsOn(page, 'Login')
  await page.keyboard.type(login)
  await tabTo(page, 'Password')
  await page.keyboard.type(`${password}\n`)
}

const fromMenu = async (page: Page, item: 'Change password' | 'Lock' | 'Sign out'): Promise<void> => {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /Administrator|Employee/ })
    .click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Adds Anna as an Employee; the present member is alone and chooses a password as well. @returns both of hers */
const addAnna = async (page: Page, pictures?: Screenshots) => {
  await navigate(page, 'Members')
  await page.getByRole('button', { name: 'Add member' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add member' })
  await focusIsOn(page, 'Name')
  await page.keyboard.type('Anna Berg')
  await dialog.getByRole('button', { name: 'Suggest' }).click()
  const given = await dialog.getByLabel('Password for the first sign-in', { exact: true }).inputValue()
  if (pictures) {
    await look(page, pictures, 'add-member')
    await dialog.getByRole('radio', { name: 'Project Manager' }).check()
    await dialog.getByRole('checkbox', { name: 'Website' }).check()
    await look(page, pictures, 'manager')
    await dialog.getByRole('radio', { name: 'Employee' }).check()
  }
  await dialog.getByLabel('Your own password', { exact: true }).fill(own)
  await dialog.getByLabel('Repeat your own password').fill(own)
  if (pictures) await look(page, pictures, 'own-password')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Done' }).waitFor()
  expect(await dialog.getByLabel('Login', { exact: true }).inputValue()).toBe('anna.berg')
  expect(await dialog.getByLabel('Password for the first sign-in', { exact: true }).inputValue()).toBe(given)
  if (pictures) await look(page, pictures, 'hand-over')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  return given
}

const ownerLogin = async (page: Page): Promise<string> => {
  const { members } = await bridgeOf(page).must('members.list', {})
  return members.find(({ role }) => role === 'administrator')?.login ?? ''
}

const chooseOwn = async (page: Page, given: string): Promise<void> => {
  await expect(heading(page, 'Choose your own password')).toBeVisible()
  await focusIsOn(page, 'Current password')
  await page.keyboard.type(given)
  await tabTo(page, 'New password')
  await page.keyboard.type(chosen)
  await tabTo(page, 'Repeat the new password')
  await page.keyboard.type(`${chosen}\n`)
  await expect(heading(page, 'Projects')).toBeVisible()
}

test('the second member turns signing in on, chooses a password, and finds what an Employee may', async () => {
  test.setTimeout(120_000)
  const { page } = running
  const pictures = screenshots('test-results/members')
  await resize(page, widths.wide)
  await newProject(page, 'Website')
  await navigate(page, 'Members')
  await expect(page.getByRole('list', { name: 'Members' }).getByRole('listitem')).toHaveCount(1)
  await expect(page.getByRole('navigation').getByRole('button')).toHaveCount(0)
  await look(page, pictures, 'alone')
  const given = await addAnna(page, pictures)
  const list = page.getByRole('list', { name: 'Members' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(list.getByRole('listitem').filter({ hasText: 'Anna Berg' })).toContainText('not signed in yet')
  await look(page, pictures, 'members', true)

  await fromMenu(page, 'Sign out')
  await expect(heading(page, 'Sign in to AtTrack')).toBeVisible()
  expect(await page.innerText('body')).not.toMatch(/Website|Anna/)
  await look(page, pictures, 'sign-in', true)
  await signIn(page, 'anna.berg', 'not hers at all')
  await expect(page.getByRole('alert')).toContainText('That login and password do not belong together')
  await look(page, pictures, 'refused')
  await focusIsOn(page, 'Password')
  await page.keyboard.type(`${given}\n`)
  await expect(heading(page, 'Choose your own password')).toBeVisible()
  await look(page, pictures, 'choose')
  await chooseOwn(page, given)

  const me = page.getByRole('navigation').getByRole('button', { name: 'Anna Berg Employee' })
  await expect(me).toBeVisible()
  await navigate(page, 'Members')
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
  await expect(page.getByText(/To change something here, ask/)).toBeVisible()
  await look(page, pictures, 'employee')
  const told = await bridgeOf(page).must('members.list', {})
  expect(told.members.filter(({ login }) => login !== null).map(({ name }) => name)).toEqual(['Anna Berg'])
  await me.click()
  await expect(page.getByRole('menuitem', { name: 'Lock' })).toBeVisible()
  await look(page, pictures, 'menu')
  expect(running.complaints).toEqual([])
})

test('locked, nothing of the workspace is left in the window; the same page comes back', async () => {
  const { page } = running
  const pictures = screenshots('test-results/members-locked')
  await resize(page, widths.wide)
  await newProject(page, 'Website')
  await addAnna(page)
  await navigate(page, 'Projects')
  await page.getByRole('main').getByRole('link', { name: 'Website' }).click()
  await expect(heading(page, 'Website')).toBeVisible()

  await tabTo(page, 'Settings')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Change password' })).toBeVisible()
  for (const item of ['Change password', 'Lock']) {
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('menuitem', { name: item })).toBeFocused()
  }
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Locked')).toBeVisible()
  expect(await page.content()).not.toContain('Website')
  await look(page, pictures, 'locked')
  expect(await bridgeOf(page).invoke('projects.list', {})).toMatchObject({ ok: false, failure: { code: 'locked' } })

  await focusIsOn(page, 'Password')
  await page.keyboard.type('somebody else’s\n')
  await expect(page.getByRole('alert')).toContainText('That is not the password of')
  await focusIsOn(page, 'Password')
  await page.keyboard.type(`${own}\n`)
  await expect(heading(page, 'Website')).toBeVisible()
  expect(running.complaints).toEqual([])
})

test('five wrong passwords: the time to wait is told; a new one from the Administrator ends it; the log knows', async () => {
  test.setTimeout(90_000)
  const { page } = running
  const pictures = screenshots('test-results/members-throttled')
  await resize(page, widths.wide)
  const owner = await ownerLogin(page)
  await addAnna(page)
  await fromMenu(page, 'Sign out')
  await focusIsOn(page, 'Login')
  await page.keyboard.type('anna.berg')
  for (let time = 1; time <= 5; time += 1) {
    await page.getByLabel('Password', { exact: true }).fill(`wrong ${time}`)
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
    await expect(page.getByRole('alert')).toBeVisible()
  }
  await page.getByLabel('Password', { exact: true }).fill('wrong once more')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Too many wrong passwords')
  await expect(page.getByRole('alert')).toContainText(/Wait \d+ seconds?, then type/)
  await look(page, pictures, 'throttled')

  await page.getByLabel('Login', { exact: true }).fill(owner)
  await page.getByLabel('Password', { exact: true }).fill(own)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Projects')).toBeVisible()
  await navigate(page, 'Members')
  await page.getByRole('button', { name: 'Actions for Anna Berg' }).click()
  await look(page, pictures, 'actions')
  await page.getByRole('menuitem', { name: 'Give a new password' }).click()
  const dialog = page.getByRole('dialog', { name: 'New password for Anna Berg' })
  await dialog.getByRole('button', { name: 'Suggest' }).click()
  const given = await dialog.getByLabel('Password for the next sign-in', { exact: true }).inputValue()
  await look(page, pictures, 'new-password')
  await dialog.getByRole('button', { name: 'Give password' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()

  await page.getByRole('link', { name: 'Audit log' }).click()
  const table = page.getByRole('table', { name: 'Audit log' })
  await expect(table.getByRole('row').nth(1)).toContainText('Gave a new password')
  await expect(table).toContainText('Sign-in refused')
  await look(page, pictures, 'audit', true)
  const file = path.join(folder, 'audit.csv')
  await answerSaveDialog(running.app, file)
  await page.getByRole('button', { name: 'Export as CSV' }).click()
  await expect(page.getByText(`Saved: ${file}`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Export as CSV' })).toBeFocused()
  await look(page, pictures, 'exported')
  const csv = readFileSync(file, 'utf8')
  expect(csv).toContain('Gave a new password')
  for (const secret of [given, own]) expect(csv).not.toContain(secret)

  await fromMenu(page, 'Sign out')
  await signIn(page, 'anna.berg', given)
  await chooseOwn(page, given)
  expect(running.complaints).toEqual([])
})
