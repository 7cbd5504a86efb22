/** Searches whose replies no Jira would give: the run ends, says in the ledger how, and no task that was here is lost. */
import { afterEach, describe, expect, test } from 'vitest'
import { HostileSync, lost, memoryWatch } from '../security/support/hostile-sync.ts'
import { recognised } from '../support/recognised.ts'
import type { PracticeJiraOptions } from '../jira/index.ts'

let at: HostileSync
afterEach(() => at.close())

/** MOD is linked and here before Jira turns hostile. */
async function linked(options: PracticeJiraOptions = {}): Promise<Map<string, string>> {
  at = await HostileSync.start(options)
  await at.link()
  const before = await at.tasks()
  expect(before.size).toBe(at.jira.admin.issues('MOD').length)
  return before
}

describe('a search that never ends', () => {
  test('the same issues again and again', async () => {
    const before = await linked()
    at.jira.admin.setFault('endless-search', true, { fresh: false, rows: 20 })
    const run = await at.sync()
    expect(run).toMatchObject({ outcome: 'failed', archived: 0, failure: { code: 'reply-not-understood' } })
    recognised({ code: 'reply-not-understood', by: 'a search that shows the same issues again and again', how: 'sync' })
    expect(run.failure?.cause).toContain('repeats itself')
    expect(run.new).toBe(20)
    expect(run.requests).toBeLessThan(2_000)
    expect(lost(before, await at.tasks())).toEqual([])
  }, 60_000)

  test('ever new issues, more than Jira counts', async () => {
    const before = await linked()
    at.jira.admin.setFault('endless-search', true)
    const run = await at.sync()
    expect(run).toMatchObject({ outcome: 'failed', archived: 0, failure: { code: 'reply-not-understood' } })
    recognised({ code: 'reply-not-understood', by: 'a search that lists ever new issues', how: 'sync' })
    expect(run.failure?.cause).toContain(`more issues than the ${before.size} it counts`)
    expect(run.new).toBeLessThan(20_000)
    expect(lost(before, await at.tasks())).toEqual([])
  }, 60_000)

  test('in a first sync: the next run does not begin anew what had no end', async () => {
    at = await HostileSync.start()
    at.jira.admin.setFault('endless-search', true)
    await at.link()
    const first = await at.lastRun()
    expect(first).toMatchObject({ kind: 'full', outcome: 'failed', failure: { code: 'reply-not-understood' } })
    const again = await at.sync()
    expect(again).toMatchObject({ kind: 'full', outcome: 'failed', failure: { code: 'reply-not-understood' } })
    expect(again.new).toBeLessThan(2_000)
  }, 60_000)

  test('while ids are compared: nothing is archived', async () => {
    const before = await linked()
    at.jira.admin.deleteIssue(at.jira.admin.issues('MOD')[7]?.key ?? '')
    // The search for changes is answered well; the list of ids is not.
    at.jira.admin.setFault('endless-search', true, { fresh: false, rows: 20, skip: 2 })
    expect(await at.sync()).toMatchObject({
      outcome: 'failed',
      archived: 0,
      failure: { code: 'reply-not-understood' }
    })
    expect(lost(before, await at.tasks())).toEqual([])
  }, 60_000)
})

test.each([
  ['too small', { total: 3 }],
  ['nothing', { total: 0 }],
  ['too large', { total: 1_000_000_000_000_000 }],
  ['another one with each page', { total: 7, drift: 3 }]
])('a total that lies – %s: every issue comes, and none is archived', async (_what, options) => {
  at = await HostileSync.start({ searchMax: 50 })
  at.jira.admin.setFault('lying-total', true, options)
  await at.link()
  expect(await at.lastRun()).toMatchObject({ outcome: 'done', failure: null })
  const all = at.jira.admin.issues('MOD').map(({ key }) => key)
  expect(all.length).toBeGreaterThan(100)
  expect([...(await at.tasks()).keys()].sort()).toEqual([...all].sort())
  const [edited] = at.edit(1, 'Edited meanwhile')
  expect(await at.sync()).toMatchObject({ outcome: 'done', archived: 0 })
  const now = await at.tasks()
  expect(now.size).toBe(all.length)
  expect(now.get(edited ?? '')).toBe('Edited meanwhile')
})

test('issues of another project are left out and stand in the ledger; those that are here stay as they are', async () => {
  const before = await linked()
  const edited = at.edit(5, 'Brought by a reply')
  at.jira.admin.setFault('foreign-issues')
  const run = await at.sync()
  expect(run).toMatchObject({ outcome: 'done', skipped: 3, changed: 2, archived: 0 })
  const reason = 'It belongs to OTHER, which was not asked for.'
  expect(await at.entries()).toMatchObject(
    edited.slice(-3).map((issueKey) => ({ issueKey, action: 'skipped', reason }))
  )
  const now = await at.tasks()
  expect(lost(before, now)).toEqual([])
  expect(edited.filter((key) => now.get(key) === 'Brought by a reply')).toHaveLength(2)
})

