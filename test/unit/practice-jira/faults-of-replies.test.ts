/** Faults of gateways, of the network, of the server and of reply bodies, as a client meets them. */
import { get } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { PracticeJira } from '../../jira/index.ts'
import { basic, getJson, jiraForTest, search } from './helpers.ts'

async function withFault(name: string, options: Record<string, string | number | boolean> = {}): Promise<PracticeJira> {
  const jira = await jiraForTest()
  jira.admin.setFault(name, true, options)
  return jira
}

async function myself(jira: PracticeJira) {
  const reply = await fetch(`${jira.url}/rest/api/2/myself`, { headers: basic('anna'), redirect: 'manual' })
  return {
    status: reply.status,
    headers: reply.headers,
    type: reply.headers.get('content-type') ?? '',
    text: await reply.text()
  }
}

describe('gateways, network and server', () => {
  test('other-product: Confluence instead of Jira', async () => {
    const jira = await withFault('other-product')
    expect((await myself(jira)).status).toBe(404)
    expect(await (await fetch(`${jira.url}/`)).text()).toContain('content="Confluence"')
  })

  test('rate-limit: 429 with Retry-After, for as many as asked', async () => {
    const jira = await withFault('rate-limit', { times: 2, retryAfter: 7 })
    const replies = [await myself(jira), await myself(jira), await myself(jira)]
    expect(replies.map((reply) => reply.status)).toEqual([429, 429, 200])
    expect(replies[0]?.headers.get('retry-after')).toBe('7')
    expect(replies[0]?.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(jira.admin.faults()).toMatchObject([{ name: 'rate-limit', met: 3, struck: 2 }])
  })

  test('rate-limit-headers: Retry-After: 0 on a 200 is no throttling', async () => {
    const reply = await myself(await withFault('rate-limit-headers'))
    expect([reply.status, reply.headers.get('retry-after'), reply.headers.get('x-ratelimit-remaining')]).toEqual([
      200,
      '0',
      '4'
    ])
  })

  test('rate-limit-bucket: headers on every reply of a signed-in user, 429 once the bucket is empty', async () => {
    const jira = await withFault('rate-limit-bucket', { limit: 2, fillRate: 1, intervalSeconds: 60 })
    const replies = [await myself(jira), await myself(jira), await myself(jira)]
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(replies.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['1', '0', '0'])
    jira.admin.setFault('rate-limit-bucket', false)
    const after = await myself(jira)
    expect([after.status, after.headers.get('x-ratelimit-limit')]).toEqual([200, null])
  })

  test('skip, every and path choose the requests', async () => {
    const jira = await withFault('error-500', { skip: 1, every: 2, path: '/myself' })
    await getJson(`${jira.url}/rest/api/2/serverInfo`)
    const statuses: number[] = []
    for (let at = 0; at < 5; at++) statuses.push((await myself(jira)).status)
    expect(statuses).toEqual([200, 200, 500, 200, 500])
  })

  test.each([
    ['maintenance', 503],
    ['gateway-504', 504]
  ])('%s: %i HTML everywhere', async (name, status) => {
    const jira = await withFault(name)
    const reply = await myself(jira)
    expect([reply.status, reply.type, (await fetch(`${jira.url}/login.jsp`)).status]).toEqual([
      status,
      'text/html;charset=UTF-8',
      status
    ])
  })

  test('connection-reset', async () => {
    const jira = await withFault('connection-reset')
    const error = await new Promise<NodeJS.ErrnoException>((resolve) =>
      get(`${jira.url}/rest/api/2/serverInfo`).on('error', resolve)
    )
    expect(error.code).toBe('ECONNRESET')
  })

  test('slow', async () => {
    const jira = await withFault('slow', { ms: 300 })
    const started = performance.now()
    expect((await myself(jira)).status).toBe(200)
    expect(performance.now() - started).toBeGreaterThan(290)
  })

  test('error-500: Jira’s envelope', async () => {
    const reply = await myself(await withFault('error-500'))
    expect([reply.status, JSON.parse(reply.text)]).toEqual([
      500,
      { errorMessages: ['Internal server error'], errors: {} }
    ])
  })

  test('clock-skew: the Date header and serverTime are off until it is switched off', async () => {
    const jira = await withFault('clock-skew', { seconds: 1200 })
    const ahead = async () => (Date.parse((await myself(jira)).headers.get('date') ?? '') - Date.now()) / 1000
    expect(Math.abs((await ahead()) - 1200)).toBeLessThan(5)
    jira.admin.setFault('clock-skew', false)
    expect(Math.abs(await ahead())).toBeLessThan(5)
  })

  test('xsrf', async () => {
    const jira = await withFault('xsrf')
    const reply = await fetch(`${jira.url}/rest/api/2/search`, { method: 'POST', headers: basic('anna'), body: '{}' })
    expect([reply.status, await reply.text()]).toEqual([403, 'XSRF check failed'])
    expect((await myself(jira)).status).toBe(200)
  })

  test('server-info-private', async () => {
    const jira = await withFault('server-info-private')
    expect((await getJson(`${jira.url}/rest/api/2/serverInfo`)).status).toBe(401)
    expect((await getJson(`${jira.url}/rest/api/2/serverInfo`, basic('anna'))).status).toBe(200)
  })

  test('small-pages and search-limit', async () => {
    const jira = await withFault('small-pages', { max: 20 })
    jira.admin.setFault('search-limit', true, { rows: 100 })
    expect((await search(jira, { jql: 'project = MOD', maxResults: 1000, fields: ['id'] })).body.issues).toHaveLength(
      20
    )
    expect((await search(jira, { jql: 'project = MOD', startAt: 90, maxResults: 1000 })).status).toBe(500)
  })
})

describe('bodies', () => {
  test.each(['truncated-json', 'invalid-json'])('%s: complete, but no JSON', async (name) => {
    const reply = await myself(await withFault(name))
    expect([reply.status, reply.type]).toEqual([200, 'application/json;charset=UTF-8'])
    expect(() => JSON.parse(reply.text) as unknown).toThrow(SyntaxError)
  })

  test('wrong-shape', async () => {
    expect(JSON.parse((await myself(await withFault('wrong-shape'))).text)).toEqual([null, { unexpected: true }])
  })

  test('cut-off: the connection ends before the body does', async () => {
    const jira = await withFault('cut-off')
    await expect(myself(jira)).rejects.toThrow(/terminated|fetch failed/)
  })

  test('stalled-body: half of it, then silence', async () => {
    const jira = await withFault('stalled-body')
    const reply = await fetch(`${jira.url}/rest/api/2/serverInfo`, { signal: AbortSignal.timeout(700) })
    expect(reply.status).toBe(200)
    await expect(reply.text()).rejects.toThrow(/timeout|aborted/i)
  })

  test('huge-body: far more than any client should take', async () => {
    const jira = await withFault('huge-body')
    const size = await new Promise<number>((resolve, reject) => {
      get(`${jira.url}/rest/api/2/serverInfo`, (reply) => {
        let received = 0
        reply.on('data', (chunk: Buffer) => {
          received += chunk.length
          if (received > 32 * 1024 * 1024) reply.destroy()
        })
        reply.on('close', () => resolve(received))
      }).on('error', reject)
    })
    expect(size).toBeGreaterThan(32 * 1024 * 1024)
  })
})
