import { afterEach, expect, test, vi } from 'vitest'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { dueAt, nextSyncAt, startSchedule } from '../../main/sync/schedule.ts'
import { linkedProject, must, startTestApp, syncNow, syncedOnce, type TestApp } from './support/test-app.ts'

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

test.each([240, 2_400])(
  'a Jira that throttles for %i seconds is left alone until then, then asked again – before the usual time, or after it',
  async (seconds) => {
    await begin()
    const { projectId, connectionId } = await linkedProject(app, jira.url, 'DAEMON')
    const before = Date.now()
    jira.admin.setFault('rate-limit', true, { retryAfter: seconds })
    await syncNow(app, projectId)
    const { connections } = must(await app.invoke('connections.list', {}))
    const connection = connections.find((one) => one.id === connectionId)
    expect(connection).toMatchObject({ status: 'throttled', failure: { code: 'rate-limited' } })
    const until = connection?.nextTryAt ?? 0
    expect(until).toBeGreaterThanOrEqual(before + seconds * 1000)
    const [link] = must(await app.invoke('sync.status', { projectId })).links
    expect(link?.nextSyncAt).toBe(until)
    const runs = async () => must(await app.invoke('sync.runs', { projectId, limit: 20 })).runs.length
    const sofar = await runs()
    await app.services.sync.startDue(until - 1)
    await syncedOnce(app, projectId)
    expect(await runs()).toBe(sofar)
    await app.services.sync.startDue(until)
    await syncedOnce(app, projectId)
    expect(await runs()).toBe(sofar + 1)
  }
)

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

test('when a link is due beside a throttled connection', () => {
  const due = { last: 1_000, lastFailure: null, throttledUntil: null, intervalMinutes: 15 }
  expect(dueAt(due)).toBe(1_000 + minutes(15))
  expect(dueAt({ ...due, throttledUntil: minutes(5) })).toBe(1_000 + minutes(15))
  expect(dueAt({ ...due, throttledUntil: minutes(50) })).toBe(minutes(50))
  expect(dueAt({ ...due, last: null, throttledUntil: minutes(5) })).toBe(minutes(5))
  // What throttling stopped goes on as soon as Jira allows it, but not every second.
  expect(dueAt({ ...due, lastFailure: 'rate-limited', throttledUntil: minutes(5) })).toBe(minutes(5))
  expect(dueAt({ ...due, lastFailure: 'rate-limited', throttledUntil: 2_000 })).toBe(1_000 + minutes(1))
  expect(dueAt({ ...due, lastFailure: 'rate-limited', throttledUntil: minutes(5), intervalMinutes: 0 })).toBeNull()
})
