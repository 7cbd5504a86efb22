/** After the whole flow no secret is anywhere but in the keychain. */
import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
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
import { leaksOf, listenToOutput, watchKeychain } from './support/leaks.ts'

const anna = { username: 'anna', password: 'anna-password' }

test('password, token, verifier and private key are in no file, log, page storage or process argument', async () => {
  test.skip(process.platform !== 'linux', 'reads process arguments from /proc')
  const jira = await startPracticeJira({ version: '10.3' })
  const keychain = await watchKeychain()
  const running = await launchApp()
  const { page, app, userData } = running
  const { host } = new URL(jira.url)
  const output = listenToOutput(app)

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
  const held = await keychain()
  expect(held.map(({ kind }) => kind).sort()).toEqual(['oauth1-key', 'oauth1-token', 'password'])
  const secretOf = (wanted: string): string => held.find(({ kind }) => kind === wanted)?.secret ?? ''
  const token = JSON.parse(secretOf('oauth1-token')) as { token: string; sessionHandle: string }
  const privateKey = secretOf('oauth1-key')
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

  const secrets = Object.fromEntries([...canaries, ...verifiers].map((one, n) => [`canary ${n}`, one]))
  expect(await leaksOf(running, output(), secrets)).toEqual([])
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
  expect((await keychain()).map(({ kind }) => kind)).toEqual(['oauth1-key'])
  await again.close()
  await jira.close()
  rmSync(userData, { recursive: true, force: true })
})
