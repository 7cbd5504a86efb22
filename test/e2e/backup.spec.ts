/** Backing up and restoring in the real app: its own process, its dialogs, its next start. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import Libsql from 'libsql'
import { startPracticeJira } from '../jira/index.ts'
import { bridgeOf } from './support/bridge.ts'
import { answerOpenDialog, answerSaveDialog } from './support/desktop.ts'
import { filesContaining } from './support/files.ts'
import {
  addServerAccount,
  connectionItem,
  linkProject,
  navigate,
  newProject,
  openTab,
  signInWithPassword,
  waitForTasks
} from './support/flows.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'
import { screenshots } from './support/screenshots.ts'

const passphrase = 'correct horse battery staple'
const pictures = screenshots('test-results/backup')

let folder: string
let file: string
let running: RunningApp | null = null
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'attrack-e2e-backup-'))
  file = path.join(folder, 'AtTrack.attrack-backup')
})
test.afterEach(async () => {
  await running?.app.close().catch(() => {})
  running = null
  rmSync(folder, { recursive: true, force: true })
})

const userDataOf = (name: string): string => path.join(folder, name)

async function start(name: string): Promise<RunningApp> {
  running = await launchApp({ userData: userDataOf(name) })
  await answerSaveDialog(running.app, file)
  await answerOpenDialog(running.app, [file])
  return running
}
async function quit(): Promise<void> {
  await running?.app.close()
  running = null
}

async function backUp(page: Page, withSignIns: boolean): Promise<void> {
  await navigate(page, 'Settings')
  await page.getByRole('button', { name: 'Back up workspace' }).click()
  const dialog = page.getByRole('dialog', { name: 'Back up workspace' })
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await dialog.getByLabel('Repeat the passphrase').fill(passphrase)
  if (withSignIns) await dialog.getByRole('checkbox', { name: 'Include the Jira sign-ins' }).check()
  await dialog.getByRole('button', { name: 'Choose a place and back up' }).click()
  await dialog.getByText('The workspace is backed up').waitFor()
  await pictures.take(page, withSignIns ? 'backed-up-with-sign-ins' : 'backed-up')
  await dialog.getByRole('button', { name: 'Close' }).last().click()
}

/** @returns under which name the present workspace will be kept */
async function restore(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Restore a backup' }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore a backup' })
  await dialog.getByLabel('Passphrase', { exact: true }).fill('not this one at all')
  await dialog.getByRole('button', { name: 'Open backup' }).click()
  await dialog.getByText('The passphrase does not open this backup').waitFor()
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await dialog.getByRole('button', { name: 'Open backup' }).click()
  await dialog.getByRole('heading', { name: 'What is in the backup' }).waitFor()
  await pictures.take(page, 'contents')
  await dialog.getByRole('button', { name: 'Replace this workspace' }).click()
  await dialog.getByText('The backup is ready').waitFor()
  await pictures.take(page, 'ready')
  return /workspace before [\d-]+ [\d.]+( \(\d+\))?\.db/.exec(await dialog.innerText())?.[0] ?? ''
}

const projectNames = async (page: Page): Promise<string[]> => {
  const { projects } = await bridgeOf(page).must('projects.list', {})
  return projects.map(({ name }) => name)
}

/** Says so instead of starting a second process, which nobody here could hold on to. */
async function watchRelaunch(app: ElectronApplication): Promise<() => boolean> {
  let said = ''
  app.process().stdout?.on('data', (data) => (said += String(data)))
  await app.evaluate(({ app: electron }) => {
    electron.relaunch = () => console.log('it would be started again')
  })
  return () => said.includes('it would be started again')
}

test('back up, change something, restore, start again: everything is as it was, and what was changed is kept', async () => {
  const jira = await startPracticeJira({ version: '10.3' })
  const { host } = new URL(jira.url)
  const count = jira.admin.issues('DAEMON').length
  const first = await start('here')
  await newProject(first.page, 'Backed up')
  await addServerAccount(first.page, jira.url)
  await signInWithPassword(first.page, { username: 'anna', password: 'anna-password' })
  await linkProject(first.page, host, 'DAEMON')
  await waitForTasks(first.page, count)
  await backUp(first.page, true)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(filesContaining(folder, ['anna-password', passphrase])).toEqual([])

  await newProject(first.page, 'Made afterwards')
  await navigate(first.page, 'Settings')
  const keptAs = await restore(first.page)
  expect(await projectNames(first.page)).toEqual(['Backed up', 'Made afterwards'])
  const restarts = await watchRelaunch(first.app)
  const closed = first.app.waitForEvent('close')
  await first.page.getByRole('button', { name: 'Restart AtTrack' }).click()
  await closed
  expect(restarts()).toBe(true)
  running = null

  const second = await start('here')
  expect(await projectNames(second.page)).toEqual(['Backed up'])
  await second.page.getByRole('link', { name: 'Backed up', exact: true }).click()
  await waitForTasks(second.page, count)
  await openTab(second.page, 'Overview')
  await expect(await connectionItem(second.page, host)).toContainText('Connected')
  const { entries } = await bridgeOf(second.page).must('audit.list', {})
  expect(entries.map(({ action }) => action).slice(0, 2)).toEqual(['Restored a backup', 'Backed up the workspace'])
  expect(second.complaints).toEqual([])
  await quit()
  const kept = new Libsql(path.join(userDataOf('here'), keptAs))
  expect(kept.prepare('select count(*) as n from projects').get()).toMatchObject({ n: 2 })
  kept.close()
  expect(readdirSync(userDataOf('here'))).not.toContain('backup-work')
  await jira.close()
})

test('on another computer the connection asks to sign in again; tasks are there at once', async () => {
  const jira = await startPracticeJira({ version: '10.3' })
  const { host } = new URL(jira.url)
  const count = jira.admin.issues('DAEMON').length
  const here = await start('here')
  await newProject(here.page, 'Travels')
  await addServerAccount(here.page, jira.url)
  await signInWithPassword(here.page, { username: 'anna', password: 'anna-password' })
  await linkProject(here.page, host, 'DAEMON')
  await waitForTasks(here.page, count)
  await backUp(here.page, false)
  // The keychain of the computer under test is one: what it holds for this connection is taken away.
  const [connection] = (await bridgeOf(here.page).must('connections.list', {})).connections
  await bridgeOf(here.page).must('connections.remove', { id: connection?.id ?? '' })
  await quit()

  const there = await start('there')
  await navigate(there.page, 'Settings')
  await restore(there.page)
  await quit()
  const again = await start('there')
  await again.page.getByRole('link', { name: 'Travels', exact: true }).click()
  await waitForTasks(again.page, count)
  await openTab(again.page, 'Overview')
  const item = await connectionItem(again.page, host)
  await expect(item).toContainText('Needs sign-in')
  await pictures.take(again.page, 'needs-sign-in')
  expect(again.complaints).toEqual([])
  await jira.close()
})

test('a damaged workspace: the backup is restored from the page that says so, and the damaged file is kept', async () => {
  const first = await start('here')
  await newProject(first.page, 'Survives')
  await backUp(first.page, false)
  await quit()
  const workspace = path.join(userDataOf('here'), 'workspace.db')
  const damaged = Buffer.alloc(16_384, 'damage')
  writeFileSync(workspace, damaged)
  const second = await start('here')
  await expect(second.page.getByText('The workspace file is damaged').first()).toBeVisible()
  const keptAs = await restore(second.page)
  await quit()
  const third = await start('here')
  expect(await projectNames(third.page)).toEqual(['Survives'])
  expect(readFileSync(path.join(userDataOf('here'), keptAs)).equals(damaged)).toBe(true)
})
