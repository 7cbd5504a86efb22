/** What refused and odd replies mean: the forms real Jiras and the gateways before them have been seen to send. */
import { expect, test } from 'vitest'
import { replyFailure, saysIndexRebuilding } from '../../../main/jira/reply-failure.ts'
import type { TransportReply } from '../../../main/net/transport.ts'
import { recognised } from '../../support/recognised.ts'

const context = {
  host: 'jira.example.com',
  address: 'https://jira.example.com/jira',
  what: 'the search for issues',
  user: 'anna'
}

const reply = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
  path = 'search'
): TransportReply => ({
  status,
  headers: { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json;charset=UTF-8', ...headers },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  url: `https://jira.example.com/jira/rest/api/2/${path}`
})
const errors = (...errorMessages: string[]) => ({ errorMessages, errors: {} })
const codeOf = (of: TransportReply) => replyFailure(of, context)?.code ?? 'none'

test.each([
  [503, errors('The search index is currently unavailable because it is being rebuilt.')],
  [503, errors('Jira is re-indexing. Please wait.')],
  [400, errors('com.atlassian.jira.util.index.IndexException: index is locked')],
  [500, errors('Error while searching: IndexException')],
  [500, { message: 'The issue index is corrupt and must be rebuilt', 'status-code': 500 }]
])('%i “%s”: the index is being rebuilt', (status, body) => {
  expect(codeOf(reply(status, body))).toBe('index-rebuilding')
})

test.each([
  'The value ‘index’ does not exist for the field ‘labels’.',
  'Field “indexed on” cannot be viewed by anonymous users.',
  'The plug-in is unavailable.'
])('“%s” says nothing about the index', (message) => {
  expect(saysIndexRebuilding(message)).toBe(false)
  expect(codeOf(reply(400, errors(message)))).toBe('jql-refused')
})

test('so does the page of a Jira that is locked meanwhile', () => {
  const page = '<title>JIRA - Access Constraints</title><p>JIRA is currently being reindexed. Depending on how large …'
  expect(codeOf(reply(503, page))).toBe('index-rebuilding')
  expect(codeOf(reply(200, page))).not.toBe('index-rebuilding')
})

test('a 503 or 504 page is a site that is not ready, with what the page calls itself', () => {
  for (const status of [502, 503, 504]) {
    const found = replyFailure(reply(status, '<title>504 Gateway Time-out</title>'), context)
    expect(found).toMatchObject({ code: 'site-unavailable', params: { status: String(status) } })
    expect(found?.evidence).toContain('504 Gateway Time-out')
  }
})

test('410: the search is gone; of another resource that is an error of Jira’s', () => {
  const gone = errors('The requested API has been removed. Please migrate to /rest/api/3/search/jql')
  expect(codeOf(reply(410, gone))).toBe('search-removed')
  expect(codeOf(reply(410, gone, {}, 'search?jql=x'))).toBe('search-removed')
  expect(codeOf(reply(410, gone, {}, 'worklog/list'))).toBe('jira-error')
})

test.each([
  [403, "Project 'MOD' is archived.", 'MOD'],
  [404, 'The project “Old things” has been archived.', 'Old things'],
  [400, 'This project is archived.', 'The project']
])('%i “%s”: an archived project', (status, message, project) => {
  expect(replyFailure(reply(status, errors(message)), context)).toMatchObject({
    code: 'project-archived',
    params: { project }
  })
})

test('429 with Retry-After says how long, without it a little while', () => {
  const seconds = (headers: Record<string, string>) =>
    Number(replyFailure(reply(429, errors('Rate limit exceeded.'), headers), context)?.params['seconds'])
  expect(seconds({ 'retry-after': '17' })).toBe(17)
  expect(seconds({})).toBeGreaterThan(0)
})

test('a refusal without a word is about who asks, unless it names the user', () => {
  expect(codeOf(reply(401, '<title>Unauthorized</title>', {}, 'project'))).toBe('needs-sign-in')
  recognised({ code: 'needs-sign-in', by: '401 without a word of what was wrong', how: 'sync' })
  expect(codeOf(reply(401, errors(), { 'x-ausername': 'anna' }, 'issue/1'))).toBe('jira-forbidden')
})

test('a 400 that names no project is a search Jira does not understand', () => {
  expect(codeOf(reply(400, errors("Field 'x' does not exist or you do not have permission to view it.")))).toBe(
    'jql-refused'
  )
  recognised({ code: 'jql-refused', by: '400 with other words than that a project does not exist', how: 'sync' })
})

test('what is not refused is no failure', () => {
  expect(replyFailure(reply(200, { issues: [] }), context)).toBeNull()
})

test('a Jira that has moved to https, or below another path, is told as that, not as a sign-in page', () => {
  const asked = { ...context, address: 'http://jira.example.com' }
  const at = (location: string, path = '/rest/api/2/search'): TransportReply => ({
    ...reply(301, '', { location }),
    url: `http://jira.example.com${path}?jql=x`
  })
  const found = (location: string, path?: string) => {
    const why = replyFailure(at(location, path), asked)
    return [why?.code, why?.params['found'] ?? why?.params['target']]
  }
  expect(found('https://jira.example.com/rest/api/2/search?jql=x')).toEqual([
    'jira-elsewhere',
    'https://jira.example.com'
  ])
  expect(found('/jira/rest/api/2/search')).toEqual(['jira-elsewhere', 'http://jira.example.com/jira'])
  expect(
    found('https://jira.example.com/plugins/servlet/oauth/request-token', '/plugins/servlet/oauth/request-token')
  ).toEqual(['jira-elsewhere', 'https://jira.example.com'])
  expect(found('/login.jsp')[0]).toBe('sso-page')
  expect(found('https://jira.example.com/login?to=/rest/api/2/search')[0]).toBe('sso-page')
  expect(found('https://jira.example.com/')[0]).toBe('sso-page')
  // Another server may be anybody: nobody is told to go there as if it were their Jira.
  expect(found('https://evil.example.com/rest/api/2/search')).toEqual(['redirected-elsewhere', 'evil.example.com'])
  // Nor from a protected way to one that everybody can read.
  const down = { ...reply(301, '', { location: 'http://jira.example.com/jira/rest/api/2/search' }) }
  expect(replyFailure(down, context)?.code).not.toBe('jira-elsewhere')
})

test('what Jira says stays one line that reads from left to right', () => {
  const found = replyFailure(reply(500, errors('one\ntwo \u202egnp.exe')), context)
  expect(found?.cause).toContain('(one two gnp.exe)')
})
