/**
 * Replies that would lead the app elsewhere with its credentials, fill its memory or keep it waiting for ever; and words
 * of an error that mean harm. Nothing reaches another origin, and each run says how it ended.
 */
import { afterEach, describe, expect, test } from 'vitest'
import { nodeTransport } from '../../main/net/node-transport.ts'
import { HostileSync, memoryWatch } from '../security/support/hostile-sync.ts'
import { recognised } from '../support/recognised.ts'
import { likeJira, serve, type RunningServer } from './support/broken-servers.ts'
import { codeOf, must } from './support/test-app.ts'

let at: HostileSync
const closing: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of closing.splice(0)) await one.close()
})

async function started(): Promise<HostileSync> {
  at = await HostileSync.start()
  closing.push(at)
  return at
}
/** Whom nothing may ever reach. It would pass for a Jira. */
async function elsewhere(): Promise<RunningServer> {
  const server = await serve(likeJira)
  closing.push(server)
  return server
}
async function linked(): Promise<Map<string, string>> {
  await (await started()).link()
  return at.tasks()
}
const password = () => ({ siteUrl: at.jira.url, username: 'anna', password: 'anna-password' })

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])(
    '%i to another origin: followed by nothing, with or without secrets',
    async (status) => {
      const before = await linked()
      const evil = await elsewhere()
      // Another host by its name, so that it is another one also to whoever looks for the Jira.
      at.jira.admin.setFault('redirect-away', true, { status, to: `http://localhost:${evil.port}` })
      expect(await at.sync()).toMatchObject({ outcome: 'failed', failure: { code: 'redirected-elsewhere' } })
      const { app, jira, connectionId } = at
      expect([
        codeOf(await app.invoke('connections.findSite', { address: jira.url })),
        codeOf(await app.invoke('connections.signInWithPassword', password())),
        codeOf(await app.invoke('connections.signInWithToken', { siteUrl: jira.url, token: 'not-to-be-passed-on' })),
        must(await app.invoke('connections.check', { id: connectionId })).failure?.code
      ]).toEqual(Array(4).fill('redirected-elsewhere'))
      expect(evil.seen).toEqual([])
      expect(await at.tasks()).toEqual(before)
    }
  )

  test('to another port of the same host: looked at when a Jira is sought, but no secret goes there', async () => {
    const before = await linked()
    const evil = await elsewhere()
    at.jira.admin.setFault('redirect-away', true, { to: evil.url })
    expect(await at.sync()).toMatchObject({ outcome: 'failed', failure: { code: 'redirected-elsewhere' } })
    expect(codeOf(await at.app.invoke('connections.signInWithPassword', password()))).toBe('redirected-elsewhere')
    expect(evil.seen).toEqual([])
    // The address that was found is shown before anything is entered for it.
    const site = must(await at.app.invoke('connections.findSite', { address: at.jira.url }))
    expect(site.label).toContain(evil.url)
    const sent = evil.seen.map(({ headers }) => headers.authorization ?? '')
    expect(sent.length).toBeGreaterThan(0)
    const told = sent.map((one) => Buffer.from(one.replace(/^Basic /, ''), 'base64').toString())
    expect(told.filter((one) => one.includes('anna'))).toEqual([])
    expect(await at.tasks()).toEqual(before)
  })

  test('a loop is not followed', async () => {
    const before = await linked()
    at.jira.admin.setFault('redirect-away')
    at.jira.admin.resetRequests()
    expect(await at.sync()).toMatchObject({ outcome: 'failed' })
    expect(at.jira.admin.requests().length).toBeLessThan(5)
    at.jira.admin.resetRequests()
    expect(codeOf(await at.app.invoke('connections.findSite', { address: at.jira.url }))).not.toBe('ok')
    expect(at.jira.admin.requests().length).toBeLessThan(30)
    expect(await at.tasks()).toEqual(before)
  })

  test.each(['javascript:alert(1)//', 'file:///etc/passwd?', '//share.example/x', 'data:text/html,', 'http://['])(
    'to %s: not followed, and told',
    async (to) => {
      const before = await linked()
      at.jira.admin.setFault('redirect-away', true, { to })
      const run = await at.sync()
      expect(run).toMatchObject({ outcome: 'failed', failure: { code: 'redirected-elsewhere' } })
      expect(await at.tasks()).toEqual(before)
    }
  )
})

