/**
 * `npm run demo`: the practice Jira and the practice Cloud, the app on data of its own, and a sample project.
 * With `--self` nobody needs to be there: the demo walks through four ways to sign in and leaves pictures.
 */
import { rmSync } from 'node:fs'
import { startPracticeCloud, type PracticeCloud } from '../jira/cloud/index.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import {
  addCloudAccount,
  anna as annasAccount,
  client,
  cloudEnv,
  dataFolder,
  linkFrom,
  openSelectProject,
  signInAtAtlassian,
  siteOf
} from './support/cloud-flows.ts'
import {
  addServerAccount,
  connectionItem,
  linkProject,
  newProject,
  openTab,
  readApplicationLink,
  signInWithOAuth1,
  signInWithPassword,
  signInWithToken,
  waitForTasks
} from './support/flows.ts'
import { screenshots } from './support/screenshots.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

const project = 'Sample project'
const anna = { username: 'anna', password: 'anna-password' }
const pictures = 'test-results/demo'
/** To which sign-ins of OAuth 2.0 return; the app's usual one, so that the words on the screen fit. */
const callbackPort = 17_653

/** The usual port, so that the address is easy to type; any other when something is there already. */
const startJira = (): Promise<PracticeJira> => {
  const options = { version: '10.3', generated: { key: 'GEN', count: 5_000 } } as const
  return startPracticeJira({ ...options, port: 8090 }).catch(() => startPracticeJira(options))
}

/** Stands for Atlassian's servers, and knows the app as a client. */
const startCloud = async (): Promise<PracticeCloud> => {
  const cloud = await startPracticeCloud({ reuseLeewayMs: 600_000 })
  cloud.admin.registerClient({ ...client, redirectUris: [`http://localhost:${callbackPort}/callback`] })
  return cloud
}

const showAround = (jira: PracticeJira, cloud: PracticeCloud): void => {
  console.log(`
AtTrack is open on "${project}". To bring in tasks, choose there:
  Add Account → Server version: Log in to Jira → ${jira.url} → Confirm
  Login and password → ${anna.username} / ${anna.password} → Log in
  Select project → MOD (or DAEMON, or GEN with 5,000 issues) → Link project → Tasks
For a personal access token: ${jira.url}/secure/ViewProfile.jspa?selectedTab=com.atlassian.pats.pats-plugin:jira-user-personal-access-tokens
For OAuth 1.0 and 2.0, links are made at (admin / admin)
  ${jira.url}/plugins/servlet/applinks/listApplicationLinks
Jira Cloud, played by two practice sites:
  Add Account → Cloud version: Log in to Jira → ${annasAccount.email} / ${annasAccount.password} → choose a site → Accept
  or Use an API token instead → ${siteOf(cloud, 'acme').url} → a token from ${cloud.tokenPageUrl}
What can go wrong in a Jira can be switched on at ${jira.url}/__admin/
Close the window to end the demo.
`)
}

const walkThrough = async (jira: PracticeJira, cloud: PracticeCloud, { app, page }: RunningApp): Promise<string> => {
  const began = Date.now()
  const shots = screenshots(pictures)
  const { host } = new URL(jira.url)
  const step = (text: string): void => console.log(`  ${text}`)
  await shots.take(page, 'project')

  step(`Login and password at ${jira.url}`)
  await addServerAccount(page, jira.url)
  await shots.take(page, 'found')
  await signInWithPassword(page, anna)
  await connectionItem(page, host, 'Login and password')
  await shots.take(page, 'connected')
  const modCount = await linkProject(page, host, 'MOD', 'Login and password')
  await waitForTasks(page, modCount)
  await shots.take(page, 'tasks')
  step(`${modCount} tasks of MOD`)

  step('OAuth 1.0: the application link, then Jira asks')
  await openTab(page, 'Overview')
  await addServerAccount(page, jira.url)
  const link = await readApplicationLink(page)
  await shots.take(page, 'application-link-made')
  jira.admin.createApplicationLink(link)
  await signInWithOAuth1(app, page, anna, (window, name) => shots.take(window, name))
  await connectionItem(page, host, 'OAuth 1.0')
  await shots.take(page, 'connected-oauth')
  const daemonCount = await linkProject(page, host, 'DAEMON', 'OAuth 1.0')
  await waitForTasks(page, modCount + daemonCount)
  await shots.take(page, 'all-tasks')
  step(`${daemonCount} tasks of DAEMON`)

  step('A personal access token from Jira’s profile page')
  await openTab(page, 'Overview')
  await addServerAccount(page, jira.url)
  await signInWithToken(page, jira.admin.createToken('anna', { expiresInDays: 90 }).rawToken)
  await connectionItem(page, host, 'Personal access token')
  await shots.take(page, 'connected-token')

  step('Jira Cloud: Atlassian asks, and for which site')
  const globex = siteOf(cloud, 'globex')
  await signInAtAtlassian({
    app,
    group: await addCloudAccount(page),
    site: globex.name,
    onPage: (window, name) => shots.take(window, name)
  })
  await connectionItem(page, globex.host)
  const select = await openSelectProject(page, globex.host)
  await shots.take(page, 'api-token')
  await select.getByRole('button', { name: 'Go on without a token' }).click()
  const cloudCount = await linkFrom(select, 'GLO')
  await waitForTasks(page, modCount + daemonCount + cloudCount)
  await shots.take(page, 'tasks-of-both')
  step(`${cloudCount} tasks of GLO`)

  const tasks = modCount + daemonCount + cloudCount
  const seconds = ((Date.now() - began) / 1000).toFixed(0)
  return `Demo: ${tasks} tasks from 3 Jira projects over 4 kinds of sign-in in ${seconds} s; ${shots.count} pictures in ${pictures}/`
}

const self = process.argv.includes('--self')
const userData = dataFolder(callbackPort, 15)
const jira = await startJira()
const cloud = await startCloud()
console.log(`Practice Jira: ${jira.url}; practice Cloud: ${cloud.sites.map((site) => site.url).join(', ')}`)
try {
  const running = await launchApp({ userData, env: cloudEnv(cloud) })
  await newProject(running.page, project)
  if (self) {
    const summary = await walkThrough(jira, cloud, running).catch(async (error: Error) => {
      await screenshots(`${pictures}-failed`)
        .take(running.page, 'page')
        .catch(() => undefined)
      process.exitCode = 1
      return `Demo failed: ${error.message}`
    })
    await running.close()
    console.log(summary)
  } else {
    showAround(jira, cloud)
    await new Promise<void>((resolve) => running.app.once('close', () => resolve()))
  }
} finally {
  await Promise.all([jira.close(), cloud.close()])
  rmSync(userData, { recursive: true, force: true })
}
