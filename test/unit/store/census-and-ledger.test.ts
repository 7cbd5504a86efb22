import { expect, test } from 'vitest'
import { failure } from '../../../preload/contract/failures/failure.ts'
import { maxEntriesPerRun, maxRunsPerLink } from '../../../main/store/queries/sync-runs.ts'
import { createdOf, failureOf, issue, issues, keys, linked, linkTo, list, open, page, write } from './support.ts'

const ids = (numbers: readonly number[], more = {}): Uint8Array =>
  page(
    numbers.map((id) => ({ id: String(id), key: `MOD-${id}`, fields: { created: issue({ id }).fields.created } })),
    more
  )

test('a census tells what is gone from Jira and what is missing here', () => {
  const all = linked()
  const { api, link, projectId } = all
  write(all, page(issues(1, 5)))
  api.createTask({ projectId, summary: 'by hand' })
  const linkId = link.id
  api.censusBegin({ linkId })
  expect(api.censusPage({ linkId, body: ids([1, 2], { total: 4, maxResults: 2 }) })).toEqual({
    startAt: 0,
    maxResults: 2,
    total: 4,
    count: 2,
    issueIds: ['1', '2'],
    nextPageToken: null,
    isLast: false,
    firstCreated: createdOf(1),
    lastCreated: createdOf(2)
  })
  api.censusPage({ linkId, body: ids([2, 4, 99, 100], { startAt: 2, total: 4 }) })
  const { missing, unknown, seen, active } = api.censusEnd({ linkId })
  expect(missing.map(({ key, issueId }) => [key, issueId])).toEqual([
    ['MOD-3', '3'],
    ['MOD-5', '5']
  ])
  expect({ unknown, seen, active }).toEqual({ unknown: ['99', '100'], seen: 5, active: 5 })
  api.censusDone({ linkId, at: 1234, agreed: { jira: 4, here: 3 } })
  expect(api.linkState({ linkId })?.agreed).toEqual({ jira: 4, here: 3 })
  expect(api.linkState({ linkId })?.lastCensusAt).toBe(1234)
  expect(keys(api, projectId)).toHaveLength(6)
})

test('a census begins anew, keeps links apart, and counts an archived task as unknown', () => {
  const all = linked()
  const { api, link, projectId } = all
  write(all, page(issues(1, 2)))
  const task = api.listTasks(list(projectId)).tasks[0]
  const other = linkTo(api, projectId, '10050', 'DAEMON')
  api.censusBegin({ linkId: link.id })
  api.censusPage({ linkId: link.id, body: ids([7]) })
  api.censusBegin({ linkId: link.id })
  api.censusBegin({ linkId: other.id })
  api.censusPage({ linkId: other.id, body: ids([2]) })
  api.archiveTask({ runId: all.run.id, taskId: task?.id ?? '', reason: 'gone' })
  api.censusPage({ linkId: link.id, body: ids([1]) })
  expect(api.censusEnd({ linkId: link.id })).toMatchObject({
    missing: [{ key: 'MOD-2' }],
    unknown: ['1'],
    seen: 1,
    active: 1
  })
  expect(failureOf(() => api.censusPage({ linkId: link.id, body: Buffer.from('no') })).code).toBe(
    'reply-not-understood'
  )
  expect(failureOf(() => api.censusBegin({ linkId: 'no' })).code).toBe('not-found')
})

test('at most 1,000 unknown issues are told', () => {
  const { api, link } = linked()
  api.censusBegin({ linkId: link.id })
  api.censusPage({ linkId: link.id, body: ids(Array.from({ length: 1500 }, (_, index) => index + 1)) })
  const { unknown, seen } = api.censusEnd({ linkId: link.id })
  expect([unknown.length, unknown[0], unknown[999], seen]).toEqual([1000, '1', '1000', 1500])
})

