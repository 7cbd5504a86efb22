/** /search: paging, limits of the version, fields, bodies, XSRF, compression. */
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { basic, getJson, jiraForTest, search, type SearchReply } from './helpers.ts'

test('paging by issues returned reaches every issue once, in order', async () => {
  const jira = await jiraForTest({ generated: { count: 2_500 }, version: '9.12' })
  const seen: string[] = []
  for (let total = 1; seen.length < total;) {
    const { body } = await search(jira, {
      jql: 'project = GEN ORDER BY created ASC, id ASC',
      startAt: seen.length,
      maxResults: 5000,
      fields: ['id']
    })
    expect(body.maxResults).toBe(1000)
    total = body.total
    seen.push(...body.issues.map((issue) => issue.id))
  }
  expect(seen).toHaveLength(2_500)
  expect(new Set(seen).size).toBe(2_500)
})

test('maxResults: 50 when absent, clamped to the setting, 0 for the count only', async () => {
  const jira = await jiraForTest({ searchMax: 100 })
  const size = async (body: Record<string, unknown>) => {
    const reply = await search(jira, { jql: 'project = MOD', fields: ['id'], ...body })
    return [reply.body.maxResults, reply.body.issues.length, reply.body.total]
  }
  expect(await size({})).toEqual([50, 50, 367])
  expect(await size({ maxResults: 1000 })).toEqual([100, 100, 367])
  expect(await size({ maxResults: 0 })).toEqual([0, 0, 367])
  expect(await size({ startAt: 360 })).toEqual([50, 7, 367])
  expect(await size({ startAt: 5000 })).toEqual([50, 0, 367])
  jira.admin.setFault('small-pages')
  expect(await size({ maxResults: 1000 })).toEqual([50, 50, 367])
})

test('10.3 refuses rows past 10,000; 9.12 does not', async () => {
  const newer = await jiraForTest({ generated: { count: 10_500 }, version: '10.3' })
  const body = { jql: 'project = GEN ORDER BY id', startAt: 9_100, maxResults: 1000, fields: ['id'] }
  const refused = await search(newer, body)
  expect(refused.status).toBe(500)
  expect(refused.body.errorMessages?.[0]).toMatch(
    /^Search limit exceeded\..* requests 10,100 results which exceeded the search platform limit of 10,000/
  )
  expect((await search(newer, { ...body, startAt: 9_000 })).body.issues).toHaveLength(1000)
  const older = await jiraForTest({ generated: { count: 10_500 }, version: '9.12' })
  expect((await search(older, body)).body.issues).toHaveLength(1000)
})

test('fields: none known, explicit, *navigable, *all, exclusion', async () => {
  const jira = await jiraForTest()
  const fieldsOf = async (fields?: string[]) =>
    (await search(jira, { jql: 'key = MOD-1866', ...(fields === undefined ? {} : { fields }) })).body.issues[0]?.fields
  expect(await fieldsOf(['id'])).toBeUndefined()
  expect(Object.keys((await fieldsOf(['summary', 'status', 'nonsense'])) ?? {})).toEqual(['summary', 'status'])
  const navigable = (await fieldsOf()) ?? {}
  expect(navigable).toHaveProperty('description')
  expect(navigable).not.toHaveProperty('comment')
  expect((await fieldsOf(['*all'])) ?? {}).toHaveProperty('comment.comments')
  expect((await fieldsOf(['*all', '-comment'])) ?? {}).not.toHaveProperty('comment')
  const byQuery = await getJson<SearchReply>(
    `${jira.url}/rest/api/2/search?jql=key%3DMOD-1866&fields=summary,created`,
    basic('anna')
  )
  expect(Object.keys(byQuery.body.issues[0]?.fields ?? {})).toEqual(['summary', 'created'])
})

test('links carry the base URL Jira says it has', async () => {
  const jira = await jiraForTest({ baseUrl: 'https://jira.example.com/jira/' })
  expect((await getJson(`${jira.url}/rest/api/2/serverInfo`)).body['baseUrl']).toBe('https://jira.example.com/jira')
  const { body } = await search(jira, { jql: 'key = MOD-1866', fields: ['status'] })
  expect(body.issues[0]).toMatchObject({
    self: 'https://jira.example.com/jira/rest/api/2/issue/126261',
    fields: { status: { self: 'https://jira.example.com/jira/rest/api/2/status/6' } }
  })
})

