/** What is gone from Jira, and what only seems to be. */
import { afterEach, expect, test, vi } from 'vitest'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { linkedProject, must, startTestApp, syncNow, type TestApp, type TestAppOptions } from './support/test-app.ts'
import { recognised } from '../support/recognised.ts'

let jira: PracticeJira
let app: TestApp
const started: (() => Promise<void>)[] = []

async function begin(options: TestAppOptions = {}): Promise<void> {
  jira = await startPracticeJira()
  app = await startTestApp(options)
  started.push(
    () => app.close(),
    () => jira.close()
  )
}
afterEach(async () => {
  vi.useRealTimers()
  for (const close of started.splice(0)) await close()
})

const activeTasks = async (projectId: string): Promise<number> =>
  must(await app.invoke('tasks.list', { projectId })).total
const lastRun = async (projectId: string) => must(await app.invoke('sync.runs', { projectId, limit: 1 })).runs[0]

test('many issues gone at once are held back, said, and only archived when that stays so', async () => {
  await begin()
  const { projectId } = await linkedProject(app, jira.url, 'MOD')
  const issues = jira.admin.issues('MOD')
  for (const issue of issues.slice(0, 60)) jira.admin.deleteIssue(issue.key)
  await syncNow(app, projectId)
  expect(await activeTasks(projectId)).toBe(issues.length)
  const run = await lastRun(projectId)
  expect(run).toMatchObject({ outcome: 'failed', archived: 0, failure: { code: 'issues-disappeared' } })
  recognised({ code: 'issues-disappeared', by: 'sixty issues are deleted at once', how: 'sync' })
  expect(run?.failure?.title).toContain('60 tasks')
  const [connection] = must(await app.invoke('connections.list', {})).connections
  expect(connection?.status).toBe('connected')
  // Ten minutes later they are still gone.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 })
  try {
    await syncNow(app, projectId)
  } finally {
    vi.useRealTimers()
  }
  expect(await activeTasks(projectId)).toBe(issues.length - 60)
  expect(await lastRun(projectId)).toMatchObject({ outcome: 'done', archived: 60 })
})

test('an issue that cannot be stored is told once, and does not cause a census with every sync', async () => {
  let broken = ''
  await begin({
    changes(reply) {
      if (!reply.url.includes('/search')) return reply
      const body = JSON.parse(Buffer.from(reply.body).toString()) as {
        issues: { key: string; fields?: { updated?: unknown } }[]
      }
      for (const issue of body.issues)
        if (issue.key === broken && issue.fields?.updated) issue.fields.updated = 'yesterday'
      return { ...reply, body: Buffer.from(JSON.stringify(body)) }
    }
  })
  broken = jira.admin.issues('DAEMON')[3]?.key ?? ''
  const { projectId } = await linkedProject(app, jira.url, 'DAEMON')
  const count = jira.admin.issues('DAEMON').length
  const run = await lastRun(projectId)
  expect(run).toMatchObject({ outcome: 'done', new: count - 1 })
  const { entries } = must(await app.invoke('sync.entries', { runId: run?.id ?? '' }))
  expect(entries[0]).toMatchObject({ issueKey: broken, action: 'skipped' })
  jira.admin.resetRequests()
  await syncNow(app, projectId)
  expect(jira.admin.requests().length).toBeLessThanOrEqual(2)
  expect(await activeTasks(projectId)).toBe(count - 1)
  // A deletion besides is still noticed.
  jira.admin.deleteIssue(jira.admin.issues('DAEMON')[7]?.key ?? '')
  await syncNow(app, projectId)
  expect(await lastRun(projectId)).toMatchObject({ outcome: 'done', archived: 1 })
})
