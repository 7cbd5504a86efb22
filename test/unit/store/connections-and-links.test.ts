import { expect, test } from 'vitest'
import { failure } from '../../../preload/contract/failures/failure.ts'
import {
  connection,
  failureOf,
  issue,
  issues,
  linked,
  linkTo,
  list,
  open,
  page,
  site,
  tempFile,
  write
} from './support.ts'

test('connections are kept as they were given, also across a restart', () => {
  const file = tempFile()
  const store = open(file)
  const limited = connection({
    id: 'b',
    status: 'limited',
    failure: failure('needs-sign-in', { host: 'h' }),
    createdAt: 9,
    nextTryAt: 70
  })
  expect(store.api.saveConnection(connection())).toEqual(connection())
  store.api.saveConnection(limited)
  store.close()
  const { api } = open(file)
  expect(api.listConnections({})).toEqual([connection(), limited])
  expect(api.saveConnection({ ...limited, status: 'connected', failure: null })).toMatchObject({
    status: 'connected',
    failure: null
  })
  expect(api.getConnection({ id: 'b' })).toEqual({ ...limited, status: 'connected', failure: null })
  expect(api.getConnection({ id: 'c' })).toBeNull()
})

test('a Jira that moved to another address takes its links and tasks along', () => {
  const workspace = linked()
  const { api, link, projectId } = workspace
  write(workspace, page(issues(1, 2)))
  const moved = 'https://jira.example.org/jira'
  api.saveConnection(connection({ siteUrl: moved }))
  expect(api.listLinks({})).toMatchObject([{ id: link.id, siteUrl: moved }])
  // Found again by their ids, not brought a second time.
  expect(write(workspace, page(issues(1, 3)))).toMatchObject({ new: 1, unchanged: 2 })
  expect(api.listTasks(list(projectId)).total).toBe(3)
})

test('a link outlives its connection, and the next sign-in to that site takes it over', () => {
  const { api, link } = linked()
  api.saveConnection({ ...connection(), status: 'throttled' })
  expect(api.listLinks({})).toMatchObject([{ id: link.id, connectionId: 'connection-1' }])
  expect(api.removeConnection({ id: 'connection-1' })).toBeNull()
  expect(api.listConnections({})).toEqual([])
  expect(api.listLinks({})).toEqual([{ ...link, connectionId: null }])
  api.saveConnection(connection({ id: 'elsewhere', siteUrl: 'https://other.example.com' }))
  expect(api.listLinks({})).toMatchObject([{ connectionId: null }])
  api.saveConnection(connection({ id: 'new' }))
  expect(api.listLinks({ connectionId: 'new' })).toEqual([{ ...link, connectionId: 'new' }])
})

test('a Jira project is linked once to a project, and can be to another', () => {
  const { api, projectId, link } = linked()
  const again = {
    projectId,
    connectionId: 'connection-1',
    siteUrl: site,
    jiraProjectId: '10034',
    jiraProjectKey: 'MOD',
    jiraProjectName: 'M'
  }
  expect(api.createLink(again)).toBeNull()
  const other = api.createProject({ name: 'Other' })
  expect(api.createLink({ ...again, projectId: other.id })).not.toBeNull()
  expect(api.listLinks({ projectId })).toEqual([link])
  expect(api.listLinks({})).toHaveLength(2)
  expect(api.getProject({ id: projectId })?.linkCount).toBe(1)
  expect(failureOf(() => api.createLink({ ...again, projectId: 'no' })).code).toBe('not-found')
})

test('a removed link leaves its tasks; linked again it is the same link and they are the same tasks', () => {
  const all = linked()
  const { api, projectId, link } = all
  write(all, page(issues(1, 3)))
  api.saveCheckpoint({ linkId: link.id, checkpoint: null, cursor: 77 })
  const before = api.listTasks(list(projectId)).tasks
  expect(api.removeLink({ id: link.id })).toMatchObject({ id: link.id })
  expect(api.removeLink({ id: link.id })).toBeNull()
  expect(api.listLinks({})).toEqual([])
  expect(api.linkState({ linkId: link.id })).toBeNull()
  expect(api.listTasks(list(projectId)).tasks).toEqual(before)
  expect(api.countLinkTasks({ linkId: link.id })).toEqual({ active: 0 })

  const revived = linkTo(api, projectId, '10034', 'MODS')
  expect(revived).toMatchObject({ id: link.id, jiraProjectKey: 'MODS' })
  // What changed in the meantime is unknown, so the next scan is a full one.
  expect(api.linkState({ linkId: link.id })).toMatchObject({ cursor: null, checkpoint: null })
  const run = api.startRun({ linkId: link.id, kind: 'full' })
  expect(write({ ...all, run }, page(issues(1, 3)))).toMatchObject({ unchanged: 3, new: 0 })
  expect(api.listTasks(list(projectId)).tasks).toEqual(before)
})

test('the state of a link remembers checkpoint, cursor, census and names', () => {
  const { api, link } = linked()
  expect(api.linkState({ linkId: link.id })).toEqual({
    link,
    cursor: null,
    checkpoint: null,
    lastCensusAt: null,
    agreed: null
  })
  const checkpoint = { anchor: 5, lastIssueId: '9', startAt: 100, done: 300, total: 900, since: 4 }
  api.saveCheckpoint({ linkId: link.id, checkpoint })
  expect(api.linkState({ linkId: link.id })).toMatchObject({ checkpoint, cursor: null })
  api.saveCheckpoint({ linkId: link.id, checkpoint: null, cursor: 12 })
  api.saveCheckpoint({ linkId: link.id, checkpoint: null })
  api.censusDone({ linkId: link.id, at: 33 })
  api.updateLinkProject({ linkId: link.id, jiraProjectKey: 'NEW', jiraProjectName: 'New name' })
  expect(api.linkState({ linkId: link.id })).toEqual({
    link: { ...link, jiraProjectKey: 'NEW', jiraProjectName: 'New name' },
    cursor: 12,
    checkpoint: null,
    lastCensusAt: 33,
    agreed: null
  })
  expect(api.linkState({ linkId: 'no' })).toBeNull()
  expect(failureOf(() => api.saveCheckpoint({ linkId: 'no', checkpoint: null })).code).toBe('not-found')
})

test('an issue that moved between two linked projects stays the same task', () => {
  const all = linked()
  const { api, projectId } = all
  write(all, page([issue({ id: 1 })]))
  const [before] = api.listTasks(list(projectId)).tasks
  const second = linkTo(api, projectId, '10050', 'DAEMON')
  const run = api.startRun({ linkId: second.id, kind: 'full' })
  const moved = issue({ id: 1, key: 'DAEMON-8', fields: { project: { id: '10050', key: 'DAEMON' } } })
  expect(write({ ...all, link: second, run }, page([moved]))).toMatchObject({ new: 0, changed: 1, moved: 1 })
  expect(api.listTasks(list(projectId)).tasks).toEqual([{ ...before, key: 'DAEMON-8' }])
  expect(api.getTask({ id: before?.id ?? '' })).toMatchObject({ jiraProjectKey: 'DAEMON', issueId: '1' })
  expect(api.countLinkTasks({ linkId: all.link.id })).toEqual({ active: 0 })
  expect(api.countLinkTasks({ linkId: second.id })).toEqual({ active: 1 })
  expect(api.listEntries({ runId: run.id, offset: 0, limit: 10 }).entries).toMatchObject([
    { issueKey: 'DAEMON-8', action: 'moved', reason: 'It was MOD-1 before.' }
  ])
})
