/** Syncing Jira Cloud against the practice Cloud; every request and answer is checked against Atlassian's description. */
import { afterEach, expect, test } from 'vitest'
import { adfText } from '../../main/jira/markup/adf-text.ts'
import type { TransportReply, TransportRequest } from '../../main/net/transport.ts'
import { toDocument } from '../jira/cloud/adf/convert.ts'
import { startPracticeCloud, type PracticeCloud, type PracticeCloudOptions } from '../jira/cloud/index.ts'
import { codeOf, must, startTestApp, syncNow, syncedOnce, type TestApp } from './support/test-app.ts'

const anna = 'anna@jira.example.com'
let cloud: PracticeCloud
let app: TestApp
const ends: (() => Promise<void>)[] = []

interface Begin extends PracticeCloudOptions {
  readonly sees?: (request: TransportRequest) => void
  readonly changes?: (reply: TransportReply) => TransportReply
}

async function begin({ sees, changes, ...options }: Begin = {}): Promise<void> {
  cloud = await startPracticeCloud({ validate: true, ...options })
  app = await startTestApp({
    atlassian: { authUrl: cloud.authUrl, apiUrl: cloud.apiUrl },
    ...(sees ? { sees } : {}),
    ...(changes ? { changes } : {})
  })
  ends.push(
    () => app.close(),
    () => cloud.close()
  )
}
afterEach(async () => {
  const problems = cloud.admin.problems()
  for (const end of ends.splice(0)) await end()
  if (problems.length > 0) throw new Error(`not as Atlassian describes it: ${problems.join('; ')}`)
})

const big = (count: number, seed = 3): PracticeCloudOptions => ({
  sites: [{ name: 'acme', generated: { key: 'GEN', count, seed } }]
})

/** Signs anna in with an API token and links one Jira project of acme, whose first sync begins. */
async function linkTo(key: string): Promise<{ projectId: string; connectionId: string }> {
  const token = cloud.admin.createApiToken(anna)
  const site = cloud.sites[0]?.url ?? ''
  const connection = must(await app.invoke('connections.signInWithApiToken', { site, email: anna, token }))
  const project = must(await app.invoke('projects.create', { name: `Project for ${key}` }))
  await addLink(project.id, connection.id, key)
  return { projectId: project.id, connectionId: connection.id }
}

async function addLink(projectId: string, connectionId: string, key: string): Promise<void> {
  const list = must(await app.invoke('jiraProjects.list', { connectionId, projectId, search: key }))
  const jiraProjectId = list.projects.find((one) => one.key === key)?.id ?? ''
  must(await app.invoke('links.create', { projectId, connectionId, jiraProjectId }))
}

async function linked(key: string) {
  const made = await linkTo(key)
  await syncedOnce(app, made.projectId)
  return made
}

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

const lastRun = async (projectId: string) => must(await app.invoke('sync.runs', { projectId, limit: 1 })).runs[0]
const totalOf = async (projectId: string) => must(await app.invoke('tasks.list', { projectId })).total
const statusOf = async (id: string) =>
  must(await app.invoke('connections.list', {})).connections.find((one) => one.id === id)

/** Issue by issue: the mirror is what the Cloud holds. */
async function expectMirror(projectId: string, key: string): Promise<void> {
  const there = cloud.admin.issues('acme', key)
  const here = await tasksByKey(projectId)
  expect([...here.keys()].sort()).toEqual(there.map((issue) => issue.key).sort())
  for (const issue of there) {
    const task = here.get(issue.key)
    const shown = [task?.status, task?.updatedAt, task?.summary.slice(0, 40)]
    const updated = Date.parse(issue.updated.replace(/\+0000$/, 'Z'))
    expect(shown, issue.key).toEqual([issue.status, updated, issue.summary.trim().slice(0, 40)])
  }
}

const searches = () => cloud.admin.requests().filter((one) => one.path.endsWith('/search/jql'))

test('a first sync brings every issue with its description, and the ledger adds up', async () => {
  await begin()
  const { projectId } = await linked('MOD')
  await expectMirror(projectId, 'MOD')
  const there = cloud.admin.issues('acme', 'MOD')
  const all = { fetched: there.length, new: there.length, changed: 0, archived: 0, skipped: 0, failure: null }
  expect(await lastRun(projectId)).toMatchObject({ kind: 'full', outcome: 'done', ...all })
  const here = await tasksByKey(projectId)
  for (const { key, description } of there) {
    const task = must(await app.store.getTask({ id: here.get(key)?.id ?? '' }))
    const words = description === null ? '' : adfText(toDocument(description))
    expect(task?.description ? adfText(task.description) : '', key).toBe(words)
    const shown = must(await app.invoke('tasks.get', { id: task?.id ?? '' }))
    expect(shown.description === null, key).toBe(description === null)
    // People open an issue at their site, not at the gateway.
    expect(shown.jiraUrl).toBe(`${cloud.sites[0]?.url}/browse/${key}`)
  }
})