test('archiving keeps the task with its reason, once, and never one made by hand', () => {
  const all = linked()
  const { api, projectId, run } = all
  write(all, page(issues(1, 1)))
  const own = api.createTask({ projectId, summary: 'mine' })
  const id = api.listTasks(list(projectId)).tasks[0]?.id ?? ''
  const move = { runId: run.id, taskId: id, reason: 'Moved to OPS-9 in Jira.', newKey: 'OPS-9', newProjectKey: 'OPS' }
  api.archiveTask(move)
  api.archiveTask({ ...move, reason: 'again' })
  api.archiveTask({ runId: run.id, taskId: own.id, reason: 'never' })
  expect(api.getTask({ id })).toMatchObject({
    key: 'OPS-9',
    jiraProjectKey: 'OPS',
    archivedReason: 'Moved to OPS-9 in Jira.'
  })
  expect(keys(api, projectId)).toEqual(['T-1'])
  expect(keys(api, projectId, { archived: true, search: 'ops-9' })).toEqual(['OPS-9'])
  expect(api.taskFacets({ projectId }).archivedCount).toBe(1)
  expect(api.lastRun({ linkId: all.link.id })?.archived).toBe(1)
  expect(api.listEntries({ runId: run.id, offset: 0, limit: 9 })).toMatchObject({
    total: 1,
    entries: [{ issueKey: 'MOD-1', action: 'archived' }]
  })
  expect(failureOf(() => api.archiveTask({ ...move, taskId: 'no' })).code).toBe('not-found')
})

test('a run is finished with its outcome, and only a completed one marks the link as synced', () => {
  const { api, link, run, projectId } = linked()
  const why = failure('unreachable', { host: 'h', detail: 'd' })
  const end = { runId: run.id, requests: 3, finishedAt: 50 }
  expect(api.finishRun({ ...end, outcome: 'failed', failure: why, markSynced: false })).toMatchObject({
    outcome: 'failed',
    failure: why,
    requests: 3
  })
  expect(api.linkState({ linkId: link.id })?.link.lastSyncedAt).toBeNull()
  const second = api.startRun({ linkId: link.id, kind: 'incremental' })
  api.finishRun({ ...end, runId: second.id, outcome: 'done', failure: null, markSynced: true })
  expect(api.linkState({ linkId: link.id })?.link.lastSyncedAt).toBe(50)
  expect(api.getProject({ id: projectId })?.lastSyncedAt).toBe(50)
  expect(api.lastRun({ linkId: link.id })).toMatchObject({
    kind: 'incremental',
    outcome: 'done',
    jiraProjectKey: 'MOD'
  })
  expect(api.listRuns({ projectId, limit: 10 }).map(({ id }) => id)).toEqual([second.id, run.id])
  expect(api.listRuns({ projectId, limit: 1 })).toHaveLength(1)
  expect(
    failureOf(() => api.finishRun({ ...end, runId: 'no', outcome: 'done', failure: null, markSynced: true })).code
  ).toBe('not-found')
  expect(failureOf(() => api.startRun({ linkId: 'no', kind: 'full' })).code).toBe('not-found')
})

test('runs that a crash left running are marked as interrupted at the next start', () => {
  const { store, link } = linked()
  store.close()
  const again = open(store.file).api
  expect(again.recoverRuns({})).toEqual({ interrupted: 1 })
  expect(again.recoverRuns({})).toEqual({ interrupted: 0 })
  expect(again.lastRun({ linkId: link.id })).toMatchObject({
    outcome: 'interrupted',
    finishedAt: expect.any(Number) as number
  })
})

test('entries of a run are kept up to a limit and paged; its counters go on', () => {
  const all = linked()
  const bad = (from: number) =>
    Array.from({ length: 3000 }, (_, index) => ({ id: String(from + index), key: `MOD-${from + index}` }))
  write(all, page(bad(1)))
  write(all, page(bad(3001)))
  all.api.addEntry({ runId: all.run.id, entry: { issueKey: 'MOD-1', action: 'held', reason: 'too many' } })
  expect(all.api.lastRun({ linkId: all.link.id })?.skipped).toBe(6000)
  const last = all.api.listEntries({ runId: all.run.id, offset: maxEntriesPerRun - 1, limit: 10 })
  expect(last).toMatchObject({
    total: maxEntriesPerRun,
    entries: [{ issueKey: `MOD-${maxEntriesPerRun}`, action: 'skipped' }]
  })
})

test('old runs go, with their entries', () => {
  const { api, link, run } = linked()
  api.addEntry({ runId: run.id, entry: { issueKey: 'MOD-1', action: 'held', reason: 'x' } })
  api.finishRun({ runId: run.id, outcome: 'done', failure: null, requests: 1, finishedAt: 1, markSynced: false })
  for (let count = 0; count <= maxRunsPerLink; count += 1) api.startRun({ linkId: link.id, kind: 'incremental' })
  expect(api.listEntries({ runId: run.id, offset: 0, limit: 10 })).toEqual({ entries: [], total: 0 })
  expect(
    failureOf(() => api.addEntry({ runId: run.id, entry: { issueKey: 'x', action: 'held', reason: '' } })).code
  ).toBe('not-found')
})
