/** A full sync of the app against a bare client, and an incremental one against its bare requests. */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import type { AtTrackBridge } from '../../preload/contract/index.ts'
import type { RunningApp } from '../e2e/support/launchApp.ts'
import { compare, type Ratio } from './measure.ts'
import { adminCall, type JiraProcess } from './jira-process.ts'

const anna = { username: 'anna', password: 'anna-password' }
const run = promisify(execFile)

/** @param issues size of the generated project. Every round syncs it into a new AtTrack project. */
export async function benchSync(
  { page }: RunningApp,
  jira: JiraProcess,
  issues: number,
  rounds: number
): Promise<Ratio[]> {
  const connectionId = await signIn(page, jira.url)
  let round = 0
  let projectId = ''
  const full = await compare(
    {
      name: `full sync of ${issues.toLocaleString('en')} issues`,
      ours: 'fetched, stored, searchable',
      floor: 'same pages downloaded and parsed'
    },
    rounds,
    {
      async ours() {
        round += 1
        const done = await firstSync(page, connectionId, `Bench ${round}`, issues)
        projectId = done.projectId
        return done.ms
      },
      async floor() {
        await adminCall(jira, 'resetRequests')
        const pages = pagesOf(issues)
        return bare(jira.url, pages)
      }
    }
  )
  const queries = await incrementalQueries(page, jira, projectId)
  const incremental = await compare(
    { name: 'sync with nothing changed', ours: 'one linked project', floor: `its ${queries.length} requests, bare` },
    rounds * 3,
    { ours: () => syncOnce(page, projectId), floor: () => bare(jira.url, queries) }
  )
  return [full, incremental]
}

const fields =
  'summary,issuetype,status,priority,assignee,reporter,resolution,labels,description,created,updated,project'

const pagesOf = (issues: number): string[] =>
  Array.from({ length: Math.ceil(issues / 1000) }, (_, index) =>
    new URLSearchParams({
      jql: 'project = GEN ORDER BY created ASC, id ASC',
      startAt: String(index * 1000),
      maxResults: '1000',
      fields
    }).toString()
  )

async function bare(url: string, pages: string[]): Promise<number> {
  const input = JSON.stringify({ url, user: anna.username, password: anna.password, pages, size: 1000, fields })
  const { stdout } = await run(process.execPath, [path.join(import.meta.dirname, 'bare-client.ts'), input])
  return (JSON.parse(stdout) as { ms: number }).ms
}

/** The searches the app really sends for a sync with nothing changed, as the practice Jira saw them. */
async function incrementalQueries(page: Page, jira: JiraProcess, projectId: string): Promise<string[]> {
  await adminCall(jira, 'resetRequests')
  await syncOnce(page, projectId)
  const requests = (await adminCall(jira, 'requests')) as { path: string; query: string }[]
  return requests.filter((one) => one.path.endsWith('/search')).map((one) => one.query.replace(/^\?/, ''))
}

const signIn = (page: Page, siteUrl: string): Promise<string> =>
  page.evaluate(
    async (input) => {
      const { attrack } = globalThis as unknown as { attrack: AtTrackBridge }
      const connection = await attrack.invoke('connections.signInWithPassword', input)
      if (!connection.ok) throw new Error(connection.failure.title)
      return connection.value.id
    },
    { siteUrl, ...anna }
  )

/** From *Link project* to the finished run, as the window sees it. */
const firstSync = (
  page: Page,
  connectionId: string,
  name: string,
  issues: number
): Promise<{ projectId: string; ms: number }> =>
  page.evaluate(
    async (input) => {
      const { attrack } = globalThis as unknown as { attrack: AtTrackBridge }
      const project = await attrack.invoke('projects.create', { name: input.name })
      if (!project.ok) throw new Error(project.failure.title)
      const projectId = project.value.id
      const list = await attrack.invoke('jiraProjects.list', {
        connectionId: input.connectionId,
        projectId,
        search: 'GEN'
      })
      const jiraProjectId = list.ok ? list.value.projects.find((one) => one.key === 'GEN')?.id : undefined
      if (!jiraProjectId) throw new Error('GEN is not listed')
      const start = performance.now()
      const finished = new Promise<void>((resolve) => {
        const stop = attrack.on('changed', async ({ topics }) => {
          if (!topics.includes('sync')) return
          const status = await attrack.invoke('sync.status', { projectId })
          if (!status.ok || status.value.links.some((link) => link.running || !link.lastRun?.finishedAt)) return
          stop()
          resolve()
        })
      })
      await attrack.invoke('links.create', { projectId, connectionId: input.connectionId, jiraProjectId })
      await finished
      const ms = performance.now() - start
      const tasks = await attrack.invoke('tasks.list', { projectId })
      if (!tasks.ok || tasks.value.total !== input.issues)
        throw new Error(`only ${tasks.ok ? tasks.value.total : 0} tasks`)
      return { projectId, ms }
    },
    { connectionId, name, issues }
  )

const syncOnce = (page: Page, projectId: string): Promise<number> =>
  page.evaluate(async (id) => {
    const { attrack } = globalThis as unknown as { attrack: AtTrackBridge }
    const start = performance.now()
    const finished = new Promise<void>((resolve) => {
      const stop = attrack.on('changed', async ({ topics }) => {
        if (!topics.includes('sync')) return
        const status = await attrack.invoke('sync.status', { projectId: id })
        if (!status.ok || status.value.links.some((link) => link.running)) return
        stop()
        resolve()
      })
    })
    await attrack.invoke('sync.start', { projectId: id })
    await finished
    return performance.now() - start
  }, projectId)