test('headers that lead a browser elsewhere lead nowhere here', async () => {
  await linked()
  const evil = await elsewhere()
  at.jira.admin.setFault('leading-headers', true, { to: evil.url })
  const [edited = ''] = at.edit(1, 'Edited meanwhile')
  expect(await at.sync()).toMatchObject({ outcome: 'done', failure: null })
  expect((await at.tasks()).get(edited)).toBe('Edited meanwhile')
  expect(evil.seen).toEqual([])
})

test.each(['br', 'gzip'])(
  'a bomb of %s ends at the limit, and the run says so',
  async (coding) => {
    const before = await linked()
    at.jira.admin.setFault('compression-bomb', true, { coding, mb: 128 })
    const grown = memoryWatch()
    expect(await at.sync()).toMatchObject({ outcome: 'failed', failure: { code: 'reply-too-large' } })
    recognised({ code: 'reply-too-large', by: 'a few bytes that unpack to a gigabyte', how: 'sync' })
    // The practice Jira's own 128 MB are among it.
    expect(grown()).toBeLessThan(500)
    expect(await at.tasks()).toEqual(before)
  },
  60_000
)

test('10,000 headers are too many, and the run says so', async () => {
  const before = await linked()
  at.jira.admin.setFault('many-headers', true)
  expect(await at.sync()).toMatchObject({ outcome: 'failed', failure: { code: 'connection-lost' } })
  expect(await at.tasks()).toEqual(before)
}, 60_000)

test('a reply that comes byte by byte ends with the time for the whole of it', async () => {
  const slow = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const timer = setInterval(() => response.write(' '), 10)
    response.on('close', () => clearInterval(timer))
  })
  closing.push(slow)
  const sent = await nodeTransport('AtTrack/test').send({ method: 'GET', url: slow.url, timeoutMs: 500 })
  expect(codeOf(sent)).toBe('timed-out')
  await expect.poll(slow.givenUp).toBe(1)
})

test.each(['99999999999999', '9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT'])(
  'Retry-After %s: waited for an hour at most, and said',
  async (after) => {
    const before = await linked()
    at.jira.admin.setFault('retry-for-years', true, { after })
    expect(await at.sync()).toMatchObject({ outcome: 'failed', failure: { code: 'rate-limited' } })
    const next = (await at.connection())?.nextTryAt ?? 0
    expect(next).toBeGreaterThan(Date.now())
    expect(next).toBeLessThanOrEqual(Date.now() + 3_600_000)
    expect(await at.tasks()).toEqual(before)
  },
  60_000
)

test.each([
  [500, false],
  [500, true],
  [403, false],
  [400, false],
  [404, true],
  [200, true]
])(
  'an error whose words mean harm (%i, as a page: %s) is one short line, or none',
  async (status, page) => {
    const before = await linked()
    at.jira.admin.setFault('hostile-error', true, { status, page, path: '/search' })
    const run = await at.sync()
    expect(run.outcome).toBe('failed')
    const { title = '', cause = '', remedy = '', evidence = '', params = {} } = run.failure ?? {}
    for (const words of [title, cause, remedy, evidence, ...Object.values(params)]) {
      expect(words).not.toMatch(/[\u0000-\u001f\u200b\u202a-\u202e\u2066-\u2069]/)
      expect(words.length).toBeLessThan(1_000)
    }
    expect(await at.tasks()).toEqual(before)
  },
  60_000
)

test('summaries, names and labels of a megabyte are cut, without what nobody sees in them', async () => {
  await started()
  const long = 'x'.repeat(1_000_000)
  const issue = at.jira.admin.createIssue('MOD', {
    summary: `Pay\u200bPal\u00ad \u2066in\u2069voice\ufeff ${long}`,
    labels: Array.from({ length: 2_000 }, () => 'y'.repeat(1_000)),
    assignee: {
      name: 'e',
      key: 'e',
      displayName: `An\u200bna \u202ekawoN\u2060 ${long}`,
      active: true,
      timeZone: 'UTC'
    } as unknown as string
  })
  await at.link()
  const task = await at.task(issue.key)
  expect(task.summary.startsWith('PayPal invoice xxx')).toBe(true)
  expect(task.assignee.startsWith('Anna kawoN xxx')).toBe(true)
  expect(must(await at.app.invoke('tasks.list', { projectId: at.projectId, search: 'paypal invoice' })).total).toBe(1)
  expect(JSON.stringify(task).length).toBeLessThan(64 * 1024)
})