test('words of a document are found, its JSON is not', async () => {
  await begin()
  const { projectId } = await linked('MOD')
  const [issue] = cloud.admin.issues('acme', 'MOD')
  if (!issue) throw new Error('no issue')
  cloud.admin.editIssue('acme', issue.key, { description: 'h2. Zwiebelkuchen\n* mit *Speck*' })
  await syncNow(app, projectId)
  const found = async (search: string) =>
    must(await app.invoke('tasks.list', { projectId, search })).tasks.map((task) => task.key)
  expect(await found('zwiebelkuchen speck')).toEqual([issue.key])
  expect(await found('bulletList')).toEqual([])
  cloud.admin.moveIssue('acme', issue.key, 'DAEMON')
  await syncNow(app, projectId)
  const archived = must(await app.invoke('tasks.list', { projectId, archived: true, search: 'zwiebelkuchen' }))
  expect(archived.total).toBe(1)
})

test('with nothing changed, the second sync asks twice and changes nothing', async () => {
  await begin()
  const { projectId } = await linked('MOD')
  cloud.admin.resetRequests()
  await syncNow(app, projectId)
  expect(cloud.admin.requests().length).toBeLessThanOrEqual(2)
  expect(await lastRun(projectId)).toMatchObject({ kind: 'incremental', outcome: 'done', new: 0, changed: 0 })
})

test('edits, new issues, a move and a deletion arrive; tasks made by hand are never touched', async () => {
  await begin()
  const { projectId } = await linked('MOD')
  must(await app.invoke('tasks.create', { projectId, summary: 'Made by hand' }))
  const [edited, moved, deleted] = cloud.admin.issues('acme', 'MOD')
  if (!edited || !moved || !deleted) throw new Error('too few issues')
  cloud.admin.editIssue('acme', edited.key, { summary: 'Edited in Jira' })
  const created = cloud.admin.createIssue('acme', 'MOD', { summary: 'New in Jira' })
  const newKey = cloud.admin.moveIssue('acme', moved.key, 'DAEMON')
  cloud.admin.deleteIssue('acme', deleted.key)
  await syncNow(app, projectId)

  const here = await tasksByKey(projectId)
  expect(here.get(edited.key)?.summary).toBe('Edited in Jira')
  expect(here.get(created.key)?.summary).toBe('New in Jira')
  expect([...here.values()].some((task) => task.summary === 'Made by hand')).toBe(true)
  expect([here.has(moved.key), here.has(deleted.key)]).toEqual([false, false])
  const archived = await tasksByKey(projectId, true)
  const reason = async (key: string) =>
    must(await app.invoke('tasks.get', { id: archived.get(key)?.id ?? '' })).archivedReason
  expect(await reason(deleted.key)).toMatch(/^Deleted in Jira/)
  expect(await reason(newKey)).toContain(`Moved to ${newKey}`)
  expect(await lastRun(projectId)).toMatchObject({ outcome: 'done', new: 1, changed: 1, archived: 2 })
})

test('6,000 issues come in pages of 100, each asked for once; the tokens of a census carry 5,000 ids', async () => {
  await begin(big(6_000))
  const { projectId } = await linked('GEN')
  await expectMirror(projectId, 'GEN')
  const full = await lastRun(projectId)
  expect(full).toMatchObject({ outcome: 'done', fetched: 6_000, new: 6_000, unchanged: 0 })
  // Pages, who we are, and the count before and after.
  expect(full?.requests).toBe(63)

  const gone = cloud.admin.issues('acme', 'GEN')[4_321]
  cloud.admin.deleteIssue('acme', gone?.key ?? '')
  cloud.admin.resetRequests()
  await syncNow(app, projectId)
  await expectMirror(projectId, 'GEN')
  // What changed, the ids, and nothing more.
  expect(searches().length).toBe(3)
}, 60_000)

test('a cancelled first sync goes on from the last issue it had', async () => {
  await begin(big(5_000))
  const { projectId } = await linkTo('GEN')
  while ((await totalOf(projectId)) < 1_000) await new Promise((resolve) => setTimeout(resolve, 5))
  must(await app.invoke('sync.cancel', { projectId }))
  await syncedOnce(app, projectId)
  const there = await totalOf(projectId)
  expect(there).toBeLessThan(5_000)
  expect((await lastRun(projectId))?.outcome).toBe('cancelled')
  // A token of the first walk is of no use any more.
  cloud.admin.expirePageTokens()
  cloud.admin.resetRequests()
  await syncNow(app, projectId)
  expect(searches().length).toBeLessThanOrEqual(Math.ceil((5_000 - there) / 100) + 2)
  expect(await lastRun(projectId)).toMatchObject({ kind: 'full', outcome: 'done', new: 5_000 - there })
  await expectMirror(projectId, 'GEN')
}, 60_000)

