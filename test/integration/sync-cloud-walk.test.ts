/** Scans of Jira Cloud: many pages, cut short, with tokens that fail, an index that lags and counts that are off. */
import { afterEach, expect, test } from 'vitest'
import type { TransportReply } from '../../main/net/transport.ts'
import { big, CloudSync } from './support/cloud-sync.ts'
import { must, syncNow, syncedOnce } from './support/test-app.ts'

let sync: CloudSync
afterEach(() => sync.end())

test('6,000 issues come in pages of 100, each asked for once; the tokens of a census carry 5,000 ids', async () => {
  sync = await CloudSync.start(big(6_000))
  const { projectId } = await sync.linked('GEN')
  expect(await sync.here(projectId)).toEqual(sync.there('GEN'))
  const full = await sync.lastRun(projectId)
  expect(full).toMatchObject({ outcome: 'done', fetched: 6_000, new: 6_000, unchanged: 0 })
  // Pages, who we are, and the count before and after.
  expect(full?.requests).toBe(63)

  const gone = sync.cloud.admin.issues('acme', 'GEN')[4_321]
  sync.cloud.admin.deleteIssue('acme', gone?.key ?? '')
  sync.cloud.admin.resetRequests()
  await syncNow(sync.app, projectId)
  expect(await sync.here(projectId)).toEqual(sync.there('GEN'))
  // What changed, the ids, and nothing more.
  expect(sync.searches().length).toBe(3)
}, 60_000)

test('a cancelled first sync goes on from the last issue it had', async () => {
  sync = await CloudSync.start(big(5_000))
  const { projectId } = await sync.linkTo('GEN')
  const there = await sync.cancelAfter(projectId, 1_000)
  expect(there).toBeLessThan(5_000)
  expect((await sync.lastRun(projectId))?.outcome).toBe('cancelled')
  // A token of the first walk is of no use any more.
  sync.cloud.admin.expirePageTokens()
  sync.cloud.admin.resetRequests()
  await syncNow(sync.app, projectId)
  expect(sync.searches().length).toBeLessThanOrEqual(Math.ceil((5_000 - there) / 100) + 2)
  expect(await sync.lastRun(projectId)).toMatchObject({ kind: 'full', outcome: 'done', new: 5_000 - there })
  expect(await sync.here(projectId)).toEqual(sync.there('GEN'))
}, 60_000)

test('the last issue was deleted before a scan goes on: it looks back, and misses none', async () => {
  sync = await CloudSync.start(big(2_000))
  const { projectId } = await sync.linkTo('GEN')
  await sync.cancelAfter(projectId, 500)
  const newest = must(await sync.app.invoke('tasks.list', { projectId, sort: 'key', descending: true, limit: 1 }))
    .tasks[0]
  sync.cloud.admin.deleteIssue('acme', newest?.key ?? '')
  await syncNow(sync.app, projectId)
  expect(await sync.here(projectId)).toEqual(sync.there('GEN'))
}, 60_000)

test('throttled in the middle of a first sync: what came stays, and the rest comes when Jira allows it', async () => {
  sync = await CloudSync.start(big(1_500))
  sync.cloud.admin.setFault('quota', true, { retryAfter: 900, skip: 7, path: '/search/jql' })
  const { projectId, connectionId } = await sync.linked('GEN')
  expect(await sync.lastRun(projectId)).toMatchObject({
    outcome: 'failed',
    failure: { code: 'rate-limited' },
    new: 700
  })
  const connection = await sync.connection(connectionId)
  expect(connection?.status).toBe('throttled')
  const until = connection?.nextTryAt ?? 0
  sync.cloud.admin.clearFaults()
  // A fresh start has forgotten the pause, except in what was saved of the connection.
  await sync.restart()
  sync.cloud.admin.resetRequests()
  await sync.app.services.sync.startDue(until - 1_000)
  await syncedOnce(sync.app, projectId)
  expect(sync.cloud.admin.requests().length).toBe(0)
  await sync.app.services.sync.startDue(until)
  await syncedOnce(sync.app, projectId)
  expect(await sync.lastRun(projectId)).toMatchObject({ kind: 'full', outcome: 'done', new: 800 })
  expect(await sync.here(projectId)).toEqual(sync.there('GEN'))
  expect((await sync.connection(connectionId))?.status).toBe('connected')
}, 60_000)

test('tokens that end in the middle: the walk goes on from the last issue', async () => {
  let pages = 0
  sync = await CloudSync.start({
    ...big(1_500),
    sees: ({ url }) => {
      if (url.endsWith('/search/jql') && ++pages % 4 === 0) sync.cloud.admin.expirePageTokens()
    }
  })
  const { projectId } = await sync.linked('GEN')
  expect(await sync.here(projectId)).toEqual(sync.there('GEN'))
  expect(await sync.lastRun(projectId)).toMatchObject({ outcome: 'done', fetched: 1_500, new: 1_500 })
}, 60_000)

