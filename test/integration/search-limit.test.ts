/** A Data Center whose search lists fewer rows than the usual 10,000. */
import { afterEach, expect, test } from 'vitest'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { linkedProject, must, startTestApp, syncNow, type TestApp } from './support/test-app.ts'

let jira: PracticeJira
let app: TestApp
const started: (() => Promise<void>)[] = []

async function begin(options: Parameters<typeof startPracticeJira>[0]): Promise<void> {
  jira = await startPracticeJira({ basicAuth: true, ...options })
  app = await startTestApp()
  started.push(
    () => app.close(),
    () => jira.close()
  )
}
afterEach(async () => {
  for (const close of started.splice(0)) await close()
})

const lastRun = async (projectId: string) => must(await app.invoke('sync.runs', { projectId, limit: 1 })).runs[0]
const refused = () => jira.admin.requests().filter((one) => one.status === 500).length
const asksForWindow = () =>
  jira.admin.requests().filter((one) => one.path.endsWith('/searchLimits/maxResultWindow')).length

test('11.3 tells its limit beforehand, and no search reaches past it', async () => {
  await begin({ version: '11.3', generated: { key: 'GEN', count: 5_000, seed: 11 } })
  jira.admin.setFault('search-limit', true, { rows: 1_800 })
  const { projectId } = await linkedProject(app, jira.url, 'GEN')
  expect(await lastRun(projectId)).toMatchObject({ outcome: 'done', fetched: 5_000, new: 5_000 })
  expect([asksForWindow(), refused()]).toEqual([1, 0])
  jira.admin.resetRequests()
  await syncNow(app, projectId)
  expect(jira.admin.requests().length).toBe(2)
}, 60_000)

test('an older one is not asked for it: a lower limit is learnt from the refusal', async () => {
  await begin({ version: '10.3', generated: { key: 'GEN', count: 5_000, seed: 12 } })
  jira.admin.setFault('search-limit', true, { rows: 1_800 })
  const { projectId } = await linkedProject(app, jira.url, 'GEN')
  expect(await lastRun(projectId)).toMatchObject({ outcome: 'done', fetched: 5_000, new: 5_000 })
  expect(asksForWindow()).toBe(0)
  expect(refused()).toBeGreaterThan(0)
}, 60_000)

test('more issues of one minute than Jira lists: named, with the limit, and nothing is archived', async () => {
  await begin({ version: '10.3' })
  for (let index = 0; index < 60; index += 1) jira.admin.createIssue('MOD', { summary: `Imported ${index}` })
  jira.admin.setFault('search-limit', true, { rows: 20 })
  const { projectId } = await linkedProject(app, jira.url, 'MOD')
  const run = await lastRun(projectId)
  expect(run).toMatchObject({
    outcome: 'failed',
    archived: 0,
    failure: { code: 'search-limit', params: { limit: '20' } }
  })
  expect(run?.failure?.title).toContain('20')
}, 60_000)
