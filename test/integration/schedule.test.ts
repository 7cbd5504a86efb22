import { afterEach, expect, test, vi } from 'vitest'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { nextSyncAt, startSchedule } from '../../main/sync/schedule.ts'
import { linkedProject, must, startTestApp, syncedOnce, type TestApp } from './support/test-app.ts'

let jira: PracticeJira
let app: TestApp
const started: (() => Promise<void>)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const close of started.splice(0)) await close()
})

async function begin(): Promise<void> {
  jira = await startPracticeJira()
  app = await startTestApp()
  started.push(
    () => app.close(),
    () => jira.close()
  )
}

const minutes = (count: number): number => count * 60_000

test('what is due is synced by itself, what is not is left alone', async () => {
  await begin()
  const { projectId } = await linkedProject(app, jira.url, 'DAEMON')
  jira.admin.resetRequests()
  await app.services.sync.startDue(Date.now() + minutes(14))
  await syncedOnce(app, projectId)
  expect(jira.admin.requests()).toHaveLength(0)
  await app.services.sync.startDue(Date.now() + minutes(16))
  await syncedOnce(app, projectId)
  expect(jira.admin.requests().length).toBeGreaterThan(0)
  const [link] = must(await app.invoke('sync.status', { projectId })).links
  expect(link?.nextSyncAt).toBeGreaterThan(Date.now() + minutes(14))
})

test('an archived project is not synced by itself', async () => {
  await begin()
  const { projectId } = await linkedProject(app, jira.url, 'DAEMON')
  must(await app.invoke('projects.setArchived', { id: projectId, archived: true }))
  jira.admin.resetRequests()
  await app.services.sync.startDue(Date.now() + minutes(60))
  await syncedOnce(app, projectId)
  expect(jira.admin.requests()).toHaveLength(0)
})

test('the clock looks soon after the start and then regularly, until it is stopped', () => {
  vi.useFakeTimers()
  let looks = 0
  const stop = startSchedule(async () => void (looks += 1))
  vi.advanceTimersByTime(3_500)
  expect(looks).toBe(1)
  vi.advanceTimersByTime(60_000)
  expect(looks).toBe(4)
  stop()
  vi.advanceTimersByTime(60_000)
  expect(looks).toBe(4)
})

test('an interval of 0 is off; what was never synced is due at once', () => {
  expect(nextSyncAt(1_000, 0)).toBeNull()
  expect(nextSyncAt(null, 15)).toBeNull()
  expect(nextSyncAt(1_000, 15)).toBe(1_000 + minutes(15))
})