test('a Cloud that gives the same token for ever is read to the end, and the walk ends', async () => {
  sync = await CloudSync.start(big(650))
  sync.cloud.admin.setFault('repeated-page-token', true)
  const { projectId } = await sync.linked('GEN')
  expect(await sync.here(projectId)).toEqual(sync.there('GEN'))
  expect(await sync.lastRun(projectId)).toMatchObject({ outcome: 'done', new: 650, archived: 0 })
  // Changes, too.
  const [issue] = sync.cloud.admin.issues('acme', 'GEN')
  sync.cloud.admin.editIssue('acme', issue?.key ?? '', { summary: 'Edited meanwhile' })
  await syncNow(sync.app, projectId)
  expect(await sync.here(projectId)).toEqual(sync.there('GEN'))
  // A list of ids that repeats itself is no proof that anything is gone.
  sync.cloud.admin.deleteIssue('acme', issue?.key ?? '')
  await syncNow(sync.app, projectId)
  const failed = { outcome: 'failed', archived: 0, failure: { code: 'reply-not-understood' } }
  expect(await sync.lastRun(projectId)).toMatchObject(failed)
  sync.cloud.admin.clearFaults()
  await syncNow(sync.app, projectId)
  expect(await sync.here(projectId)).toEqual(sync.there('GEN'))
}, 60_000)

test('an index that lags: nothing is archived for it, and everything arrives once the index has it', async () => {
  sync = await CloudSync.start()
  const { projectId } = await sync.linked('MOD')
  sync.cloud.admin.setIndexLag('acme', null)
  const [edited, deleted] = sync.cloud.admin.issues('acme', 'MOD')
  if (!edited || !deleted) throw new Error('too few issues')
  sync.cloud.admin.createIssue('acme', 'MOD', { summary: 'Not in the index yet' })
  sync.cloud.admin.editIssue('acme', edited.key, { summary: 'Edited, not in the index yet' })
  sync.cloud.admin.deleteIssue('acme', deleted.key)
  await syncNow(sync.app, projectId)
  expect(await sync.lastRun(projectId)).toMatchObject({ outcome: 'done', failure: null })
  sync.cloud.admin.settleIndex('acme')
  await syncNow(sync.app, projectId)
  expect(await sync.here(projectId)).toEqual(sync.there('MOD'))
})

test('an estimate that stays wrong causes no census as long as nothing changes – also after a restart', async () => {
  const wrong = (reply: TransportReply): TransportReply => {
    if (!reply.url.endsWith('/approximate-count')) return reply
    const { count } = JSON.parse(Buffer.from(reply.body).toString()) as { count: number }
    return { ...reply, body: Buffer.from(JSON.stringify({ count: count + 3 })) }
  }
  sync = await CloudSync.start({ changes: wrong })
  const { projectId } = await sync.linked('MOD')
  expect(await sync.here(projectId)).toEqual(sync.there('MOD'))
  // Pages, who we are, and the count before and after: what the scan has just met need not be listed again.
  expect((await sync.lastRun(projectId))?.requests).toBe(Math.ceil((await sync.total(projectId)) / 100) + 3)
  sync.cloud.admin.resetRequests()
  await syncNow(sync.app, projectId)
  expect(sync.cloud.admin.requests().length).toBe(2)
  await sync.restart()
  sync.cloud.admin.resetRequests()
  await syncNow(sync.app, projectId)
  expect(sync.cloud.admin.requests().length).toBe(2)
  // The pair of counts is another one: ids are compared again.
  sync.cloud.admin.deleteIssue('acme', sync.cloud.admin.issues('acme', 'MOD')[0]?.key ?? '')
  await syncNow(sync.app, projectId)
  expect(await sync.here(projectId)).toEqual(sync.there('MOD'))
  sync.cloud.admin.resetRequests()
  await syncNow(sync.app, projectId)
  expect(sync.cloud.admin.requests().length).toBe(2)
})

test('an issue that becomes visible without a change is brought by its id', async () => {
  sync = await CloudSync.start()
  const { projectId } = await sync.linked('MOD')
  const [issue] = sync.cloud.admin.issues('acme', 'MOD')
  const key = sync.cloud.admin.moveIssue('acme', issue?.key ?? '', 'DAEMON')
  await syncNow(sync.app, projectId)
  expect((await sync.tasks(projectId)).size).toBe(sync.cloud.admin.issues('acme', 'MOD').length)
  sync.cloud.admin.moveIssue('acme', key, 'MOD')
  // The move back is long ago by the time of the next sync.
  const links = must(await sync.app.store.listLinks({ projectId }))
  const later = Date.now() + 3_600_000
  must(await sync.app.store.saveCheckpoint({ linkId: links[0]?.id ?? '', checkpoint: null, cursor: later }))
  await syncNow(sync.app, projectId)
  expect(await sync.here(projectId)).toEqual(sync.there('MOD'))
  expect(sync.cloud.admin.requests().some((one) => one.path.endsWith('/issue/bulkfetch'))).toBe(true)
})
