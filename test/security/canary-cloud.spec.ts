/** After signing in to Jira Cloud in every way, no secret is anywhere but in the keychain, and Remove takes it along. */
import { rmSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import {
  addCloudAccount,
  anna,
  checkConnection,
  client,
  cloudEnv,
  dataFolder,
  dialog,
  fillToken,
  linkFrom,
  openSelectProject,
  signInAtAtlassian,
  signInWithApiToken,
  siteOf
} from '../e2e/support/cloud-flows.ts'
import { filesContaining } from '../e2e/support/files.ts'
import { connectionItem, navigate, newProject, openTab, waitForTasks } from '../e2e/support/flows.ts'
import { launchApp } from '../e2e/support/launchApp.ts'
import { startPracticeCloud } from '../jira/cloud/index.ts'
import { leaksOf, listenToOutput, watchKeychain } from './support/leaks.ts'

const callbackPort = 18_657
const wrong = { secret: 'a-wrong-client-secret-canary', token: 'ATATT3xFfGF0-a-wrong-token-canary' }
/** What all of Atlassian's access and refresh tokens begin with: the head of a JWT. */
const tokenHead = Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url')

const enterClient = async (page: Page, clientSecret: string): Promise<void> => {
  await navigate(page, 'Settings')
  const section = page.getByRole('region', { name: 'Jira Cloud' })
  await section.getByRole('textbox', { name: 'Client ID' }).fill(client.clientId)
  await section.getByLabel('Client secret', { exact: true }).fill(clientSecret)
  await section.getByRole('button', { name: 'Save' }).click()
  await section.getByText(`The app ${client.clientId} is in use`).waitFor()
  await expect(section.getByLabel('Client secret', { exact: true })).toHaveValue('')
}

const openProject = async (page: Page, name: string): Promise<void> => {
  await navigate(page, 'Projects')
  await page.getByRole('main').getByRole('link', { name, exact: true }).click()
}

test('client secret, code, tokens and password are in no file, page, field, process argument or output', async () => {
  test.skip(process.platform !== 'linux', 'reads process arguments from /proc')
  test.slow()
  const cloud = await startPracticeCloud({ validate: true })
  cloud.admin.registerClient({ ...client, redirectUris: [`http://localhost:${callbackPort}/callback`] })
  const held = await watchKeychain()
  const kinds = async () => (await held()).map(({ kind }) => kind).sort()
  const userData = dataFolder(callbackPort)
  const env = cloudEnv(cloud, false)
  const running = await launchApp({ userData, env })
  const { page, app } = running
  const output = listenToOutput(app)
  const [acme, globex] = [siteOf(cloud, 'acme'), siteOf(cloud, 'globex')]
  const codes: string[] = []
  const watch = async (window: Page, name: string): Promise<void> => {
    if (name !== 'atlassian-accept') return
    window.on('request', (request) => codes.push(...new URL(request.url()).searchParams.getAll('code')))
  }

  await newProject(page, 'Canary')
  await enterClient(page, wrong.secret)
  await openProject(page, 'Canary')
  await signInAtAtlassian({ app, group: await addCloudAccount(page), site: 'acme', onPage: watch })
  await expect(dialog(page, 'Add Account').getByRole('alert')).toContainText('client secret was not accepted')
  await page.keyboard.press('Escape')
  await enterClient(page, client.clientSecret)
  await openProject(page, 'Canary')
  await signInAtAtlassian({ app, group: await addCloudAccount(page), site: 'acme', onPage: watch })
  const select = await openSelectProject(page, acme.host)
  const token = cloud.admin.createApiToken(anna.email)
  await fillToken(select, { email: anna.email, token: wrong.token })
  await select.getByRole('button', { name: 'Save token' }).click()
  await select.getByRole('alert').waitFor()
  await fillToken(select, { email: anna.email, token })
  await select.getByRole('button', { name: 'Save token' }).click()
  await linkFrom(select, 'DAEMON')
  await waitForTasks(page, cloud.admin.issues('acme', 'DAEMON').length)
  const scoped = cloud.admin.createApiToken(anna.email, { scoped: true })
  await signInWithApiToken(page, globex.url, { email: anna.email, token: scoped })
  await connectionItem(page, globex.host)
  // Back to the sign-in alone, whose access token has ended: the grant is renewed and kept anew.
  await (await connectionItem(page, acme.host)).getByRole('button', { name: `More about ${acme.host}` }).click()
  await page.getByRole('menuitem', { name: 'Go on without the token' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Go on without the token' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await kinds()).toEqual(['api-token', 'oauth2-client', 'oauth2-grant'])
  cloud.admin.expireAccessTokens()
  await checkConnection(page, acme.host)
  expect(cloud.admin.refreshes().map((one) => one.ok)).toEqual([true])

  const grant = (await held()).find(({ kind }) => kind === 'oauth2-grant')?.secret ?? ''
  const { refreshToken } = JSON.parse(grant) as { refreshToken: string }
  // If the heads were others, the search for them would find nothing whatever leaked.
  expect(refreshToken.startsWith(tokenHead)).toBe(true)
  expect(new Set(codes).size).toBe(2)
  const basic = (secret: string): string => Buffer.from(`${anna.email}:${secret}`).toString('base64')
  const secrets = {
    'account password': anna.password,
    'client secret': client.clientSecret,
    'wrong client secret': wrong.secret,
    'API token': token,
    'API token with scopes': scoped,
    'wrong API token': wrong.token,
    'API token as sent': basic(token).slice(0, -4),
    'API token with scopes as sent': basic(scoped).slice(0, -4),
    'refresh token': refreshToken,
    'access or refresh token': tokenHead,
    ...Object.fromEntries([...new Set(codes)].map((code, at) => [`code ${at + 1}`, code]))
  }
  expect(await leaksOf(running, output(), secrets)).toEqual([])
  await running.close()
  const printed = Object.entries(secrets).filter(([, secret]) => output().includes(secret))
  expect(printed.map(([what]) => what)).toEqual([])
  // The search finds what is there.
  expect(filesContaining(userData, [acme.host])).toContain('workspace.db')
  expect(filesContaining(userData, Object.values(secrets))).toEqual([])

  // Remove takes the secrets along; those of the client go with the client.
  const again = await launchApp({ userData, env })
  await again.page.getByRole('link', { name: 'Canary', exact: true }).click()
  await openTab(again.page, 'Overview')
  for (const { host } of [globex, acme]) {
    const item = await connectionItem(again.page, host)
    await item.getByRole('button', { name: 'Remove' }).click()
    await again.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(item).toBeHidden()
  }
  expect(await kinds()).toEqual(['oauth2-client'])
  await navigate(again.page, 'Settings')
  await again.page.getByRole('region', { name: 'Jira Cloud' }).getByRole('button', { name: 'Remove' }).click()
  await again.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect.poll(kinds).toEqual([])
  await again.close()
  expect(cloud.admin.problems()).toEqual([])
  await cloud.close()
  rmSync(userData, { recursive: true, force: true })
})
