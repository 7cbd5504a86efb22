import { afterEach, expect, test } from 'vitest'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { codeOf, linkedProject, must, startTestApp, syncNow, syncedOnce, type TestApp } from './support/test-app.ts'
import { recognised } from '../support/recognised.ts'

let jira: PracticeJira
let app: TestApp
const started: (() => Promise<void>)[] = []

async function begin(options: Parameters<typeof startPracticeJira>[0] = {}): Promise<void> {
  jira = await startPracticeJira(options)
  app = await startTestApp()
  started.push(
    () => app.close(),
    () => jira.close()
  )
}
afterEach(async () => {
  for (const close of started.splice(0)) await close()
})

/** The mirror as the Tasks tab shows it, by key. */
async function tasksByKey(projectId: string, archived = false) {
  const rows = new Map<string, { summary: string; status: string; updatedAt: number; id: string }>()
  for (let offset = 0; ; offset += 200) {
    const page = must(
      await app.invoke('tasks.list', { projectId, archived, offset, limit: 200, sort: 'key', descending: false })
    )
    for (const task of page.tasks) rows.set(task.key, task)
    if (offset + 200 >= page.total) return rows
  }
}

/** Issue by issue: the mirror is what the Jira holds. */
async function expectMirror(projectId: string, jiraKey: string): Promise<void> {
  const there = jira.admin.issues(jiraKey)
  const here = await tasksByKey(projectId)
  expect([...here.keys()].sort()).toEqual(there.map((issue) => issue.key).sort())
  for (const issue of there) {
    const task = here.get(issue.key)
    expect(task?.status, issue.key).toBe(issue.status)
    expect(task?.updatedAt, issue.key).toBe(Date.parse(String(issue.updated).replace(/\+0000$/, 'Z')))
  }
}

const lastRun = async (projectId: string) => must(await app.invoke('sync.runs', { projectId, limit: 1 })).runs[0]

test('a first sync brings every issue, and the ledger adds up', async () => {
  await begin()
  const { projectId } = await linkedProject(app, jira.url, 'MOD')
  await expectMirror(projectId, 'MOD')
  const run = await lastRun(projectId)
  const count = jira.admin.issues('MOD').length
  expect(run).toMatchObject({
    kind: 'full',
    outcome: 'done',
    fetched: count,
    new: count,
    changed: 0,
    archived: 0,
    skipped: 0,
    failure: null
  })
})

test('with nothing changed, the second sync asks twice and changes nothing', async () => {
  await begin()
  const { projectId } = await linkedProject(app, jira.url, 'MOD')
  jira.admin.resetRequests()
  await syncNow(app, projectId)
  expect(jira.admin.requests().length).toBeLessThanOrEqual(2)
  expect(await lastRun(projectId)).toMatchObject({
    kind: 'incremental',
    outcome: 'done',
    new: 0,
    changed: 0,
    archived: 0
  })
})

test('edits, new issues, a move and a deletion arrive; tasks made by hand are never touched', async () => {
  await begin()
  const { projectId } = await linkedProject(app, jira.url, 'MOD')
  const byHand = must(await app.invoke('tasks.create', { projectId, summary: 'Made by hand' }))
  const [edited, moved, deleted] = jira.admin.issues('MOD')
  if (!edited || !moved || !deleted) throw new Error('too few issues')
  jira.admin.editIssue(edited.key, { summary: 'Edited in Jira' })
  const created = jira.admin.createIssue('MOD', { summary: 'New in Jira' })
  const newKey = jira.admin.moveIssue(moved.key, 'DAEMON')
  jira.admin.deleteIssue(deleted.key)
  await syncNow(app, projectId)

  const here = await tasksByKey(projectId)
  expect(here.get(edited.key)?.summary).toBe('Edited in Jira')
  expect(here.get(created.key)?.summary).toBe('New in Jira')
  expect(here.get(byHand.key)?.summary).toBe('Made by hand')
  expect(here.has(moved.key)).toBe(false)
  expect(here.has(deleted.key)).toBe(false)
  const archived = await tasksByKey(projectId, true)
  const gone = must(await app.invoke('tasks.get', { id: archived.get(deleted.key)?.id ?? '' }))
  expect(gone.archivedReason).toMatch(/^Deleted in Jira/)
  const elsewhere = must(await app.invoke('tasks.get', { id: archived.get(newKey)?.id ?? '' }))
  expect(elsewhere.archivedReason).toContain(`Moved to ${newKey}`)
  expect(await lastRun(projectId)).toMatchObject({
    kind: 'incremental',
    outcome: 'done',
    new: 1,
    changed: 1,
    archived: 2
  })
})

