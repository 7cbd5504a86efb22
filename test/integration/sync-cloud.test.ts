/** Syncing Jira Cloud: what arrives, what is archived, and how the connection fares. */
import { afterEach, expect, test } from 'vitest'
import { adfText } from '../../main/jira/markup/adf-text.ts'
import { toDocument } from '../jira/cloud/adf/convert.ts'
import { anna, big, CloudSync } from './support/cloud-sync.ts'
import { codeOf, must, syncNow, syncedOnce } from './support/test-app.ts'

let sync: CloudSync
afterEach(() => sync.end())

test('a first sync brings every issue with its description, and the ledger adds up', async () => {
  sync = await CloudSync.start()
  const { projectId } = await sync.linked('MOD')
  expect(await sync.here(projectId)).toEqual(sync.there('MOD'))
  const there = sync.cloud.admin.issues('acme', 'MOD')
  const all = { fetched: there.length, new: there.length, changed: 0, archived: 0, skipped: 0, failure: null }
  expect(await sync.lastRun(projectId)).toMatchObject({ kind: 'full', outcome: 'done', ...all })
  const here = await sync.tasks(projectId)
  for (const { key, description } of there) {
    const task = must(await sync.app.store.getTask({ id: here.get(key)?.id ?? '' }))
    const words = description === null ? '' : adfText(toDocument(description))
    expect(task?.description ? adfText(task.description) : '', key).toBe(words)
    const shown = must(await sync.app.invoke('tasks.get', { id: task?.id ?? '' }))
    expect(shown.description === null, key).toBe(description === null)
    // People open an issue at their site, not at the gateway.
    expect(shown.jiraUrl).toBe(`${sync.cloud.sites[0]?.url}/browse/${key}`)
  }
})

test('through the gateway, too: tasks still lead to the site', async () => {
  sync = await CloudSync.start()
  const { projectId } = await sync.linked('MOD', true)
  expect(await sync.here(projectId)).toEqual(sync.there('MOD'))
  expect(sync.searches().length).toBeGreaterThan(0)
  expect(sync.searches().every((one) => one.path.startsWith('/ex/jira/'))).toBe(true)
  const [task] = (await sync.tasks(projectId)).values()
  const { jiraUrl } = must(await sync.app.invoke('tasks.get', { id: task?.id ?? '' }))
  expect(jiraUrl).toMatch(`${sync.cloud.sites[0]?.url}/browse/MOD-`)
})

test('a project without issues is not listed whole each time, and its first issue arrives', async () => {
  sync = await CloudSync.start({ sites: [{ name: 'acme', projectList: true, recorded: true }] })
  const connectionId = await sync.signIn()
  const { id: projectId } = must(await sync.app.invoke('projects.create', { name: 'Empty' }))
  const all = must(await sync.app.invoke('jiraProjects.list', { connectionId, projectId, search: '' })).projects
  const empty = all.find((one) => sync.cloud.admin.issues('acme', one.key).length === 0)?.key ?? ''
  await sync.addLink(projectId, connectionId, empty)
  await syncedOnce(sync.app, projectId)
  expect(await sync.lastRun(projectId)).toMatchObject({ kind: 'full', outcome: 'done', fetched: 0 })
  sync.cloud.admin.resetRequests()
  await syncNow(sync.app, projectId)
  expect(sync.cloud.admin.requests().length).toBe(2)
  expect(await sync.lastRun(projectId)).toMatchObject({ kind: 'incremental', outcome: 'done' })
  sync.cloud.admin.createIssue('acme', empty, { summary: 'The first' })
  await syncNow(sync.app, projectId)
  expect(await sync.here(projectId)).toEqual(sync.there(empty))
})

test('words of a document are found, its JSON is not', async () => {
  sync = await CloudSync.start()
  const { projectId } = await sync.linked('MOD')
  const [issue] = sync.cloud.admin.issues('acme', 'MOD')
  if (!issue) throw new Error('no issue')
  sync.cloud.admin.editIssue('acme', issue.key, { description: 'h2. Zwiebelkuchen\n* mit *Speck*' })
  await syncNow(sync.app, projectId)
  const found = async (search: string) =>
    must(await sync.app.invoke('tasks.list', { projectId, search })).tasks.map((task) => task.key)
  expect(await found('zwiebelkuchen speck')).toEqual([issue.key])
  expect(await found('bulletList')).toEqual([])
  sync.cloud.admin.moveIssue('acme', issue.key, 'DAEMON')
  await syncNow(sync.app, projectId)
  const archived = must(await sync.app.invoke('tasks.list', { projectId, archived: true, search: 'zwiebelkuchen' }))
  expect(archived.total).toBe(1)
})

test('with nothing changed, the second sync asks twice and changes nothing', async () => {
  sync = await CloudSync.start()
  const { projectId } = await sync.linked('MOD')
  sync.cloud.admin.resetRequests()
  await syncNow(sync.app, projectId)
  expect(sync.cloud.admin.requests().length).toBeLessThanOrEqual(2)
  expect(await sync.lastRun(projectId)).toMatchObject({ kind: 'incremental', outcome: 'done', new: 0, changed: 0 })
})