test('the last issue was deleted before a scan goes on: it looks back, and misses none', async () => {
  await begin(big(2_000))
  const { projectId } = await linkTo('GEN')
  while ((await totalOf(projectId)) < 500) await new Promise((resolve) => setTimeout(resolve, 5))
  must(await app.invoke('sync.cancel', { projectId }))
  await syncedOnce(app, projectId)
  const newest = must(await app.invoke('tasks.list', { projectId, sort: 'key', descending: true, limit: 1 })).tasks[0]
  cloud.admin.deleteIssue('acme', newest?.key ?? '')
  await syncNow(app, projectId)
  await expectMirror(projectId, 'GEN')
}, 60_000)

test('tokens that end in the middle: the walk goes on from the last issue', async () => {
  let pages = 0
  await begin({
    ...big(1_500),
    sees: ({ url }) => {
      if (url.endsWith('/search/jql') && ++pages % 4 === 0) cloud.admin.expirePageTokens()
    }
  })
  const { projectId } = await linked('GEN')
  await expectMirror(projectId, 'GEN')
  expect(await lastRun(projectId)).toMatchObject({ outcome: 'done', fetched: 1_500, new: 1_500 })
}, 60_000)

test('a Cloud that gives the same token for ever is read to the end, and the walk ends', async () => {
  await begin(big(650))
  cloud.admin.setFault('repeated-page-token', true)
  const { projectId } = await linked('GEN')
  await expectMirror(projectId, 'GEN')
  expect(await lastRun(projectId)).toMatchObject({ outcome: 'done', new: 650, archived: 0 })
  // Changes, too.
  const [issue] = cloud.admin.issues('acme', 'GEN')
  cloud.admin.editIssue('acme', issue?.key ?? '', { summary: 'Edited meanwhile' })
  await syncNow(app, projectId)
  await expectMirror(projectId, 'GEN')
  // A list of ids that repeats itself is no proof that anything is gone.
  cloud.admin.deleteIssue('acme', issue?.key ?? '')
  await syncNow(app, projectId)
  const failed = { outcome: 'failed', archived: 0, failure: { code: 'reply-not-understood' } }
  expect(await lastRun(projectId)).toMatchObject(failed)
  cloud.admin.clearFaults()
  await syncNow(app, projectId)
  await expectMirror(projectId, 'GEN')
}, 60_000)

test('an index that lags: nothing is archived for it, and everything arrives once the index has it', async () => {
  await begin()
  const { projectId } = await linked('MOD')
  cloud.admin.setIndexLag('acme', null)
  const [edited, deleted] = cloud.admin.issues('acme', 'MOD')
  if (!edited || !deleted) throw new Error('too few issues')
  cloud.admin.createIssue('acme', 'MOD', { summary: 'Not in the index yet' })
  cloud.admin.editIssue('acme', edited.key, { summary: 'Edited, not in the index yet' })
  cloud.admin.deleteIssue('acme', deleted.key)
  await syncNow(app, projectId)
  expect(await lastRun(projectId)).toMatchObject({ outcome: 'done', failure: null })
  cloud.admin.settleIndex('acme')
  await syncNow(app, projectId)
  await expectMirror(projectId, 'MOD')
})

test('an estimate that stays wrong causes no census as long as nothing changes – also after a restart', async () => {
  const wrong = (reply: TransportReply): TransportReply => {
    if (!reply.url.endsWith('/approximate-count')) return reply
    const { count } = JSON.parse(Buffer.from(reply.body).toString()) as { count: number }
    return { ...reply, body: Buffer.from(JSON.stringify({ count: count + 3 })) }
  }
  await begin({ changes: wrong })
  const { projectId } = await linked('MOD')
  await expectMirror(projectId, 'MOD')
  // Pages, who we are, and the count before and after: what the scan has just met need not be listed again.
  expect((await lastRun(projectId))?.requests).toBe(Math.ceil((await totalOf(projectId)) / 100) + 3)
  cloud.admin.resetRequests()
  await syncNow(app, projectId)
  expect(cloud.admin.requests().length).toBe(2)
  const { folder, secrets } = app
  await app.close({ keep: true })
  app = await startTestApp({
    folder,
    secrets,
    changes: wrong,
    atlassian: { authUrl: cloud.authUrl, apiUrl: cloud.apiUrl }
  })
  ends.unshift(() => app.close())
  cloud.admin.resetRequests()
  await syncNow(app, projectId)
  expect(cloud.admin.requests().length).toBe(2)
  // The pair of counts is another one: ids are compared again.
  cloud.admin.deleteIssue('acme', cloud.admin.issues('acme', 'MOD')[0]?.key ?? '')
  await syncNow(app, projectId)
  await expectMirror(projectId, 'MOD')
  cloud.admin.resetRequests()
  await syncNow(app, projectId)
  expect(cloud.admin.requests().length).toBe(2)
})

