/** search/jql as Cloud has it: bounded, by token, a little behind; and the requests by id that are not. */
import { expect, test } from 'vitest'
import type { PracticeCloud } from '../../jira/cloud/index.ts'
import { ask, basic, cloudForTest, post, siteUrl, type Answer } from './helpers.ts'

const anna = 'anna@jira.example.com'

function client(cloud: PracticeCloud, site: string, version = '3') {
  const headers = basic(anna, cloud.admin.createApiToken(anna))
  const base = `${siteUrl(cloud, site)}/rest/api/${version}`
  return {
    get: (path: string): Promise<Answer> => ask(`${base}/${path}`, { headers }),
    post: (path: string, body: unknown): Promise<Answer> =>
      ask(`${base}/${path}`, post(body, { ...headers, 'user-agent': 'AtTrack/0.1' }))
  }
}

type Client = ReturnType<typeof client>

/** Walks all pages; `between` is called after each. */
async function walk(jira: Client, request: Record<string, unknown>, between?: (page: number) => void): Promise<any[]> {
  const found: any[] = []
  let nextPageToken: string | undefined
  for (let page = 1; ; page++) {
    const { body } = await jira.post('search/jql', {
      ...request,
      ...(nextPageToken === undefined ? {} : { nextPageToken })
    })
    found.push(...body.issues)
    between?.(page)
    nextPageToken = body.nextPageToken
    expect(body.isLast).toBe(nextPageToken === undefined)
    if (nextPageToken === undefined) return found
  }
}

test('the old search is gone', async () => {
  const jira = client(await cloudForTest(), 'acme')
  for (const reply of [
    await jira.get('search?jql=project%3DMOD'),
    await jira.post('search', { jql: 'project = MOD' })
  ]) {
    expect(reply.status).toBe(410)
    expect(reply.body.errorMessages[0]).toContain('Please migrate to the /rest/api/3/search/jql API')
  }
})

test('only ids unless fields are named, 50 a page, 100 with fields, 5000 with id and key', async () => {
  const jira = client(await cloudForTest(), 'acme')
  const plain = await jira.get('search/jql?jql=project%3DMOD')
  expect(plain.body.issues).toHaveLength(50)
  expect(Object.keys(plain.body.issues[0])).toEqual(['id'])
  expect(plain.body).not.toHaveProperty('total')
  const withFields = await jira.post('search/jql', {
    jql: 'project = MOD',
    maxResults: 5000,
    fields: ['summary', 'updated']
  })
  expect(withFields.body.issues).toHaveLength(100)
  expect(Object.keys(withFields.body.issues[0].fields)).toEqual(['summary', 'updated'])
  const keys = await jira.post('search/jql', { jql: 'project = MOD', maxResults: 5000, fields: ['key'] })
  expect(keys.body.issues).toHaveLength(367)
  expect([keys.body.isLast, keys.body.nextPageToken]).toEqual([true, undefined])
  expect(keys.body.issues[0]).toMatchObject({ key: expect.stringMatching(/^MOD-/), self: expect.any(String) })
})

test.each([
  'project = GLO ORDER BY created ASC',
  'project = GLO ORDER BY key DESC',
  'project = GLO ORDER BY priority, updated DESC'
])('the pages of %s are all issues, each once, in order', async (jql) => {
  const cloud = await cloudForTest()
  const jira = client(cloud, 'globex')
  const whole = await jira.post('search/jql', { jql, maxResults: 5000, fields: ['id'] })
  const walked = await walk(jira, { jql, maxResults: 7, fields: ['summary'] })
  expect(walked.map((one) => one.id)).toEqual(whole.body.issues.map((one: { id: string }) => one.id))
  expect(new Set(walked.map((one) => one.id)).size).toBe(240)
  expect((await jira.post('search/approximate-count', { jql })).body).toEqual({ count: 240 })
})

