/**
 * What people type besides Jira's secrets – members' passwords, passphrases, a proxy's password: after all of it, in the
 * real app, none is on the page, in a process's arguments, its output or the app's folder. Everything else about them is
 * looked through without a window, in `canary.test.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { bridgeOf, chooseFiles } from '../e2e/support/bridge.ts'
import { answerOpenDialog, answerSaveDialog } from '../e2e/support/desktop.ts'
import { navigate, newProject } from '../e2e/support/flows.ts'
import { launchApp, type RunningApp } from '../e2e/support/launchApp.ts'
import { startSurroundings } from '../jira/surroundings/index.ts'
import { leaksOf, listenToOutput, watchArguments, watchKeychain } from './support/leaks.ts'
import { filesOf, leaksIn, type Secrets } from './support/secret-forms.ts'

test.skip(process.platform !== 'linux', 'reads process arguments from /proc')

const secrets = {
  'own password': 'owner canary words 5711',
  'password given': 'given canary words 5712',
  'password chosen': 'chosen canary words 5713',
  'wrong password': 'wrong canary words 5714',
  'password typed into the login': 'mistyped.canary.words.5715',
  'passphrase of the key': 'key canary words 5716',
  'passphrase of the backup': 'backup canary words 5717',
  'wrong passphrase of the backup': 'wrong backup words 5718',
  'wrong password of the proxy': 'wrong proxy words 5719'
} as const
const anna = { username: 'anna', password: 'anna-password' }

let running: RunningApp
let files: string
const open: { close(): Promise<unknown> }[] = []

test.beforeEach(async () => {
  files = mkdtempSync(path.join(tmpdir(), 'attrack-canary-'))
  running = await launchApp({ userData: mkdtempSync(path.join(tmpdir(), 'attrack-e2e-')) })
})
test.afterEach(async () => {
  await running.close()
  for (const one of open.splice(0)) await one.close()
  for (const folder of [files, running.userData]) rmSync(folder, { recursive: true, force: true })
})

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true })

const addEva = async (page: Page): Promise<void> => {
  await navigate(page, 'Members')
  await page.getByRole('button', { name: 'Add member' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add member' })
  await dialog.getByLabel('Name', { exact: true }).fill('Eva Lund')
  await dialog.getByLabel('Password for the first sign-in', { exact: true }).fill(secrets['password given'])
  await dialog.getByLabel('Your own password', { exact: true }).fill(secrets['own password'])
  await dialog.getByLabel('Repeat your own password').fill(secrets['own password'])
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
}

const leave = async (page: Page, item: 'Lock' | 'Sign out'): Promise<void> => {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /Administrator|Employee/ })
    .click()
  await page.getByRole('menuitem', { name: item }).click()
}

const signIn = async (page: Page, login: string, password: string): Promise<void> => {
  await field(page, 'Login').fill(login)
  await field(page, 'Password').fill(password)
  await page.keyboard.press('Enter')
}

/** Behind a proxy that wants a sign-in, and with a client certificate. @returns the secrets of both */
const signInBehindNetwork = async (): Promise<Secrets> => {
  const { must, invoke } = bridgeOf(running.page)
  const behind = await startSurroundings('proxy-407')
  const shown = await startSurroundings('client-certificate')
  open.push(behind, shown)
  const { url = '', user: username = '', password = '' } = behind.proxy ?? {}
  const at = { siteUrl: behind.url, username }
  await must('network.setProxy', { siteUrl: behind.url, proxy: { mode: 'manual', url, bypass: '' } })
  await must('network.saveProxyCredential', { ...at, password: secrets['wrong password of the proxy'] })
  const refused = await invoke('connections.signInWithPassword', { siteUrl: behind.url, ...anna })
  expect(refused).toMatchObject({ failure: { code: 'proxy-credential-refused' } })
  await must('network.saveProxyCredential', { ...at, password })
  await must('connections.signInWithPassword', { siteUrl: behind.url, ...anna })

  await chooseFiles(running.app, shown.caPem ?? '')
  await must('network.importAuthority', { siteUrl: shown.url })
  await chooseFiles(running.app, shown.clientPfx?.bytes ?? '')
  const passphrase = shown.clientPfx?.passphrase ?? ''
  await must('network.setClientCertificate', { siteUrl: shown.url, passphrase })
  await must('connections.signInWithPassword', { siteUrl: shown.url, ...anna })
  return {
    'password of the proxy': password,
    'password for Jira': anna.password,
    'passphrase of the client certificate': passphrase,
    'key of the client certificate': (shown.clientPem?.key ?? '').replaceAll(/-----[^-]+-----|\s/g, '')
  }
}

