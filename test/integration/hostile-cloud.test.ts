/** A Cloud whose pages never end, or hold nothing that can be told apart: each walk ends, and nothing that was here goes. */
import { afterEach, expect, test } from 'vitest'
import type { TransportReply } from '../../main/net/transport.ts'
import { CloudSync } from './support/cloud-sync.ts'
import { must, syncNow } from './support/test-app.ts'

let sync: CloudSync
afterEach(() => sync.end())

type Page = { issues: unknown[]; nextPageToken?: string; isLast?: boolean }
/** What a gateway makes of the pages of a search for tasks, once `on`; other replies stay. */
let distort: ((page: Page, number: number) => Page) | null = null
let pages = 0

async function linked(distortFirst: typeof distort = null) {
  distort = distortFirst
  pages = 0
  sync = await CloudSync.start({
    changes(reply: TransportReply): TransportReply {
      if (distort === null || !reply.url.endsWith('/search/jql')) return reply
      pages += 1
      // The Cloud behind refuses tokens that it never gave.
      const page = reply.status === 200 ? (JSON.parse(Buffer.from(reply.body).toString()) as Page) : { issues: [] }
      return { ...reply, status: 200, body: Buffer.from(JSON.stringify(distort(page, pages))) }
    },
    // What is made up here is not as Atlassian describes it.
    validate: false
  })
  return sync.linked('MOD')
}

const issue = (number: number) => ({
  id: String(9_000_000 + number),
  key: `MOD-${9_000_000 + number}`,
  fields: { summary: 'Invented', created: '2026-01-02T03:04:05.000+0000', updated: '2026-01-02T03:04:05.000+0000' }
})

const failed = { outcome: 'failed', archived: 0, failure: { code: 'reply-not-understood' } }
const unknown = async (projectId: string) => (await sync.lastRun(projectId))?.failure?.cause ?? ''

test('the same issues under tokens that take turns: the walk ends', async () => {
  const { projectId } = await linked()
  const before = await sync.here(projectId)
  distort = (_page, number) => ({ issues: [issue(1), issue(2)], nextPageToken: `t${number % 2}`, isLast: false })
  await syncNow(sync.app, projectId)
  expect(pages).toBeLessThan(50)
  const now = await sync.here(projectId)
  expect([...before.keys()].filter((key) => !now.has(key))).toEqual([])
}, 60_000)

test('issues without a name, page after page: the walk ends, and says that the list repeats itself', async () => {
  const { projectId } = await linked()
  const before = await sync.here(projectId)
  distort = () => ({ issues: [{}, { id: -1 }, null], isLast: false })
  await syncNow(sync.app, projectId)
  expect(await sync.lastRun(projectId)).toMatchObject(failed)
  expect(await unknown(projectId)).toContain('repeats itself')
  expect(pages).toBeLessThan(1_000)
  expect(await sync.here(projectId)).toEqual(before)
}, 60_000)

test('in a first sync, ever new issues with ever new tokens: more than Jira counts are not believed', async () => {
  let made = 0
  const { projectId } = await linked((page) => {
    const issues = Array.from({ length: 5_000 }, () => issue(made++))
    return { ...page, issues, nextPageToken: `token ${made}`, isLast: false }
  })
  expect(await sync.lastRun(projectId)).toMatchObject(failed)
  expect(must(await sync.app.invoke('tasks.list', { projectId })).total).toBeLessThan(25_000)
}, 60_000)

test('a token as long as a book, or no text at all, is not a token', async () => {
  const { projectId } = await linked()
  const before = await sync.here(projectId)
  for (const token of ['x'.repeat(1_000_000), { __proto__: null }, 7] as never[]) {
    distort = (page) => ({ ...page, nextPageToken: token, isLast: false })
    await syncNow(sync.app, projectId)
    expect(await sync.lastRun(projectId)).toMatchObject(failed)
    expect(await unknown(projectId)).toContain('is not a token')
  }
  expect(await sync.here(projectId)).toEqual(before)
}, 60_000)
