/**
 * `npm run demo`: the practice Jira, the app on data of its own, and a sample project.
 * With `--self` nobody needs to be there: the demo walks through both ways to sign in and leaves pictures.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
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
} from './support/flows.ts'
import { screenshots } from './support/screenshots.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

const project = 'Sample project'
const anna = { username: 'anna', password: 'anna-password' }
const pictures = 'test-results/demo'

/** The usual port, so that the address is easy to type; any other when something is there already. */
const startJira = (): Promise<PracticeJira> => {
  const options = { version: '10.3', generated: { key: 'GEN', count: 5_000 } } as const
  return startPracticeJira({ ...options, port: 8090 }).catch(() => startPracticeJira(options))
}

const showAround = (jira: PracticeJira): void => {
  console.log(`
AtTrack is open on "${project}". To bring in tasks, choose there:
  Add Account → Server version: Log in to Jira → ${jira.url} → Confirm
  Login and password → ${anna.username} / ${anna.password} → Log in
  Select project → MOD (or DAEMON, or GEN with 5,000 issues) → Link project → Tasks
For OAuth 1.0, the application link is made at (admin / admin)
  ${jira.url}/plugins/servlet/applinks/listApplicationLinks
What can go wrong in a Jira can be switched on at ${jira.url}/__admin/
Close the window to end the demo.
`)
}

const walkThrough = async (jira: PracticeJira, { app, page }: RunningApp): Promise<string> => {
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

  const seconds = ((Date.now() - began) / 1000).toFixed(0)
  return `Demo: ${modCount + daemonCount} tasks from 2 Jira projects over 2 kinds of sign-in in ${seconds} s; ${shots.count} pictures in ${pictures}/`
}

const self = process.argv.includes('--self')
const userData = mkdtempSync(join(tmpdir(), 'attrack-demo-'))
const jira = await startJira()
console.log(`Practice Jira: ${jira.url}`)
try {
  const running = await launchApp({ userData })
  await newProject(running.page, project)
  if (self) {
    const summary = await walkThrough(jira, running).catch(async (error: Error) => {
      await screenshots(`${pictures}-failed`)
        .take(running.page, 'page')
        .catch(() => undefined)
      process.exitCode = 1
      return `Demo failed: ${error.message}`
    })
    await running.close()
    console.log(summary)
  } else {
    showAround(jira)
    await new Promise<void>((resolve) => running.app.once('close', () => resolve()))
  }
} finally {
  await jira.close()
  rmSync(userData, { recursive: true, force: true })
}