/** With sign-ins, and opened again with a wrong passphrase and the right one. */
const backUp = async (page: Page): Promise<void> => {
  const file = path.join(files, 'all.attrack-backup')
  await answerSaveDialog(running.app, file)
  await answerOpenDialog(running.app, [file])
  await navigate(page, 'Settings')
  await page.getByRole('button', { name: 'Back up workspace' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Passphrase', { exact: true }).fill(secrets['passphrase of the backup'])
  await dialog.getByLabel('Repeat the passphrase').fill(secrets['passphrase of the backup'])
  await dialog.getByLabel('Include the Jira sign-ins').check()
  await dialog.getByRole('button', { name: 'Choose a place and back up' }).click()
  await dialog.getByText('The workspace is backed up').waitFor({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Restore a backup' }).click()
  for (const passphrase of [secrets['wrong passphrase of the backup'], secrets['passphrase of the backup']]) {
    await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await dialog.getByRole('button', { name: 'Open backup' }).click()
    await dialog
      .getByText(passphrase === secrets['passphrase of the backup'] ? 'What is in the backup' : /passphrase/i)
      .first()
      .waitFor({ timeout: 60_000 })
  }
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
}

test('passwords of members and of a proxy, and passphrases, are in no file, page, process argument or output', async () => {
  test.setTimeout(180_000)
  const { page, app, userData } = running
  const held = await watchKeychain()
  const output = listenToOutput(app)
  const processes = watchArguments(userData)
  await newProject(page, 'Canary')
  const network = await signInBehindNetwork()
  const { must } = bridgeOf(page)
  await answerSaveDialog(app, path.join(files, 'key.pem'))
  await must('applink.exportKey', { passphrase: secrets['passphrase of the key'] })

  await addEva(page)
  const owner = (await must('members.list', {})).members.find(({ role }) => role === 'administrator')?.login ?? ''
  await leave(page, 'Lock')
  for (const password of [secrets['wrong password'], secrets['own password']]) {
    await field(page, 'Password').fill(password)
    await page.keyboard.press('Enter')
    if (password === secrets['wrong password']) await page.getByRole('alert').waitFor()
  }
  await leave(page, 'Sign out')
  await signIn(page, secrets['password typed into the login'], secrets['wrong password'])
  await page.getByRole('alert').waitFor()
  await signIn(page, 'eva.lund', secrets['password given'])
  await field(page, 'Current password').fill(secrets['password given'])
  await field(page, 'New password').fill(secrets['password chosen'])
  await field(page, 'Repeat the new password').fill(secrets['password chosen'])
  await page.keyboard.press('Enter')
  await leave(page, 'Sign out')
  await signIn(page, owner, secrets['own password'])
  await backUp(page)
  await answerSaveDialog(app, path.join(files, 'log.csv'))
  await navigate(page, 'Members')
  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByRole('button', { name: 'Export as CSV' }).click()
  await page.getByText('Saved: ').waitFor()

  const inKeychain = await held()
  expect([...new Set(inKeychain.map(({ kind }) => kind))].sort()).toEqual([
    'client-certificate-key',
    'oauth1-key',
    'password',
    'proxy'
  ])
  const kept = inKeychain.map(({ kind, secret }, at) => [`${kind} ${at} of the keychain`, secret])
  const all: Secrets = { ...secrets, ...network, ...Object.fromEntries(kept) }
  expect(await leaksOf(running, output(), all)).toEqual([])
  const seen = processes()
  expect(leaksIn({ 'process arguments': seen }, all)).toEqual([])
  // Each of the app's helpers was seen: the store's process, and the backup's while it lived.
  expect(seen.match(/node\.mojom\.NodeService/g)?.length).toBeGreaterThanOrEqual(2)
  expect(Object.keys(filesOf(files)).sort()).toEqual(['all.attrack-backup', 'key.pem', 'log.csv'])
  expect(leaksIn(filesOf(files), all)).toEqual([])
  expect(leaksIn(filesOf(files), { known: 'Canary' })).toEqual(['known in log.csv'])
  await app.close()
  expect(leaksIn(filesOf(userData), all)).toEqual([])
  expect(leaksIn(filesOf(userData), { known: 'Canary' })).toContain('known in workspace.db')
  expect(running.complaints).toEqual([])
})
