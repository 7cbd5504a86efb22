/**
 * Every main screen, light and dark, wide and narrow, to look at in test-results/screens; and what can be judged
 * without eyes: nothing sticks out sideways, everything that can be used has a name, keys and dates are whole.
 */
import { rmSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import {
  addServerAccount,
  connectionItem,
  linkProject,
  navigate,
  newProject,
  openTab,
  signInWithPassword,
  taskGrid,
  waitForTasks
} from './support/flows.ts'
import { screenshots, type Screenshots } from './support/screenshots.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

const widths = { wide: 1280, narrow: 760 } as const
const height = 800
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

const resize = async (width: number): Promise<void> => {
  const size = { width, height }
  await running.app.evaluate(({ BrowserWindow }, { width: w, height: h }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(w, h)
  }, size)
  await running.page.waitForFunction((wanted) => window.innerWidth === wanted, width)
}

/** What of the page sticks out sideways, or can be used and has no name. */
const faults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const root = document.documentElement
    if (root.scrollWidth > root.clientWidth)
      found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`)
    const content = document.getElementById('content')
    if (content && content.scrollWidth > content.clientWidth) found.push('the content is too wide')
    for (const dialog of document.querySelectorAll('[role=dialog]')) {
      if (dialog.scrollWidth > dialog.clientWidth) found.push('the dialog is too wide')
    }
    for (const button of document.querySelectorAll<HTMLElement>('button')) {
      const label = button.querySelector<HTMLElement>('[class*=Button-label]')
      if (label && label.scrollWidth > label.clientWidth) found.push(`the button “${button.innerText}” is cut off`)
    }
    return found
  })

/** Interactive elements without an accessible name, as Chromium's own accessibility tree has them. */
const nameless = async (page: Page): Promise<string[]> => {
  const session = await page.context().newCDPSession(page)
  const { nodes } = (await session.send('Accessibility.getFullAXTree' as never)) as unknown as {
    nodes: { ignored: boolean; role?: { value: string }; name?: { value: string }; properties?: unknown[] }[]
  }
  await session.detach()
  const interactive = new Set([
    'button',
    'link',
    'textbox',
    'searchbox',
    'checkbox',
    'switch',
    'radio',
    'tab',
    'combobox',
    'grid',
    'listbox',
    'dialog',
    'menuitem',
    'progressbar'
  ])
  return nodes
    .filter((node) => !node.ignored && interactive.has(node.role?.value ?? '') && !node.name?.value?.trim())
    .map((node) => node.role?.value ?? '')
}

/** Takes the screen in both colours and both widths, and judges each width; of a dialog two of the four pictures do. */
const judge = async (pictures: Screenshots, name: string, dialog = false): Promise<void> => {
  const { page } = running
  expect(await nameless(page), `${name}: names`).toEqual([])
  for (const [word, width] of Object.entries(widths)) {
    await resize(width)
    expect(await faults(page), `${name}, ${word}`).toEqual([])
    for (const colorScheme of ['light', 'dark'] as const) {
      if (dialog && (colorScheme === 'light') !== (word === 'wide')) continue
      await page.emulateMedia({ colorScheme })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
      await pictures.take(page, `${name}-${colorScheme}-${word}`)
    }
  }
  await resize(widths.wide)
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Keys and dates that do not fit their column. */
const cutOff = (page: Page): Promise<string[]> =>
  taskGrid(page).evaluate((grid) =>
    [...grid.querySelectorAll<HTMLElement>('[data-column=key], [data-column=updated]')]
      .filter((cell) => cell.scrollWidth > cell.clientWidth)
      .map((cell) => cell.innerText)
  )

test('the main screens, light and dark, wide and narrow', async () => {
  const { page } = running
  const { host } = new URL(jira.url)
  const pictures = screenshots('test-results/screens')
  const dialog = page.getByRole('dialog')
  await resize(widths.wide)
  await judge(pictures, 'projects-empty')
  await newProject(page, 'Website')
  await judge(pictures, 'project-empty')

  await addServerAccount(page, jira.url)
  await judge(pictures, 'sign-in', true)
  await signInWithPassword(page, { username: 'anna', password: 'wrong' })
  await expect(dialog.getByRole('alert')).toBeVisible()
  await judge(pictures, 'sign-in-refused', true)
  await dialog.getByRole('radio', { name: 'OAuth 1.0' }).check()
  await judge(pictures, 'oauth', true)
  await dialog.getByRole('button', { name: 'Set up the application link' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Public key' })).toBeVisible()
  await judge(pictures, 'application-link', true)
  await dialog.getByRole('button', { name: 'Back', exact: true }).click()
  await signInWithPassword(page, { username: 'anna', password: 'anna-password' })
  const connection = await connectionItem(page, host)
  await connection.getByRole('button', { name: 'Select project' }).click()
  await expect(dialog.getByRole('option').first()).toBeVisible()
  await judge(pictures, 'select-project', true)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await linkProject(page, host, 'DAEMON')
  const count = jira.admin.issues('DAEMON').length
  await waitForTasks(page, count)
  await judge(pictures, 'tasks')
  await taskGrid(page).getByRole('row').nth(2).click()
  const detail = page.getByRole('complementary', { name: 'Task details' })
  await expect(detail).toContainText('DAEMON-')
  await judge(pictures, 'task-detail')
  for (const width of [1280, 1240, 1100, 1001, 900, 760]) {
    await resize(width)
    expect(await cutOff(page), `beside the detail, ${width} wide`).toEqual([])
  }
  await resize(widths.wide)
  await page.keyboard.press('Escape')
  await openTab(page, 'Overview')
  await judge(pictures, 'project')
  for (const name of ['Projects', 'Connections', 'Members', 'Settings'] as const) {
    await navigate(page, name)
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await judge(pictures, name.toLowerCase())
  }
  expect(running.complaints).toEqual([])
})