test('the walk goes on behind the sort value of the last issue: what is deleted or edited moves nothing', async () => {
  const cloud = await cloudForTest()
  const jira = client(cloud, 'globex')
  const jql = 'project = GLO ORDER BY updated ASC, id ASC'
  const before = cloud.admin
    .issues('globex', 'GLO')
    .sort((a, b) => (a.updated === b.updated ? 0 : a.updated < b.updated ? -1 : 1))
  const edited: string[] = []
  const walked = await walk(jira, { jql, maxResults: 100, fields: ['updated'] }, (page) => {
    if (page !== 1) return
    // The last of the page just read goes to the end of the order, another one disappears.
    edited.push(cloud.admin.editIssue('globex', before[99]?.key ?? '', { summary: 'x' }).id)
    cloud.admin.deleteIssue('globex', before[10]?.key ?? '')
  })
  const ids = walked.map((one) => one.id)
  expect(ids.slice(0, 240)).toEqual(before.map((one) => one.id))
  // It is met again where it is now.
  expect(ids.slice(240)).toEqual(edited)
})

test('tokens are good for their query only, not when over, and never when made up', async () => {
  const cloud = await cloudForTest()
  const jira = client(cloud, 'acme')
  const first = (await jira.post('search/jql', { jql: 'project = MOD', maxResults: 5 })).body.nextPageToken
  const statusOf = async (jql: string, nextPageToken: string) =>
    (await jira.post('search/jql', { jql, maxResults: 5, nextPageToken })).status
  expect(await statusOf('project = MOD', first)).toBe(200)
  expect(await statusOf('project = DAEMON', first)).toBe(400)
  expect(await statusOf('project = MOD', 'rubbish')).toBe(400)
  cloud.admin.setClockSkew(8 * 86_400)
  expect(await statusOf('project = MOD', first)).toBe(400)
})

