/** Requests as the app makes them, and what the practice Cloud answers, against Atlassian's own description. */
import { expect, test } from 'vitest'
import { validateExchange } from '../../jira/cloud/spec/validate.ts'
import { ask, basic, bearer, cloudForTest, gateway, post, registered, signIn, siteUrl } from './helpers.ts'

const anna = 'anna@jira.example.com'

/** The fields the app asks for. */
const fields = 'summary,description,status,issuetype,priority,assignee,reporter,created,updated,duedate,labels,project'

test('every resource, at the gateway and at both sites, agrees with the description', async () => {
  const cloud = await cloudForTest({ validate: true })
  const { access_token: token } = await signIn(cloud, registered(cloud))
  const own = { 'user-agent': 'AtTrack/0.1' }
  const apiToken = basic(anna, cloud.admin.createApiToken(anna))
  const places = [
    { base: gateway(cloud, 'acme'), headers: { ...bearer(token), ...own }, project: 'MOD' },
    { base: siteUrl(cloud, 'acme'), headers: { ...apiToken, ...own }, project: 'DAEMON' },
    { base: siteUrl(cloud, 'globex'), headers: { ...apiToken, ...own }, project: 'GLO' }
  ]
  const statuses: number[] = []
  for (const { base, headers, project } of places) {
    const get = async (path: string) => {
      const reply = await ask(`${base}/rest/api/3/${path}`, { headers })
      statuses.push(reply.status)
      return reply.body
    }
    const send = async (path: string, body: unknown) => {
      const reply = await ask(`${base}/rest/api/3/${path}`, post(body, headers))
      statuses.push(reply.status)
      return reply.body
    }
    const jql = `project = ${project} ORDER BY created ASC`
    await get('myself')
    await get('serverInfo')
    await get('status')
    await get('project/search?startAt=0&maxResults=100&action=browse&orderBy=name')
    await get(`project/${project}`)
    await get(`mypermissions?projectKey=${project}&permissions=BROWSE_PROJECTS,CREATE_ISSUES`)
    await send('permissions/project', { permissions: ['BROWSE_PROJECTS'] })
    await send('search/approximate-count', { jql })
    const page = await send('search/jql', { jql, fields: ['*all'], maxResults: 100 })
    for (const issue of page.issues.slice(0, 3)) await get(`issue/${issue.key}`)
    await get(
      `search/jql?${new URLSearchParams({ jql, fields, maxResults: '100', reconcileIssues: page.issues[0].id })}`
    )
    let nextPageToken = page.nextPageToken
    while (nextPageToken !== undefined)
      ({ nextPageToken } = await send('search/jql', { jql, fields: fields.split(','), maxResults: 100, nextPageToken }))
    await send('issue/bulkfetch', { issueIdsOrKeys: [page.issues[0].id, '404'], fields: ['project'] })
  }
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect([...new Set(cloud.admin.problems())]).toEqual([])
})

test('what is wrong with a request is found', async () => {
  const cloud = await cloudForTest({ validate: true })
  const headers = { ...basic(anna, cloud.admin.createApiToken(anna)), 'user-agent': 'AtTrack/0.1' }
  const base = `${siteUrl(cloud, 'acme')}/rest/api/3`
  await ask(`${base}/project/search?maxResults=500&actoin=browse`, { headers })
  await ask(`${base}/search/jql`, post({ jql: 'project = MOD', startAt: 0 }, headers))
  await ask(`${base}/issue/bulkfetch`, post({ issueIdsOrKeys: [1] }, headers))
  expect(cloud.admin.problems()).toEqual([
    'GET /rest/api/3/project/search query: unknown parameter actoin',
    'GET /rest/api/3/project/search query maxResults must be <= 100 {"comparison":"<=","limit":100}',
    'POST /rest/api/3/search/jql body must NOT have additional properties {"additionalProperty":"startAt"}',
    'POST /rest/api/3/issue/bulkfetch body/issueIdsOrKeys/0 must be string {"type":"string"}'
  ])
})

test.each([
  ['GET', '/rest/api/3/myself', '', undefined, 200, { accountId: 5 }, '/accountId must be string'],
  ['GET', '/rest/api/3/nothing', '', undefined, 200, {}, 'no such operation'],
  ['POST', '/rest/api/3/search/jql', '', undefined, 200, { issues: [], isLast: true }, 'body: is missing'],
  ['GET', '/rest/api/3/issue/MOD-1', '', undefined, 202, {}, 'no such answer'],
  [
    'GET',
    '/rest/api/3/issue/MOD-1',
    '',
    undefined,
    200,
    { id: '1', fields: { description: 'h1. Wiki' } },
    'fields.description must be object'
  ],
  [
    'GET',
    '/rest/api/3/issue/MOD-1',
    '',
    undefined,
    200,
    { id: '1', fields: { assignee: { username: 'anna' } } },
    'fields.assignee must NOT have'
  ],
  ['GET', '/rest/api/3/search/jql', '', undefined, 200, { issues: [], total: 0 }, 'must NOT have additional properties']
])('%s %s with a fault is called out', (method, path, query, body, status, answer, words) => {
  expect(validateExchange(method, path, query, body, status, answer).join('\n')).toContain(words)
})