test('edits, new issues, a move and a deletion arrive; tasks made by hand are never touched', async () => {
  sync = await CloudSync.start()
  const { projectId } = await sync.linked('MOD')
  must(await sync.app.invoke('tasks.create', { projectId, summary: 'Made by hand' }))
  const [edited, moved, deleted] = sync.cloud.admin.issues('acme', 'MOD')
  if (!edited || !moved || !deleted) throw new Error('too few issues')
  sync.cloud.admin.editIssue('acme', edited.key, { summary: 'Edited in Jira' })
  const created = sync.cloud.admin.createIssue('acme', 'MOD', { summary: 'New in Jira' })
  const newKey = sync.cloud.admin.moveIssue('acme', moved.key, 'DAEMON')
  sync.cloud.admin.deleteIssue('acme', deleted.key)
  await syncNow(sync.app, projectId)

  const here = await sync.tasks(projectId)
  expect(here.get(edited.key)?.summary).toBe('Edited in Jira')
  expect(here.get(created.key)?.summary).toBe('New in Jira')
  expect([...here.values()].some((task) => task.summary === 'Made by hand')).toBe(true)
  expect([here.has(moved.key), here.has(deleted.key)]).toEqual([false, false])
  const archived = await sync.tasks(projectId, true)
  const reason = async (key: string) =>
    must(await sync.app.invoke('tasks.get', { id: archived.get(key)?.id ?? '' })).archivedReason
  expect(await reason(deleted.key)).toMatch(/^Deleted in Jira/)
  expect(await reason(newKey)).toContain(`Moved to ${newKey}`)
  expect(await sync.lastRun(projectId)).toMatchObject({ outcome: 'done', new: 1, changed: 1, archived: 2 })
})

test('one project of two lost: Limited, whichever is synced last, and well again when it can be seen', async () => {
  sync = await CloudSync.start()
  const { projectId, connectionId } = await sync.linked('MOD')
  await sync.addLink(projectId, connectionId, 'DAEMON')
  await syncedOnce(sync.app, projectId)
  expect((await sync.connection(connectionId))?.status).toBe('connected')
  const before = await sync.total(projectId)
  for (const [lost, other] of [
    ['MOD', 'DAEMON'],
    ['DAEMON', 'MOD']
  ] as const) {
    sync.cloud.admin.setPermission('acme', anna, lost, false)
    const links = await syncNow(sync.app, projectId)
    expect(links.map((link) => [link.jiraProjectKey, link.lastRun?.outcome]).sort()).toEqual(
      [
        [lost, 'failed'],
        [other, 'done']
      ].sort()
    )
    const connection = await sync.connection(connectionId)
    expect(connection).toMatchObject({ status: 'limited', failure: { code: 'project-not-visible' } })
    expect(connection?.failure?.title).toContain(lost)
    // Looking through the projects works, and says nothing about the one that is lost.
    must(await sync.app.invoke('jiraProjects.list', { connectionId, projectId, search: '', refresh: true }))
    expect((await sync.connection(connectionId))?.status).toBe('limited')
    expect(await sync.total(projectId)).toBe(before)
    sync.cloud.admin.setPermission('acme', anna, lost, true)
    await syncNow(sync.app, projectId)
    expect((await sync.connection(connectionId))?.status).toBe('connected')
  }
})

test('all of 560 projects are listed, in pages, and counted before they are linked', async () => {
  sync = await CloudSync.start()
  const { projectId, connectionId } = await sync.linked('MOD')
  sync.cloud.admin.resetRequests()
  const list = must(await sync.app.invoke('jiraProjects.list', { connectionId, projectId, search: '', refresh: true }))
  expect(list.total).toBeGreaterThan(500)
  expect(sync.cloud.admin.requests().length).toBe(Math.ceil(list.total / 100))
  const daemon = must(await sync.app.invoke('jiraProjects.list', { connectionId, projectId, search: 'DAEMON' }))
    .projects[0]
  const counted = must(
    await sync.app.invoke('jiraProjects.countIssues', { connectionId, jiraProjectId: daemon?.id ?? '' })
  )
  expect(counted.issues).toBe(sync.cloud.admin.issues('acme', 'DAEMON').length)
})

test('without Browse Projects it is said whom to ask, in words of Cloud', async () => {
  sync = await CloudSync.start(big(5))
  sync.cloud.admin.setPermission('acme', anna, 'GEN', false)
  const id = await sync.signIn()
  const project = must(await sync.app.invoke('projects.create', { name: 'Empty' }))
  const list = must(await sync.app.invoke('jiraProjects.list', { connectionId: id, projectId: project.id, search: '' }))
  expect(list).toMatchObject({ projects: [], total: 0, explanation: { title: 'Anna Nowak may not see any project' } })
  expect(list.explanation?.remedy).toContain('Project settings → Access')
})

test('an expired token ends the sync with what to do, and archives nothing', async () => {
  sync = await CloudSync.start()
  const { projectId, connectionId } = await sync.linked('MOD')
  const before = await sync.total(projectId)
  sync.cloud.admin.expireApiTokens(anna)
  await syncNow(sync.app, projectId)
  expect(await sync.lastRun(projectId)).toMatchObject({ outcome: 'failed', archived: 0 })
  expect(await sync.total(projectId)).toBe(before)
  expect((await sync.connection(connectionId))?.status).toBe('token-required')
  expect(codeOf(await sync.app.invoke('sync.start', { projectId }))).toBe('ok')
})