test('in a first sync, an issue of another project becomes no task', async () => {
  at = await HostileSync.start()
  at.jira.admin.setFault('foreign-issues')
  await at.link()
  expect(await at.lastRun()).toMatchObject({ outcome: 'done', failure: null })
  expect(new Set((await at.entries()).map(({ issueKey }) => issueKey)).size).toBe(3)
  expect((await at.tasks()).size).toBe(at.jira.admin.issues('MOD').length - 3)
})

test('ids that are no numbers, negative or huge: skipped with the reason, all else comes', async () => {
  at = await HostileSync.start()
  at.jira.admin.setFault('odd-ids')
  await at.link()
  const run = await at.lastRun()
  expect(run).toMatchObject({ outcome: 'done', failure: null, skipped: 11 })
  for (const { reason } of await at.entries()) expect(reason).toBe('Its id is missing or not a number.')
  expect((await at.tasks()).size).toBe(at.jira.admin.issues('MOD').length - 11)
})

test('an issue changed in the year 9999 hides no changes that come before', async () => {
  const before = await linked()
  const odd = at.edit(5, 'Out of time')
  at.jira.admin.setFault('odd-dates')
  expect(await at.sync()).toMatchObject({ outcome: 'done', archived: 0, skipped: 3 })
  for (const { reason } of await at.entries()) expect(reason).toMatch(/time of change/)
  expect(lost(before, await at.tasks())).toEqual([])
  expect(new Date((await at.task(odd[0] ?? '')).updatedAt).getUTCFullYear()).toBe(9999)
  at.jira.admin.clearFaults()
  // Long enough ago for the overlap of two searches not to cover it.
  at.jira.admin.setClockSkew(3_600)
  const [edited] = at.edit(1, 'Changed afterwards')
  at.jira.admin.setClockSkew(7_200)
  expect(await at.sync()).toMatchObject({ outcome: 'done' })
  expect((await at.tasks()).get(edited ?? '')).toBe('Changed afterwards')
})

test.each([
  ['a million objects', { count: 1_000_000, of: '{}' }, 'issues on one page'],
  ['twelve million objects', { count: 12_000_000, of: '{}' }, 'millions of values'],
  ['millions of lists', { count: 6_000_000, of: '[[]]' }, 'millions of values'],
  ['millions of texts', { count: 4_000_000, of: '"a"' }, 'millions of values']
])(
  'a page full of nothing – %s: refused, in little memory',
  async (_what, options, says) => {
    const before = await linked()
    const grown = memoryWatch()
    at.jira.admin.setFault('crowded-page', true, options)
    const run = await at.sync()
    expect(run).toMatchObject({ outcome: 'failed', skipped: 0, failure: { code: 'reply-not-understood' } })
    expect(run.failure?.cause).toContain(says)
    expect(grown()).toBeLessThan(700)
    expect(await at.tasks()).toEqual(before)
    expect(await at.entries()).toEqual([])
  },
  60_000
)

test('__proto__, constructor and two members of one name change nothing but themselves', async () => {
  at = await HostileSync.start()
  at.jira.admin.setFault('poisoned-json')
  await at.link()
  expect(await at.lastRun()).toMatchObject({ outcome: 'done', failure: null, skipped: 0 })
  expect('polluted' in {}).toBe(false)
  const now = await at.tasks()
  expect([...now.keys()].sort()).toEqual(
    at.jira.admin
      .issues('MOD')
      .map(({ key }) => key)
      .sort()
  )
  expect([...now.values()].filter((summary) => /polluted|first of two/.test(summary))).toEqual([])
})

test('a description nested beyond all depth is text, or refused; the run ends either way', async () => {
  const before = await linked()
  const [key = ''] = at.edit(1, 'Deep')
  at.jira.admin.setFault('deep-description', true, { depth: 50_000 })
  expect(await at.sync()).toMatchObject({ outcome: 'done', failure: null })
  const task = await at.task(key)
  expect(task.summary).toBe('Deep')
  expect(JSON.stringify(task).length).toBeLessThan(64 * 1024)
  at.edit(1, 'Deeper')
  at.jira.admin.setFault('deep-description', true, { depth: 1_000_000 })
  expect(await at.sync()).toMatchObject({ outcome: 'failed', failure: { code: 'reply-not-understood' } })
  expect(lost(before, await at.tasks())).toEqual([])
}, 60_000)
