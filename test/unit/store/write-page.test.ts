import { isFinished } from '../../../main/sync/checkpoint.ts'
import { expect, test } from 'vitest'
import type { ScanCheckpoint } from '../../../main/store/api.ts'
import {
  createdOf,
  failureOf,
  issue,
  issues,
  keys,
  linked,
  linkTo,
  list,
  numbers,
  open,
  page,
  site,
  start,
  write
} from './support.ts'

test('a page becomes tasks with everything Jira said', () => {
  const all = linked()
  const written = write(all, page([issue({ id: 7 }), issue({ id: 8 })], { startAt: 40, maxResults: 50, total: 90 }))
  expect(written).toEqual({
    startAt: 40,
    maxResults: 50,
    total: 90,
    nextPageToken: null,
    isLast: false,
    count: 2,
    issueIds: ['7', '8'],
    lastCreated: createdOf(8),
    lastUpdated: createdOf(8) + 1000,
    maxUpdated: createdOf(8) + 1000,
    new: 2,
    changed: 0,
    unchanged: 0,
    moved: 0,
    restored: 0,
    skipped: 0,
    next: null
  })
  const task = all.api.listTasks(list(all.projectId)).tasks[0]
  expect(all.api.getTask({ id: task?.id ?? '' })).toEqual({
    id: task?.id,
    key: 'MOD-7',
    summary: 'Summary 7',
    type: 'Bug',
    status: 'Open',
    statusCategory: 'new',
    priority: 'High',
    assignee: 'Bo Li',
    source: 'jira',
    updatedAt: createdOf(7) + 1000,
    archivedAt: null,
    projectId: all.projectId,
    createdAt: createdOf(7),
    reporter: 'Anna Ek',
    resolution: '',
    labels: ['one', 'two'],
    siteUrl: site,
    jiraProjectKey: 'MOD',
    issueId: '7',
    archivedReason: null,
    description: 'Text of 7',
    descriptionFormat: 'wiki'
  })
})

test('the same page again changes nothing; a difference in any field is a change', () => {
  const all = linked()
  write(all, page(issues(1, 5)))
  expect(write(all, page(issues(1, 5)))).toMatchObject({ unchanged: 5, changed: 0, new: 0 })
  const differences = [
    { summary: 'other' },
    { fields: { description: 'other' } },
    { fields: { labels: ['one'] } },
    { fields: { assignee: null } },
    { fields: { resolution: { name: 'Fixed' } } }
  ]
  const changed = differences.map((difference, index) => issue({ id: index + 1, ...difference }))
  expect(write(all, page(changed))).toMatchObject({ unchanged: 0, changed: 5, new: 0, moved: 0 })
  expect(all.api.lastRun({ linkId: all.link.id })).toMatchObject({ fetched: 15, new: 5, changed: 5, unchanged: 5 })
})

test('an issue that cannot be stored is skipped with the reason, and the rest of its page is kept', () => {
  const all = linked()
  const odd = [issue({ id: 1 }), { id: 'x', key: 'MOD-2' }, issue({ id: 3, fields: { updated: 'yesterday' } }), null]
  expect(write(all, page(odd))).toMatchObject({ count: 4, new: 1, skipped: 3, issueIds: ['1', '3'] })
  expect(keys(all.api, all.projectId)).toEqual(['MOD-1'])
  expect(all.api.lastRun({ linkId: all.link.id })).toMatchObject({ fetched: 4, new: 1, skipped: 3 })
  const { entries } = all.api.listEntries({ runId: all.run.id, offset: 0, limit: 10 })
  expect(entries.map(({ issueKey, action, reason }) => [issueKey, action, reason])).toEqual([
    ['MOD-2', 'skipped', 'Its id is missing or not a number.'],
    ['MOD-3', 'skipped', 'Its time of change is missing or unreadable.'],
    ['?', 'skipped', 'It is not an object.']
  ])
})

test('an archived task comes back when Jira lists it again', () => {
  const all = linked()
  write(all, page(issues(1, 2)))
  const [task] = all.api.listTasks(list(all.projectId)).tasks
  all.api.archiveTask({ runId: all.run.id, taskId: task?.id ?? '', reason: 'Deleted in Jira.' })
  expect(keys(all.api, all.projectId)).toEqual(['MOD-2'])
  expect(write(all, page(issues(1, 2)))).toMatchObject({ restored: 1, changed: 1, unchanged: 1 })
  expect(all.api.getTask({ id: task?.id ?? '' })).toMatchObject({
    archivedAt: null,
    archivedReason: null,
    key: 'MOD-1'
  })
  const { entries } = all.api.listEntries({ runId: all.run.id, offset: 0, limit: 10 })
  expect(entries.map(({ action }) => action)).toEqual(['archived', 'restored'])
})

