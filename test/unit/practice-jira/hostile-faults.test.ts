/** What the hostile faults send, byte for byte where it matters: a test of a client that meets nothing proves nothing. */
import http from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { FaultOptions } from '../../jira/faults/fault.ts'
import { basic, jiraForTest } from './helpers.ts'

interface Raw {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

const searchPath = '/rest/api/2/search?jql=project%3DMOD%20ORDER%20BY%20updated&fields=summary,updated,project'

/** One reply as it comes, unpacked by nobody. */
async function replyWith(fault: string, options: FaultOptions = {}, path = searchPath): Promise<Raw> {
  const jira = await jiraForTest({ version: '9.12', projects: true })
  jira.admin.setFault(fault, true, options)
  return new Promise((resolve, reject) => {
    const ask = { headers: basic('anna'), maxHeaderSize: 1024 * 1024 }
    const sent = http.get(jira.url + path, ask, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) })
      )
    })
    sent.on('error', reject)
  })
}

interface Page {
  readonly total: number
  readonly issues: { readonly id: unknown; readonly key: string; readonly fields: Record<string, unknown> }[]
}
const pageOf = ({ body }: Raw): Page => JSON.parse(body.toString()) as Page

test('endless-search: ever new issues, or the same ones, and more to follow', async () => {
  const at = (startAt: number) => `${searchPath}&startAt=${startAt}`
  const fresh = pageOf(await replyWith('endless-search', { rows: 3 }, at(2)))
  expect(fresh.issues.map(({ key }) => key)).toEqual(['MOD-9000002', 'MOD-9000003', 'MOD-9000004'])
  expect(fresh.total).toBe(1_005)
  const same = pageOf(await replyWith('endless-search', { rows: 3, fresh: false }, at(2)))
  expect(same.issues.map(({ key }) => key)).toEqual(['MOD-9000000', 'MOD-9000001', 'MOD-9000002'])
})

test('lying-total: also where only the number was asked for', async () => {
  const bare = await replyWith('lying-total', { total: 8 }, `${searchPath}&maxResults=0`)
  expect(pageOf(bare)).toMatchObject({ total: 8, issues: [] })
  const later = await replyWith('lying-total', { total: 8, drift: 2 }, `${searchPath}&startAt=10`)
  expect(pageOf(later).total).toBe(28)
})

test('foreign-issues, odd-ids, odd-dates: the last of a page', async () => {
  const foreign = pageOf(await replyWith('foreign-issues')).issues.map(({ fields }) => fields['project'])
  expect(foreign.slice(-4).map((project) => (project as { key: string }).key)).toEqual([
    'MOD',
    'OTHER',
    'OTHER',
    'OTHER'
  ])
  expect(pageOf(await replyWith('odd-ids')).issues.map(({ id }) => id)).toContain(-5)
  expect(pageOf(await replyWith('odd-dates')).issues.map(({ fields }) => fields['updated'])).toContain(
    '9999-12-31T23:59:59.999+0000'
  )
})

test('crowded-page, poisoned-json, deep-description', async () => {
  const crowded = JSON.parse((await replyWith('crowded-page', { count: 5, of: '[]' })).body.toString()) as object
  expect(crowded).toMatchObject({ issues: [[], [], [], [], []] })
  const poisoned = (await replyWith('poisoned-json')).body.toString()
  expect(poisoned).toMatch(/^\{"issues":"first of two","__proto__":\{/)
  expect(poisoned).toContain('"fields":{"summary":"first of two","__proto__":{')
  const deep = (await replyWith('deep-description', { depth: 7 })).body.toString()
  expect(deep.match(/blockquote/g)).toHaveLength(7)
  expect(() => JSON.parse(deep) as unknown).not.toThrow()
})

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync]
])('compression-bomb: %s', async (coding, unpack) => {
  const { headers, body } = await replyWith('compression-bomb', { coding, mb: 2 })
  expect(headers['content-encoding']).toBe(coding)
  expect(body.length).toBeLessThan(20_000)
  expect(unpack(body).length).toBe(2 * 1024 * 1024)
})

test('many-headers, leading-headers, redirect-away, retry-for-years, hostile-error', async () => {
  const { headers } = await replyWith('many-headers', { count: 300 })
  expect(Object.keys(headers).filter((name) => name.startsWith('x-padding-'))).toHaveLength(300)
  expect((await replyWith('leading-headers', { to: 'http://127.0.0.1:7' })).headers).toMatchObject({
    refresh: '0;url=http://127.0.0.1:7/refresh',
    'alt-svc': 'http/1.1="127.0.0.1:7"; ma=86400'
  })
  const away = await replyWith('redirect-away', { to: 'http://127.0.0.1:7', status: 307 })
  expect(away).toMatchObject({ status: 307, headers: { location: 'http://127.0.0.1:7/jira/rest/api/2/search' } })
  expect((await replyWith('retry-for-years')).headers['retry-after']).toBe('99999999999999')
  expect((await replyWith('hostile-error', { status: 403 })).body.toString()).toContain('window.canary=1')
  const page = await replyWith('hostile-error', { page: true })
  expect(page).toMatchObject({ status: 500, headers: { 'content-type': 'text/html;charset=UTF-8' } })
})