test('an issue moved between two linked projects stays the same task', async () => {
  await begin()
  const { projectId, connectionId } = await linkedProject(app, jira.url, 'MOD')
  const list = must(await app.invoke('jiraProjects.list', { connectionId, projectId, search: 'DAEMON' }))
  const daemon = list.projects.find((one) => one.key === 'DAEMON')
  must(await app.invoke('links.create', { projectId, connectionId, jiraProjectId: daemon?.id ?? '' }))
  await syncedOnce(app, projectId)
  const issue = jira.admin.issues('MOD')[5]
  if (!issue) throw new Error('too few issues')
  const before = (await tasksByKey(projectId)).get(issue.key)
  const newKey = jira.admin.moveIssue(issue.key, 'DAEMON')
  await syncNow(app, projectId)
  await syncNow(app, projectId)
  const after = await tasksByKey(projectId)
  expect(after.get(newKey)?.id).toBe(before?.id)
  expect(after.has(issue.key)).toBe(false)
  expect(must(await app.invoke('tasks.list', { projectId, archived: true })).total).toBe(0)
})

test('an issue that becomes invisible is archived with the reason, and comes back when it is visible again', async () => {
  await begin()
  const { projectId } = await linkedProject(app, jira.url, 'MOD')
  const [issue] = jira.admin.issues('MOD')
  if (!issue) throw new Error('no issue')
  const key = jira.admin.moveIssue(issue.key, 'DAEMON')
  await syncNow(app, projectId)
  expect((await tasksByKey(projectId)).has(issue.key)).toBe(false)
  jira.admin.moveIssue(key, 'MOD')
  await syncNow(app, projectId)
  const run = await lastRun(projectId)
  expect(must(await app.invoke('tasks.list', { projectId, archived: true })).total).toBe(0)
  const entries = must(await app.invoke('sync.entries', { runId: run?.id ?? '' })).entries
  expect(entries.map((entry) => entry.action)).toContain('restored')
})

test('losing Browse Projects archives nothing, and says so', async () => {
  await begin()
  const { projectId, connectionId } = await linkedProject(app, jira.url, 'MOD')
  const before = (await tasksByKey(projectId)).size
  jira.admin.setPermission('anna', 'MOD', false)
  await syncNow(app, projectId)
  expect((await tasksByKey(projectId)).size).toBe(before)
  const run = await lastRun(projectId)
  expect(run).toMatchObject({ outcome: 'failed', archived: 0, failure: { code: 'project-not-visible' } })
  recognised({ code: 'project-not-visible', by: '“Browse Projects” is taken away in a linked project', how: 'sync' })
  expect(run?.failure?.title).toContain('MOD')
  const { connections } = must(await app.invoke('connections.list', {}))
  expect(connections.find((one) => one.id === connectionId)?.status).toBe('limited')
})

test('a silent anonymous reply is never taken for an empty project', async () => {
  await begin()
  const { projectId } = await linkedProject(app, jira.url, 'MOD')
  const before = (await tasksByKey(projectId)).size
  jira.admin.setFault('anonymous-silent', true)
  await syncNow(app, projectId)
  expect((await tasksByKey(projectId)).size).toBe(before)
  expect((await lastRun(projectId))?.failure?.code).toBe('anonymous-reply')
  recognised({ code: 'anonymous-reply', by: 'credentials are ignored without a word', how: 'sync' })
  jira.admin.setFault('anonymous-silent', false)
})

test('past the search window of 10.3 the scan goes on by slices, in a user’s zone that is not the server’s', async () => {
  await begin({ version: '10.3', generated: { key: 'GEN', count: 12_500, seed: 7 } })
  const { projectId } = await linkedProject(app, jira.url, 'GEN')
  await expectMirror(projectId, 'GEN')
  const run = await lastRun(projectId)
  expect(run).toMatchObject({ outcome: 'done', fetched: 12_500, new: 12_500, unchanged: 0 })
  // Whole pages throughout: 13, a few more for the slices' overlap, who we are, and the count.
  expect(run?.requests).toBeLessThan(20)
}, 60_000)

test('a server that clamps pages to 50 is still read to the end', async () => {
  await begin({ searchMax: 50 })
  const { projectId } = await linkedProject(app, jira.url, 'MOD')
  await expectMirror(projectId, 'MOD')
})

