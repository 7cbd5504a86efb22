/**
 * What a Project Manager, an Employee and an Observer see in the real app: only what they may do, and who can do the rest.
 * A Project Manager takes over the connection an Administrator made. Pictures in test-results/roles.
 */
import { rmSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { bridgeOf } from './support/bridge.ts'
import {
  addServerAccount,
  availableConnections,
  connectionItem,
  jiraIntegration,
  linkProject,
  navigate,
  newProject,
  openTab,
  signInWithPassword,
  waitForTasks
} from './support/flows.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'
import { screenshots, type Screenshots } from './support/screenshots.ts'

/** Pixels. */
const widths = { wide: 1280, narrow: 640 } as const
const password = 'long enough for everybody'
const first = 'good for the first time'
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

const resize = async (page: Page, width: number): Promise<void> => {
  await running.app.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(wanted, 800)
  }, width)
  await page.waitForFunction((wanted) => window.innerWidth === wanted, width)
}

/** Wide and light, narrow and dark; nothing sticks out sideways. */
const look = async (pictures: Screenshots, name: string): Promise<void> => {
  const { page } = running
  for (const [word, width] of Object.entries(widths)) {
    await resize(page, width)
    const tooWide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('#content, [role=dialog]')]
        .filter((one) => one.scrollWidth > one.clientWidth)
        .map((one) => one.tagName)
    )
    expect(tooWide, `${name}, ${word}`).toEqual([])
    const colorScheme = word === 'wide' ? 'light' : 'dark'
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    await pictures.take(page, `${name}-${colorScheme}-${word}`)
  }
  await resize(page, widths.wide)
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Signs in for the first time, with a password of one's own afterwards. */
const become = async (login: string): Promise<void> => {
  const { page } = running
  const bridge = bridgeOf(page)
  await bridge.must('session.signOut', {})
  await bridge.must('session.signIn', { login, password: first })
  await bridge.must('session.changePassword', { current: first, password })
  await expect(page.getByRole('navigation')).toBeVisible()
}

test('each role is offered what it may do, and a Project Manager takes over', async () => {
  // Four people, one after the other, with pictures.
  test.setTimeout(180_000)
  const { page } = running
  const { host } = new URL(jira.url)
  const pictures = screenshots('test-results/roles')
  const bridge = bridgeOf(page)
  await resize(page, widths.wide)
  await newProject(page, 'Kitchen fronts')
  await newProject(page, 'Website')
  await addServerAccount(page, jira.url)
  await signInWithPassword(page, { username: 'anna', password: 'anna-password' })
  await linkProject(page, host, 'DAEMON')
  await waitForTasks(page, jira.admin.issues('DAEMON').length)
  const { projects } = await bridge.must('projects.list', {})
  const website = projects.find(({ name }) => name === 'Website')?.id ?? ''
  const person = { password: first, projectIds: [] }
  const ben = { ...person, name: 'Ben Okafor', login: 'ben', role: 'project-manager', projectIds: [website] } as const
  await bridge.must('members.add', { ...ben, projectIds: [website], ownPassword: password })
  await bridge.must('members.add', { ...person, name: 'Eve Lindqvist', login: 'eve', role: 'employee' })
  await bridge.must('members.add', { ...person, name: 'Olga Petrova', login: 'olga', role: 'observer' })

  await test.step('the Administrator', async () => {
    await navigate(page, 'Connections')
    await expect(availableConnections(page)).toContainText('your sign-in')
    await look(pictures, 'administrator-connections')
    await navigate(page, 'Settings')
    await page.getByRole('combobox', { name: 'Lock after' }).scrollIntoViewIfNeeded()
    await look(pictures, 'administrator-settings')
    await page.getByRole('button', { name: 'Back up workspace' }).click()
    await expect(page.getByRole('dialog').getByLabel('Passphrase', { exact: true })).toBeFocused()
    await look(pictures, 'administrator-backup')
    await page.keyboard.press('Escape')
  })

  await test.step('the Employee', async () => {
    await become('eve')
    await navigate(page, 'Projects')
    await look(pictures, 'employee-projects')
    await expect(page.getByRole('button', { name: 'New project' })).toHaveCount(0)
    await page.getByRole('link', { name: 'Website', exact: true }).click()
    await expect(jiraIntegration(page)).toContainText(
      'An Administrator or a Project Manager of this project can add accounts.'
    )
    await expect(availableConnections(page)).toContainText(host)
    await expect(jiraIntegration(page).getByRole('button')).toHaveText(['Check connection'])
    await look(pictures, 'employee-project')
    await jiraIntegration(page).getByRole('button', { name: 'Check connection' }).click()
    await expect(page.locator('[data-announcer]')).toContainText(`Checked: ${host} is Connected.`)
    await openTab(page, 'Tasks')
    await expect(page.getByRole('button', { name: 'New task' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Sync now' })).toBeVisible()
    await navigate(page, 'Connections')
    await look(pictures, 'employee-connections')
    await navigate(page, 'Settings')
    await expect(page.getByRole('region', { name: 'Backup' })).toHaveCount(0)
    await look(pictures, 'employee-settings')
  })

  await test.step('the Observer', async () => {
    await become('olga')
    await navigate(page, 'Projects')
    await page.getByRole('link', { name: 'Website', exact: true }).click()
    await expect(availableConnections(page)).toContainText(host)
    await expect(jiraIntegration(page).getByRole('button')).toHaveCount(0)
    await openTab(page, 'Tasks')
    await expect(page.getByRole('grid', { name: 'Tasks' })).toContainText('DAEMON-')
    await expect(page.getByRole('button', { name: /New task|Sync now/ })).toHaveCount(0)
    await look(pictures, 'observer-tasks')
  })

  await test.step('the Project Manager, in a project of others', async () => {
    await become('ben')
    await navigate(page, 'Projects')
    await expect(page.getByRole('button', { name: 'Actions for Website' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Actions for Kitchen fronts' })).toHaveCount(0)
    await look(pictures, 'manager-projects')
    await page.getByRole('link', { name: 'Kitchen fronts', exact: true }).click()
    await expect(availableConnections(page)).toContainText(host)
    await expect(jiraIntegration(page).getByRole('button')).toHaveText(['Check connection'])
    await look(pictures, 'manager-foreign-project')
  })

  await test.step('the Project Manager takes over', async () => {
    await navigate(page, 'Projects')
    await page.getByRole('link', { name: 'Website', exact: true }).click()
    const item = await connectionItem(page, host)
    await expect(item.getByRole('button', { name: 'Select project' })).toHaveCount(0)
    await look(pictures, 'manager-project')
    await item.getByRole('button', { name: 'Take over' }).click()
    const dialog = page.getByRole('dialog', { name: 'Take over' })
    await expect(dialog).toContainText('sign-in is forgotten')
    await look(pictures, 'manager-take-over')
    await signInWithPassword(page, { username: 'ben', password: 'ben-password' })
    await expect(dialog).toBeHidden()
    await expect(item).toContainText('your sign-in')
    await expect(item.getByRole('button', { name: 'Select project' })).toBeVisible()
    await look(pictures, 'manager-took-over')
  })
  expect(running.complaints).toEqual([])
})