test.each([
  [{ jql: '' }, 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
  [
    { jql: 'ORDER BY created' },
    'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'
  ],
  [{ jql: 'project = KAN' }, "The value 'KAN' does not exist for the field 'project'."],
  [{ jql: 'project = MOD AND' }, 'Error in the JQL Query'],
  [{ jql: 'project = MOD', startAt: 5 }, 'Invalid request payload.'],
  [{ jql: 'project = MOD', fields: 'summary' }, 'Invalid request payload.'],
  [{ jql: 'project = MOD', reconcileIssues: Array.from({ length: 51 }, (_one, at) => at) }, 'must not be more than 50']
])('%o is refused', async (request, words) => {
  const jira = client(await cloudForTest(), 'acme')
  const reply = await jira.post('search/jql', request)
  expect(reply.status).toBe(400)
  expect(reply.body.errorMessages[0]).toContain(words)
})

test('a project the caller may not browse does not exist in JQL', async () => {
  const cloud = await cloudForTest()
  const jira = client(cloud, 'acme')
  cloud.admin.setPermission('acme', anna, 'MOD', false)
  const reply = await jira.get('search/jql?jql=project%20in%20(MOD%2C%20DAEMON)')
  expect([reply.status, reply.body]).toEqual([
    400,
    { errorMessages: ["The value 'MOD' does not exist for the field 'project'."], warningMessages: [] }
  ])
  expect((await jira.get('project/MOD')).status).toBe(404)
  expect((await jira.get('mypermissions?permissions=BROWSE_PROJECTS&projectKey=MOD')).status).toBe(404)
  expect((await jira.get('issue/MOD-1866')).status).toBe(404)
})

test('searches lag behind; ids and reconcileIssues do not', async () => {
  const cloud = await cloudForTest()
  const jira = client(cloud, 'globex')
  cloud.admin.setIndexLag('globex', null)
  const made = cloud.admin.createIssue('globex', 'GLO', { summary: 'Brand new' })
  const edited = cloud.admin.editIssue('globex', 'GLO-7', { summary: 'New words', status: 'Closed' })
  cloud.admin.deleteIssue('globex', 'GLO-8')
  const request = { jql: `project = GLO AND id in (${made.id}, ${edited.id})`, fields: ['summary'] }
  const recent = { jql: 'project = GLO AND updated >= -5m', fields: ['summary'] }
  const idsOf = (reply: Answer): string[] => reply.body.issues.map((one: { id: string }) => one.id).sort()
  expect(idsOf(await jira.post('search/jql', recent))).toEqual([])
  expect(
    (await jira.post('search/jql', { jql: 'id = GLO-7', fields: ['summary'] })).body.issues[0].fields.summary
  ).not.toBe('New words')
  expect((await jira.get(`issue/${made.id}?fields=summary`)).body.fields.summary).toBe('Brand new')
  const both = [Number(made.id), Number(edited.id)]
  expect(idsOf(await jira.post('search/jql', { ...request, reconcileIssues: both }))).toEqual(
    [made.id, edited.id].sort()
  )
  expect(
    idsOf(await jira.get(`search/jql?jql=project%3DGLO%20AND%20updated%20%3E%3D%20-5m&reconcileIssues=${edited.id}`))
  ).toEqual([edited.id])
  // Only for the search that asked.
  expect(idsOf(await jira.post('search/jql', recent))).toEqual([])
  expect(
    (await jira.post('search/jql', { jql: 'project = GLO', fields: ['id'], maxResults: 1000 })).body.issues
  ).toHaveLength(239)
  cloud.admin.settleIndex('globex')
  expect(idsOf(await jira.post('search/jql', recent))).toEqual([made.id, edited.id].sort())
})

test('a lag in time passes by itself', async () => {
  const cloud = await cloudForTest({ indexLagMs: 60_000 })
  const jira = client(cloud, 'globex')
  cloud.admin.createIssue('globex', 'GLO', { summary: 'Brand new' })
  const count = async () => (await jira.post('search/approximate-count', { jql: 'project = GLO' })).body.count
  expect(await count()).toBe(240)
  cloud.admin.setClockSkew(61)
  expect(await count()).toBe(241)
})

test('a moved issue is found by its old key, under the new one', async () => {
  const cloud = await cloudForTest()
  const jira = client(cloud, 'acme')
  const key = cloud.admin.moveIssue('acme', 'MOD-1866', 'DAEMON')
  const reply = await jira.get('issue/MOD-1866?fields=project')
  expect(reply.body).toMatchObject({ id: '126261', key, fields: { project: { key: 'DAEMON' } } })
  cloud.admin.deleteIssue('acme', key)
  expect((await jira.get('issue/126261')).body).toEqual({
    errorMessages: ['Issue does not exist or you do not have permission to see it.'],
    errors: {}
  })
})

test('bulkfetch names what it cannot show; 100 at a time, 1000 with few simple fields', async () => {
  const cloud = await cloudForTest()
  const jira = client(cloud, 'acme')
  const reply = await jira.post('issue/bulkfetch', { issueIdsOrKeys: ['MOD-1866', '999'], fields: ['summary'] })
  expect(reply.body.issues).toMatchObject([{ id: '126261', key: 'MOD-1866' }])
  expect(reply.body.issueErrors).toEqual([
    { id: '999', errorMessage: 'Issue does not exist or you do not have permission to see it.' }
  ])
  const many = cloud.admin.issues('acme', 'MOD').map((one) => one.id)
  expect((await jira.post('issue/bulkfetch', { issueIdsOrKeys: many, fields: ['summary', 'labels'] })).status).toBe(400)
  expect((await jira.post('issue/bulkfetch', { issueIdsOrKeys: many, fields: ['summary'] })).body.issues).toHaveLength(
    367
  )
  expect((await jira.post('issue/bulkfetch', { issueIdsOrKeys: [] })).status).toBe(400)
})

test('projects: pages of at most 100, by key or name, with the way to the next page', async () => {
  const cloud = await cloudForTest()
  const jira = client(cloud, 'acme')
  const first = (await jira.get('project/search?maxResults=500&action=browse&orderBy=name')).body
  expect([first.values.length, first.maxResults, first.isLast]).toEqual([100, 100, false])
  expect(first.total).toBeGreaterThan(500)
  expect(new URL(first.nextPage).searchParams.get('startAt')).toBe('100')
  const found = (await jira.get('project/search?query=daem')).body
  expect(found).toMatchObject({ total: 1, isLast: true, values: [{ key: 'DAEMON', simplified: false }] })
  expect(found).not.toHaveProperty('nextPage')
  expect((await jira.get('project/search?action=nonsense')).status).toBe(400)
})

test('mypermissions wants to be told which; permissions/project lists where one holds them', async () => {
  const cloud = await cloudForTest()
  const jira = client(cloud, 'globex')
  expect((await jira.get('mypermissions')).status).toBe(400)
  expect((await jira.get('mypermissions?permissions=NONSENSE')).status).toBe(400)
  const one = await jira.get('mypermissions?permissions=BROWSE_PROJECTS,ADMINISTER&projectKey=GLO')
  expect(one.body.permissions).toMatchObject({
    BROWSE_PROJECTS: { havePermission: true },
    ADMINISTER: { havePermission: false }
  })
  const list = await jira.post('permissions/project', { permissions: ['BROWSE_PROJECTS'] })
  expect(list.body).toEqual({ projects: [{ id: 20001, key: 'GLO' }] })
})

test('version 3 has documents where version 2 has text; people have account ids and no names', async () => {
  const cloud = await cloudForTest()
  const three = (await client(cloud, 'acme').get('issue/MOD-1866?fields=description,assignee,reporter')).body
  const two = (await client(cloud, 'acme', '2').get('issue/MOD-1866?fields=description')).body
  expect(three.fields.description).toMatchObject({ version: 1, type: 'doc' })
  expect(typeof two.fields.description).toBe('string')
  expect(three.fields.reporter.accountId).toMatch(/^712020:[0-9a-f-]{36}$/)
  expect(three.fields.reporter).not.toHaveProperty('name')
  const rich = (await client(cloud, 'globex').get('issue/GLO-1?fields=description')).body
  expect(rich.fields.description.content[0]).toMatchObject({ type: 'heading', attrs: { level: 2 } })
  expect((await client(cloud, 'globex', '2').get('issue/GLO-1?fields=description')).body.fields.description).toContain(
    'Every mark'
  )
})

test('a document set by hand comes back as it is', async () => {
  const cloud = await cloudForTest()
  const document = {
    version: 1,
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'By hand' }] }]
  } as const
  cloud.admin.setDescription('globex', 'GLO-9', document)
  const { body } = await client(cloud, 'globex').get('issue/GLO-9?fields=description')
  expect(body.fields.description).toEqual(document)
  expect(cloud.admin.issues('globex', 'GLO').find((one) => one.key === 'GLO-9')?.description).toBe('By hand')
})

test('dates come in the time zone of whoever asks, and mean the same', async () => {
  const cloud = await cloudForTest()
  const jira = client(cloud, 'acme')
  const stored = cloud.admin.issues('acme', 'MOD').find((one) => one.key === 'MOD-1866')?.updated ?? ''
  const updated = async () => (await jira.get('issue/MOD-1866?fields=updated')).body.fields.updated
  const instant = (text: string) => Date.parse(text.replace(/(..)$/, ':$1'))
  for (const [zone, ending] of [
    ['America/Los_Angeles', /-0[78]00$/],
    ['Asia/Kolkata', /\+0530$/],
    ['UTC', /\+0000$/]
  ] as const) {
    cloud.admin.setUserTimeZone(anna, zone)
    expect(await updated()).toMatch(ending)
    expect(instant(await updated())).toBe(instant(stored))
  }
})