test('an issue that becomes visible without a change is brought by its id', async () => {
  await begin()
  const { projectId } = await linked('MOD')
  const [issue] = cloud.admin.issues('acme', 'MOD')
  const key = cloud.admin.moveIssue('acme', issue?.key ?? '', 'DAEMON')
  await syncNow(app, projectId)
  expect((await tasksByKey(projectId)).size).toBe(cloud.admin.issues('acme', 'MOD').length)
  cloud.admin.moveIssue('acme', key, 'MOD')
  // The move back is long ago by the time of the next sync.
  const links = must(await app.store.listLinks({ projectId }))
  const later = Date.now() + 3_600_000
  must(await app.store.saveCheckpoint({ linkId: links[0]?.id ?? '', checkpoint: null, cursor: later }))
  await syncNow(app, projectId)
  await expectMirror(projectId, 'MOD')
  expect(cloud.admin.requests().some((one) => one.path.endsWith('/issue/bulkfetch'))).toBe(true)
})

test('one project of two lost: Limited, whichever is synced last, and well again when it can be seen', async () => {
  await begin()
  const { projectId, connectionId } = await linked('MOD')
  await addLink(projectId, connectionId, 'DAEMON')
  await syncedOnce(app, projectId)
  expect((await statusOf(connectionId))?.status).toBe('connected')
  const before = await totalOf(projectId)
  for (const [lost, other] of [
    ['MOD', 'DAEMON'],
    ['DAEMON', 'MOD']
  ] as const) {
    cloud.admin.setPermission('acme', anna, lost, false)
    const links = await syncNow(app, projectId)
    expect(links.map((link) => [link.jiraProjectKey, link.lastRun?.outcome]).sort()).toEqual(
      [
        [lost, 'failed'],
        [other, 'done']
      ].sort()
    )
    const connection = await statusOf(connectionId)
    expect(connection).toMatchObject({ status: 'limited', failure: { code: 'project-not-visible' } })
    expect(connection?.failure?.title).toContain(lost)
    // Looking through the projects works, and says nothing about the one that is lost.
    must(await app.invoke('jiraProjects.list', { connectionId, projectId, search: '', refresh: true }))
    expect((await statusOf(connectionId))?.status).toBe('limited')
    expect(await totalOf(projectId)).toBe(before)
    cloud.admin.setPermission('acme', anna, lost, true)
    await syncNow(app, projectId)
    expect((await statusOf(connectionId))?.status).toBe('connected')
  }
})

test('all of 560 projects are listed, in pages, and counted before they are linked', async () => {
  await begin()
  const { projectId, connectionId } = await linked('MOD')
  cloud.admin.resetRequests()
  const list = must(await app.invoke('jiraProjects.list', { connectionId, projectId, search: '', refresh: true }))
  expect(list.total).toBeGreaterThan(500)
  expect(cloud.admin.requests().length).toBe(Math.ceil(list.total / 100))
  const daemon = must(await app.invoke('jiraProjects.list', { connectionId, projectId, search: 'DAEMON' })).projects[0]
  const counted = must(await app.invoke('jiraProjects.countIssues', { connectionId, jiraProjectId: daemon?.id ?? '' }))
  expect(counted.issues).toBe(cloud.admin.issues('acme', 'DAEMON').length)
})

test('without Browse Projects it is said whom to ask, in words of Cloud', async () => {
  await begin(big(5))
  cloud.admin.setPermission('acme', anna, 'GEN', false)
  const token = cloud.admin.createApiToken(anna)
  const site = cloud.sites[0]?.url ?? ''
  const { id } = must(await app.invoke('connections.signInWithApiToken', { site, email: anna, token }))
  const project = must(await app.invoke('projects.create', { name: 'Empty' }))
  const list = must(await app.invoke('jiraProjects.list', { connectionId: id, projectId: project.id, search: '' }))
  expect(list).toMatchObject({ projects: [], total: 0, explanation: { title: 'Anna Nowak may not see any project' } })
  expect(list.explanation?.remedy).toContain('Project settings → Access')
})

test('an expired token ends the sync with what to do, and archives nothing', async () => {
  await begin()
  const { projectId, connectionId } = await linked('MOD')
  const before = await totalOf(projectId)
  cloud.admin.expireApiTokens(anna)
  await syncNow(app, projectId)
  expect(await lastRun(projectId)).toMatchObject({ outcome: 'failed', archived: 0 })
  expect(await totalOf(projectId)).toBe(before)
  expect((await statusOf(connectionId))?.status).toBe('token-required')
  expect(codeOf(await app.invoke('sync.start', { projectId }))).toBe('ok')
})