test('bodies are taken strictly', async () => {
  const jira = await jiraForTest()
  const messages = async (body: Record<string, unknown>) => {
    const reply = await search(jira, body)
    return [reply.status, reply.body.errorMessages?.[0]]
  }
  expect(await messages({ jql: 'project = MOD', validateQuery: 'strict' })).toEqual([
    400,
    expect.stringContaining('java.lang.Boolean')
  ])
  expect(await messages({ jql: 'project = MOD', fields: 'summary' })).toEqual([
    400,
    expect.stringContaining('java.util.ArrayList')
  ])
  expect(await messages({ jql: 'project = MOD', nextPageToken: 'x' })).toEqual([
    400,
    expect.stringContaining('Unrecognized field "nextPageToken"')
  ])
  expect(await messages({ jql: 'project = NOPE' })).toEqual([
    400,
    "The value 'NOPE' does not exist for the field 'project'."
  ])
  const lenient = await search(jira, { jql: 'id in (126261, 1)', validateQuery: false, fields: ['id'] })
  expect(lenient.body).toMatchObject({
    total: 1,
    warningMessages: ["A value with ID '1' does not exist for the field 'id'."]
  })
})

test('a browser’s POST is refused as forged, ours is not', async () => {
  const jira = await jiraForTest()
  const status = async (headers: Record<string, string>): Promise<[number, string]> =>
    new Promise((resolve, reject) => {
      const sent = request(
        `${jira.url}/rest/api/2/search`,
        {
          method: 'POST',
          headers: { ...basic('anna'), 'content-type': 'application/json', ...headers }
        },
        (reply) => {
          let body = ''
          reply.on('data', (chunk) => (body += String(chunk)))
          reply.on('end', () => resolve([reply.statusCode ?? 0, body.slice(0, 17)]))
        }
      )
      sent.on('error', reject)
      sent.end('{"jql":"project = MOD","maxResults":0}')
    })
  const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/114 Electron/25 Safari/537.36'
  expect((await status({}))[0]).toBe(200)
  expect(await status({ 'user-agent': browser })).toEqual([403, 'XSRF check failed'])
  expect(await status({ origin: 'app://attrack' })).toEqual([403, 'XSRF check failed'])
  expect((await status({ 'user-agent': browser, 'x-atlassian-token': 'no-check' }))[0]).toBe(200)
  expect(await status({ origin: 'app://attrack', 'x-atlassian-token': 'no-check' })).toEqual([403, 'XSRF check failed'])
})

test('Cloud’s search does not exist here, and replies are compressed when that is accepted', async () => {
  const jira = await jiraForTest()
  expect((await getJson(`${jira.url}/rest/api/3/search/jql?jql=project%3DMOD`, basic('anna'))).status).toBe(404)
  const encoding = async (accepted: string) =>
    (
      await fetch(`${jira.url}/rest/api/2/search?jql=project%3DMOD`, {
        headers: { ...basic('anna'), 'accept-encoding': accepted }
      })
    ).headers.get('content-encoding')
  expect(await encoding('gzip')).toBe('gzip')
  expect(await encoding('identity')).toBeNull()
})

test('100,000 issues: a page of 1,000 takes tens of milliseconds of Jira’s time, also while issues change', async () => {
  const jira = await jiraForTest({ generated: { count: 100_000 }, version: '9.12' })
  const fields = ['summary', 'description', 'status', 'assignee', 'priority', 'issuetype', 'created', 'updated']
  for (let page = 0; page < 8; page++) {
    jira.admin.editIssue(`GEN-${page + 1}`, { summary: 'changed' })
    const jql =
      page % 2 === 0
        ? 'project = GEN ORDER BY updated ASC, id ASC'
        : 'project = GEN AND created >= 1500000000000 ORDER BY created, id'
    await search(jira, { jql, startAt: page * 1000, maxResults: 1000, fields })
  }
  const times = jira.admin
    .requests()
    .map((entry) => entry.ms)
    .sort((a, b) => a - b)
  expect(times[Math.floor(times.length / 2)]).toBeLessThan(250)
})
