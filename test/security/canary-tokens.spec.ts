/** Personal access tokens and OAuth 2.0: after all ways in, no secret is anywhere but in the keychain. */
import { expect, test, type ElectronApplication } from '@playwright/test'
import { filesContaining } from '../e2e/support/files.ts'
import {
  addServerAccount,
  connectionItem,
  enterOAuth2Link,
  linkProject,
  newProject,
  openTab,
  signInWithOAuth2,
  signInWithToken,
  waitForTasks
} from '../e2e/support/flows.ts'
import type { RunningApp } from '../e2e/support/launchApp.ts'
import { startSecureJira, type SecureJira } from '../e2e/support/oauth2-flows.ts'
import { syncNow } from '../e2e/support/sync-flows.ts'
import { leaksOf, listenToOutput, watchKeychain, type Secrets } from './support/leaks.ts'

test.skip(process.platform !== 'linux', 'reads process arguments from /proc, and has an authority trusted')

const anna = { username: 'anna', password: 'anna-password' }
const callbackPort = 18_656
let secure: SecureJira
let running: RunningApp

test.beforeEach(async () => {
  secure = await startSecureJira(callbackPort)
  running = await secure.start()
})
test.afterEach(async () => {
  await running.app.close().catch(() => {})
  await secure.close()
})

/** From now on the app's credentials are noted as they leave. @returns what reads them, without `Bearer` and the like */
const watchCredentials = async (app: ElectronApplication): Promise<() => Promise<string[]>> => {
  await app.evaluate(({ session }) => {
    const sent: string[] = []
    Object.assign(globalThis, { sent })
    session.fromPartition('jira-requests').webRequest.onBeforeSendHeaders(({ requestHeaders }, go) => {
      const value = requestHeaders['Authorization']
      if (value !== undefined && !sent.includes(value)) sent.push(value)
      go({})
    })
  })
  return async () =>
    (await app.evaluate(() => (globalThis as unknown as { sent: string[] }).sent)).map((one) =>
      one.replace(/^\w+ /, '')
    )
}

const removeAll = async ({ page }: RunningApp, methods: readonly string[]): Promise<void> => {
  await page.getByRole('link', { name: 'Canary', exact: true }).click()
  for (const method of methods) {
    const item = await connectionItem(page, secure.host, method)
    await item.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(item).toBeHidden()
  }
}

test('tokens, the password one is made with, client secret and code are in no file, page, argument or output', async () => {
  const { page, app, userData } = running
  const { jira, host } = secure
  const keychain = await watchKeychain()
  const credentials = await watchCredentials(app)
  const output = listenToOutput(app)
  const dialog = page.getByRole('dialog', { name: 'Add Account' })
  const refused = dialog.getByRole('alert')

  // Made by Jira for a password; a wrong token and a wrong password before.
  await newProject(page, 'Canary')
  await addServerAccount(page, jira.url)
  const wrong = { 'wrong token': 'MTIzNDU2Nzg5MDEyOmNhbmFyeQ', 'wrong password': 'a-wrong-canary' }
  await signInWithToken(page, wrong['wrong token'])
  await refused.waitFor()
  await dialog.getByRole('button', { name: 'Have Jira make one for me' }).click()
  const make = async (password: string): Promise<void> => {
    await dialog.getByRole('textbox', { name: 'Username' }).fill(anna.username)
    await dialog.getByLabel('Password', { exact: true }).fill(password)
    await dialog.getByRole('button', { name: 'Make the token and log in' }).click()
  }
  await make(wrong['wrong password'])
  await refused
    .getByText(/password/i)
    .first()
    .waitFor()
  expect(await leaksOf(running, output(), { ...wrong, password: anna.password })).toEqual([])
  await make(anna.password)
  await connectionItem(page, host, 'Personal access token')

  // Pasted.
  const pasted = jira.admin.createToken('ben').rawToken
  await addServerAccount(page, jira.url)
  await signInWithToken(page, pasted)
  await expect(await connectionItem(page, host, 'Ben')).toContainText('Connected')

  // OAuth 2.0, with a wrong secret first; renewed once.
  const redirectUri = `http://localhost:${callbackPort}/callback`
  const link = jira.admin.createOAuth2Client({ name: 'AtTrack', redirectUri })
  const wrongSecret = 'a-wrong-client-secret-canary'
  const codes: string[] = []
  const signIn = async (clientSecret: string): Promise<void> => {
    await enterOAuth2Link(page, { ...link, clientSecret })
    await signInWithOAuth2(app, page, anna, async (window, name) => {
      if (name !== 'jira-allow') return
      window.on('request', (request) => codes.push(...new URL(request.url()).searchParams.getAll('code')))
    })
  }
  await addServerAccount(page, jira.url)
  await signIn(wrongSecret)
  await refused.waitFor()
  expect(await leaksOf(running, output(), { wrongSecret, secret: link.clientSecret })).toEqual([])
  await signIn(link.clientSecret)
  await connectionItem(page, host, 'OAuth 2.0')
  const refreshToken = async (): Promise<string> => {
    const grant = (await keychain()).find(({ kind }) => kind === 'oauth2-grant')
    return (JSON.parse(grant?.secret ?? '{}') as { refreshToken: string }).refreshToken
  }
  const firstRefreshToken = await refreshToken()
  const count = await linkProject(page, host, 'DAEMON', 'OAuth 2.0')
  await waitForTasks(page, count)
  jira.admin.expireOAuth2AccessTokens()
  await syncNow(page, jira)
  await openTab(page, 'Overview')
  await expect(await connectionItem(page, host, 'OAuth 2.0')).toContainText('Connected')
  const secondRefreshToken = await refreshToken()
  expect(secondRefreshToken).not.toBe(firstRefreshToken)

  // What must not be found, from the places that may know it: the keychain, Jira, and the requests themselves.
  const held = await keychain()
  expect(held.map(({ kind }) => kind).sort()).toEqual(['oauth2-grant', 'pat', 'pat'])
  const made = held.filter(({ kind, secret }) => kind === 'pat' && secret !== pasted).map(({ secret }) => secret)
  expect(made).toHaveLength(1)
  const sent = await credentials()
  const basic = Buffer.from(`anna:${anna.password}`).toString('base64')
  const accessTokens = sent.filter((one) => one !== pasted && !made.includes(one))
  expect(sent).toEqual(expect.arrayContaining([pasted, ...made, basic]))
  // Of OAuth 2.0: the first one, and the one it was renewed to.
  expect(accessTokens.length).toBeGreaterThanOrEqual(2)
  expect(codes.length).toBeGreaterThan(0)
  const secrets: Secrets = {
    ...wrong,
    wrongSecret,
    pasted,
    basic,
    firstRefreshToken,
    secondRefreshToken,
    password: anna.password,
    secret: link.clientSecret,
    made: made[0] ?? '',
    ...Object.fromEntries(codes.map((one, n) => [`code ${n}`, one])),
    ...Object.fromEntries(accessTokens.map((one, n) => [`credential ${n}`, one]))
  }
  expect(await leaksOf(running, output(), secrets)).toEqual([])
  // Both searches find what is there.
  expect(await leaksOf(running, output(), { host })).toContain('host in page')
  await app.close()
  expect(filesContaining(userData, [host])).toContain('workspace.db')
  expect(filesContaining(userData, Object.values(secrets))).toEqual([])

  // Remove takes the secrets along.
  running = await secure.start()
  await removeAll(running, ['OAuth 2.0', 'Ben Ortega', 'Anna Nowak'])
  expect(await keychain()).toEqual([])
  await running.app.close()
  expect(filesContaining(userData, Object.values(secrets))).toEqual([])
})