test('tasks made by hand and those of other sites and projects are never touched', () => {
  const all = linked()
  const { api, projectId } = all
  const own = api.createTask({ projectId, summary: 'mine' })
  const other = api.createProject({ name: 'Other' })
  const there = linkTo(api, other.id, '10034', 'MOD')
  write(
    { ...all, link: there, run: api.startRun({ linkId: there.id, kind: 'full' }) },
    page([issue({ id: 1, summary: 'theirs' })])
  )
  write(all, page([issue({ id: 1, key: 'T-1', summary: 'ours' })]))
  expect(api.getTask({ id: own.id })?.summary).toBe('mine')
  expect(api.listTasks(list(other.id)).tasks).toMatchObject([{ summary: 'theirs' }])
  expect(api.listTasks(list(projectId)).total).toBe(2)
})

test('what is no search reply fails, and leaves the run as it was', () => {
  const all = linked()
  for (const body of ['<html>Log in</html>', '', '{"issues":[', '{"issues":{}}', '[]']) {
    const { code, params } = failureOf(() => write(all, Buffer.from(body)))
    expect(code).toBe('reply-not-understood')
    expect(params).toMatchObject({ host: 'jira.example.com', what: 'the search' })
  }
  expect(all.api.lastRun({ linkId: all.link.id })).toEqual(all.run)
  expect(failureOf(() => all.api.writePage({ runId: 'no', linkId: all.link.id, body: page([]) })).code).toBe(
    'not-found'
  )
  expect(failureOf(() => all.api.writePage({ runId: all.run.id, linkId: 'no', body: page([]) })).code).toBe('not-found')
})

test('a scan in overlapping slices counts every issue once, and says where to go on', () => {
  const all = linked()
  const total = 20
  const scan = { by: 'created' as const, window: 10 }
  /** A Jira with `total` issues whose slices begin at the anchor, as `created >=` does. */
  const ask = (from: ScanCheckpoint, size: number): Uint8Array => {
    const slice = numbers(1, total).filter((id) => createdOf(id) >= from.anchor)
    const rows = slice.slice(from.startAt, from.startAt + size).map((id) => issue({ id }))
    return page(rows, { startAt: from.startAt, total: slice.length })
  }
  let at = start
  const seen: ScanCheckpoint[] = []
  for (;;) {
    const written = write(all, ask(at, 5), { ...scan, from: at })
    expect(all.api.linkState({ linkId: all.link.id })?.checkpoint).toEqual(written.next)
    const next = written.next as ScanCheckpoint
    seen.push(next)
    if (isFinished(at, { ...written, total: written.total ?? 0 }, next)) break
    at = next
  }
  expect(seen).toMatchObject([
    { anchor: 0, lastIssueId: '5', startAt: 4, done: 5, total: 20 },
    { anchor: 0, lastIssueId: '9', startAt: 8, done: 9, total: 20 },
    { anchor: createdOf(13), lastIssueId: '13', startAt: 0, done: 13, total: 20 },
    { anchor: createdOf(13), lastIssueId: '17', startAt: 4, done: 17, total: 20 },
    { anchor: createdOf(13), startAt: 8, done: 20, total: 20 }
  ])
  expect(all.api.lastRun({ linkId: all.link.id })).toMatchObject({ fetched: 20, new: 20, unchanged: 0 })
  expect(all.api.countLinkTasks({ linkId: all.link.id })).toEqual({ active: 20 })
})

test('the counts of a scan go on after a restart, and begin anew with the next scan', () => {
  const all = linked()
  const scan = { by: 'created' as const, window: 1000 }
  const first = write(all, page(issues(1, 5), { total: 8 }), { ...scan, from: start })
  all.store.close()
  const { api } = open(all.store.file)
  const again = { ...all, api }
  const checkpoint = api.linkState({ linkId: all.link.id })?.checkpoint
  expect(checkpoint).toEqual(first.next)
  // Jira shifted by two rows meanwhile.
  const second = write(again, page(issues(4, 8), { total: 8 }), { ...scan, from: checkpoint as ScanCheckpoint })
  expect(second).toMatchObject({ new: 3, unchanged: 0, next: { done: 8 } })
  api.saveCheckpoint({ linkId: all.link.id, checkpoint: null, cursor: 1 })
  expect(write(again, page(issues(1, 8)), { ...scan, from: start })).toMatchObject({ unchanged: 8, next: { done: 8 } })
})

test('an incremental scan leaves the checkpoint of the link alone', () => {
  const all = linked()
  const written = write(all, page(issues(1, 3)), { by: 'updated', window: 1, from: { ...start, anchor: 5 } })
  expect(written.next).toMatchObject({ done: 3 })
  expect(all.api.linkState({ linkId: all.link.id })?.checkpoint).toBeNull()
})
