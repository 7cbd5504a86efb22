/** After the whole flow no secret is anywhere but in the keychain. */
import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import keytar from 'keytar'
import { filesContaining } from '../e2e/support/files.ts'
import {
  addServerAccount,
  connectionItem,
  linkProject,
  newProject,
  openTab,
  readApplicationLink,
  signInWithOAuth1,
  signInWithPassword,
  waitForTasks
} from '../e2e/support/flows.ts'
import { launchApp } from '../e2e/support/launchApp.ts'
import { startPracticeJira } from '../jira/index.ts'

const anna = { username: 'anna', password: 'anna-password' }

test('password, token, verifier and private key are in no file, log, page storage or process argument', async () => {
  test.skip(process.platform !== 'linux', 'reads process arguments from /proc')
  const jira = await startPracticeJira({ version: '10.3' })
  const before = new Set((await keytar.findCredentials('AtTrack')).map((one) => one.account))
  const running = await launchApp()
  const { page, app, userData } = running
  const { host } = new URL(jira.url)
  let output = ''
  app.process().stdout?.on('data', (data) => (output += String(data)))
  app.process().stderr?.on('data', (data) => (output += String(data)))

  await newProject(page, 'Canary')
  await addServerAccount(page, jira.url)
  await signInWithPassword(page, { ...anna, password: 'a-wrong-canary' })
  await page.getByRole('dialog').getByRole('alert').waitFor()
  await signInWithPassword(page, anna)
  await connectionItem(page, host, 'Login and password')
  await addServerAccount(page, jira.url)
  jira.admin.createApplicationLink(await readApplicationLink(page))
  const verifiers: string[] = []
  await signInWithOAuth1(app, page, anna, async (window, name) => {
    if (name !== 'jira-allow') return
    window.on('request', (request) => verifiers.push(...new URL(request.url()).searchParams.getAll('oauth_verifier')))
  })
  await connectionItem(page, host, 'OAuth 1.0')
  await linkProject(page, host, 'DAEMON', 'OAuth 1.0')
  await waitForTasks(page, jira.admin.issues('DAEMON').length)
  await openTab(page, 'Overview')

  // What must not be found, from the two places that may know it: the keychain and Jira itself.
  const held = (await keytar.findCredentials('AtTrack')).filter((one) => !before.has(one.account))
  expect(held.map((one) => one.account.split(':')[0]).sort()).toEqual(['oauth1-key', 'oauth1-token', 'password'])
  const token = JSON.parse(held.find((one) => one.account.startsWith('oauth1-token'))?.password ?? '{}') as {
    token: string
    sessionHandle: string
  }
  const privateKey = held.find((one) => one.account.startsWith('oauth1-key'))?.password ?? ''
  expect(token.token.length).toBeGreaterThan(8)
  expect(privateKey.length).toBeGreaterThan(1000)
  expect(verifiers.length).toBeGreaterThan(0)
  const basic = Buffer.from(`anna:${anna.password}`).toString('base64')
  const canaries = [
    anna.password,
    'a-wrong-canary',
    basic,
    token.token,
    token.sessionHandle,
    privateKey.slice(40, 120),
    'PRIVATE KEY'
  ]

  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases()
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      databases,
      document.cookie,
      document.documentElement.outerHTML
    ])
  })
  const inputs = await page.evaluate(() => [...document.querySelectorAll('input')].map((one) => one.value).join('\n'))
  const root = app.process().pid ?? 0
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')]
      } catch {
        return []
      }
    })
  expect(root).toBeGreaterThan(0)
  const own = processes.filter((line) => line.includes(userData) || line.includes('electron')).join('\n')
  expect(own).toContain('electron')
  for (const canary of [...canaries, ...verifiers]) {
    expect(stored.includes(canary), 'page storage').toBe(false)
    expect(inputs.includes(canary), 'form fields').toBe(false)
    expect(own.includes(canary), 'process arguments').toBe(false)
    expect(output.includes(canary), 'what the app prints').toBe(false)
  }
  await app.close()
  // A verifier of six letters could occur by chance in binary files; whole words of text only.
  expect(filesContaining(userData, canaries)).toEqual([])
  expect(
    filesContaining(
      userData,
      verifiers.map((one) => `oauth_verifier=${one}`)
    )
  ).toEqual([])

  // Remove takes the secret along.
  const again = await launchApp({ userData })
  await again.page.getByRole('link', { name: 'Canary', exact: true }).click()
  for (const method of ['Login and password', 'OAuth 1.0']) {
    const item = await connectionItem(again.page, host, method)
    await item.getByRole('button', { name: 'Remove' }).click()
    await again.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(item).toBeHidden()
  }
  const left = (await keytar.findCredentials('AtTrack')).filter((one) => !before.has(one.account))
  expect(left.map((one) => one.account.split(':')[0])).toEqual(['oauth1-key'])
  await again.close()
  await jira.close()
  rmSync(userData, { recursive: true, force: true })
})
