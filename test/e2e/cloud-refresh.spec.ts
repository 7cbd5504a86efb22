/**
 * Refresh tokens of Atlassian are good for one renewal. When the app dies after Atlassian has answered and before the
 * new one is in the keychain, the next start recovers within Atlassian's leeway, or asks to sign in; it never loops.
 */
import { rmSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { startPracticeCloud, type PracticeCloud } from '../jira/cloud/index.ts'
import {
  addCloudAccount,
  checkConnection,
  client,
  cloudEnv,
  dataFolder,
  openSelectProject,
  signInAgain,
  signInAtAtlassian,
  linkFrom,
  siteOf
} from './support/cloud-flows.ts'
import { connectionItem, newProject, openTab, waitForTasks } from './support/flows.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'
import { screenshots } from './support/screenshots.ts'

const callbackPort = 18_654
let cloud: PracticeCloud
let running: RunningApp

const start = async (userData = dataFolder(callbackPort)): Promise<void> => {
  running = await launchApp({ userData, env: cloudEnv(cloud) })
}

/** @param reuseLeewayMs for how long Atlassian takes a refresh token that was used already; about 600,000 really */
const startBoth = async (reuseLeewayMs: number): Promise<void> => {
  cloud = await startPracticeCloud({ validate: true, reuseLeewayMs })
  cloud.admin.registerClient({ ...client, redirectUris: [`http://localhost:${callbackPort}/callback`] })
  await start()
}

test.afterEach(async () => {
  await running.close()
  const problems = cloud.admin.problems()
  await cloud.close()
  rmSync(running.userData, { recursive: true, force: true })
  expect(problems).toEqual([])
})

/** Signs in, links MOD; then the app is killed while the answer with the new refresh token is on its way. */
const killedWhileRenewing = async (): Promise<{ page: Page; host: string; tasks: number }> => {
  const { page, app } = running
  const { host } = siteOf(cloud, 'acme')
  const tasks = cloud.admin.issues('acme', 'MOD').length
  await newProject(page, 'Killed')
  await signInAtAtlassian({ app, group: await addCloudAccount(page), site: 'acme' })
  const select = await openSelectProject(page, host)
  await select.getByRole('button', { name: 'Go on without a token' }).click()
  await linkFrom(select, 'MOD')
  await waitForTasks(page, tasks)
  await openTab(page, 'Overview')
  cloud.admin.expireAccessTokens()
  cloud.admin.setFault('slow', true, { path: '/oauth/token', ms: 3_600_000 })
  await (await connectionItem(page, host)).getByRole('button', { name: 'Check connection' }).click()
  await expect.poll(() => cloud.admin.refreshes().map((one) => one.ok)).toEqual([true])
  const ended = app.waitForEvent('close')
  app.process().kill('SIGKILL')
  await ended
  cloud.admin.clearFaults()
  await start(running.userData)
  await running.page.getByRole('link', { name: 'Killed', exact: true }).click()
  return { page: running.page, host, tasks }
}

test('killed while the new refresh token is on its way: recovered within Atlassian’s leeway', async () => {
  await startBoth(600_000)
  const { page, host, tasks } = await killedWhileRenewing()
  await expect(await checkConnection(page, host)).toContainText('Connected')
  expect(cloud.admin.refreshes().map((one) => one.ok)).toEqual([true, true])
  await waitForTasks(page, tasks)
})

test('killed like that and too late: Needs sign-in, nothing asked again and again; signing in again heals it', async () => {
  const pictures = screenshots('test-results/cloud-refresh')
  await startBoth(0)
  const { page, host, tasks } = await killedWhileRenewing()
  await expect(await checkConnection(page, host)).toContainText('Needs sign-in')
  await pictures.take(page, 'needs-sign-in')
  await checkConnection(page, host)
  await openTab(page, 'Tasks')
  await page.getByRole('button', { name: 'Sync now' }).click()
  await page.getByRole('button', { name: 'Sync now' }).waitFor()
  await openTab(page, 'Overview')
  await checkConnection(page, host)
  expect(cloud.admin.refreshes().map((one) => one.ok)).toEqual([true, false])
  await signInAtAtlassian({ app: running.app, group: await signInAgain(page, host), site: 'acme' })
  await expect(await connectionItem(page, host)).toContainText('Connected')
  await waitForTasks(page, tasks)
})