test('a cancelled first sync goes on where it stopped', async () => {
  await begin({ generated: { key: 'GEN', count: 9_000, seed: 3 }, searchMax: 100 })
  const project = must(await app.invoke('projects.create', { name: 'Big' }))
  const connection = must(
    await app.invoke('connections.signInWithPassword', {
      siteUrl: jira.url,
      username: 'anna',
      password: 'anna-password'
    })
  )
  const list = must(
    await app.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id, search: 'GEN' })
  )
  const gen = list.projects.find((one) => one.key === 'GEN')
  must(
    await app.invoke('links.create', {
      projectId: project.id,
      connectionId: connection.id,
      jiraProjectId: gen?.id ?? ''
    })
  )
  while (must(await app.invoke('tasks.list', { projectId: project.id })).total < 1_500)
    await new Promise((resolve) => setTimeout(resolve, 5))
  must(await app.invoke('sync.cancel', { projectId: project.id }))
  await syncedOnce(app, project.id)
  const there = must(await app.invoke('tasks.list', { projectId: project.id })).total
  expect(there).toBeLessThan(9_000)
  expect((await lastRun(project.id))?.outcome).toBe('cancelled')

  jira.admin.resetRequests()
  await syncNow(app, project.id)
  const searches = jira.admin
    .requests()
    .filter((one) => one.path.endsWith('/search') && Number(new URLSearchParams(one.query).get('maxResults')) > 0)
  expect(searches.length).toBeLessThanOrEqual(Math.ceil((9_000 - there) / 100) + 3)
  await expectMirror(project.id, 'GEN')
}, 60_000)

test('the same Jira project can be linked only once to a project', async () => {
  await begin()
  const { projectId, connectionId } = await linkedProject(app, jira.url, 'MOD')
  const list = must(await app.invoke('jiraProjects.list', { connectionId, projectId, search: 'MOD' }))
  const mod = list.projects.find((one) => one.key === 'MOD')
  expect(mod?.linked).toBe(true)
  expect(codeOf(await app.invoke('links.create', { projectId, connectionId, jiraProjectId: mod?.id ?? '' }))).toBe(
    'already-exists'
  )
  recognised({ code: 'already-exists', by: 'the same Jira project is linked twice', how: 'app' })
})

test('what Jira throttles is waited for, not lost', async () => {
  await begin()
  const { projectId } = await linkedProject(app, jira.url, 'MOD')
  jira.admin.setFault('rate-limit', true)
  must(await app.invoke('sync.start', { projectId }))
  await new Promise((resolve) => setTimeout(resolve, 300))
  jira.admin.setFault('rate-limit', false)
  await syncedOnce(app, projectId)
  expect(await lastRun(projectId)).toMatchObject({ outcome: 'done' })
}, 60_000)

test('removing a connection keeps its tasks; signing in again to the same Jira takes the link over', async () => {
  await begin()
  const { projectId, connectionId } = await linkedProject(app, jira.url, 'MOD')
  const before = (await tasksByKey(projectId)).size
  must(await app.invoke('connections.remove', { id: connectionId }))
  expect(must(await app.secrets.get('password', connectionId))).toBeNull()
  expect((await tasksByKey(projectId)).size).toBe(before)
  expect(must(await app.invoke('links.list', { projectId })).links[0]?.connectionId).toBeNull()
  const again = must(
    await app.invoke('connections.signInWithPassword', {
      siteUrl: jira.url,
      username: 'anna',
      password: 'anna-password'
    })
  )
  expect(must(await app.invoke('links.list', { projectId })).links[0]?.connectionId).toBe(again.id)
  await syncNow(app, projectId)
  expect(await lastRun(projectId)).toMatchObject({ kind: 'incremental', outcome: 'done', new: 0 })
})

test('an issue edited between the pages of a first sync is not missed afterwards', async () => {
  await begin({ generated: { key: 'GEN', count: 3_000, seed: 5 }, searchMax: 100 })
  const project = must(await app.invoke('projects.create', { name: 'Busy' }))
  const connection = must(
    await app.invoke('connections.signInWithPassword', {
      siteUrl: jira.url,
      username: 'anna',
      password: 'anna-password'
    })
  )
  const list = must(
    await app.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id, search: 'GEN' })
  )
  const gen = list.projects.find((one) => one.key === 'GEN')
  must(
    await app.invoke('links.create', {
      projectId: project.id,
      connectionId: connection.id,
      jiraProjectId: gen?.id ?? ''
    })
  )
  const first = jira.admin.issues('GEN').slice(0, 400)
  while (must(await app.invoke('tasks.list', { projectId: project.id })).total < 600)
    await new Promise((resolve) => setTimeout(resolve, 5))
  // Fetched already, and edited while the rest is still on its way; some moved and deleted too.
  for (const [index, issue] of first.entries()) {
    if (index % 40 === 0) jira.admin.deleteIssue(issue.key)
    else if (index % 3 === 0) jira.admin.editIssue(issue.key, { summary: `Edited ${index}` })
  }
  await syncedOnce(app, project.id)
  await syncNow(app, project.id)
  await expectMirror(project.id, 'GEN')
}, 60_000)
