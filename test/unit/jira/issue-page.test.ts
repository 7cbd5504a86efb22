import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  limits,
  parseIdPage,
  parseIssuePage,
  parseJiraTime,
  type ParsedPage
} from '../../../main/jira/search/issue-page.ts'
import { issue, issues, page } from '../store/support.ts'

const origin = { host: 'jira.example.com', what: 'the search' }
const recorded = (name: string): Uint8Array =>
  readFileSync(path.join(import.meta.dirname, '../../recorded/jrjc-server', name))

function parsed(body: Uint8Array): ParsedPage {
  const result = parseIssuePage(body, origin)
  if (!result.ok) throw new Error(result.failure.cause)
  return result.value
}
const one = (fields: Record<string, unknown>) => parsed(page([issue({ id: 1, fields })])).issues[0]
const reasonFor = (value: unknown): string | undefined => parsed(page([value])).rejected[0]?.reason

test('a reply recorded from Jira Server is read', () => {
  expect(parsed(recorded('search-many-issues.json'))).toEqual({
    startAt: 0,
    maxResults: 8,
    total: 15,
    count: 2,
    issueIds: ['10075', '10074'],
    nextPageToken: null,
    isLast: false,
    rejected: [],
    issues: [
      expect.objectContaining({
        issueId: '10075',
        key: 'TST-13',
        keyPrefix: 'TST',
        keyNumber: 13,
        projectId: '10000',
        projectKey: 'TST',
        summary: 'Issue with worklog entry from deleted user',
        type: 'Bug',
        statusCategory: 'undefined',
        assignee: 'Administrator',
        created: Date.UTC(2012, 11, 7, 15, 7, 29),
        updated: Date.UTC(2012, 11, 7, 15, 8, 20)
      }),
      expect.objectContaining({ issueId: '10074', labels: ['a', 'bcds'] })
    ]
  })
  expect(parsed(recorded('search-issues1.json')).issues[0]).toMatchObject({
    key: 'TST-7',
    summary: 'A task where someone will vote',
    type: 'Task',
    status: 'Open',
    priority: 'Major',
    reporter: 'Wojciech Seliga',
    resolution: '',
    labels: [],
    description: ''
  })
})

test('every issue of a real project is read', () => {
  const corpus = gunzipSync(
    readFileSync(path.join(import.meta.dirname, '../../jira/corpus/tidev-MOD.jsonl.gz'))
  ).toString()
  const lines = corpus.trim().split('\n')
  const all = parsed(
    Buffer.from(`{"startAt":0,"maxResults":1000,"total":${lines.length},"issues":[${lines.join(',')}]}`)
  )
  expect(all.rejected).toEqual([])
  expect(all.issues).toHaveLength(367)
  expect(all.issues.find(({ key }) => key === 'MOD-1866')).toMatchObject({
    issueId: '126261',
    projectId: '10034',
    type: 'Bug',
    status: 'Closed',
    statusCategory: 'done',
    priority: 'Low',
    assignee: 'Chee Kiat Ng',
    reporter: 'Jayme Fishman',
    resolution: 'Fixed',
    labels: ['community'],
    created: Date.UTC(2014, 1, 11, 12, 29, 50),
    updated: Date.UTC(2016, 6, 18, 10, 45, 37)
  })
  expect(
    all.issues.every(({ statusCategory, created, updated }) => statusCategory !== 'undefined' && updated >= created)
  ).toBe(true)
})

test('what is no search reply is refused, with what it is instead', () => {
  const detail = (text: string): string | undefined => {
    const result = parseIssuePage(Buffer.from(text), origin)
    return result.ok ? undefined : result.failure.params['detail']
  }
  const invalid = parseIssuePage(recorded('search-invalid-total.json'), origin)
  expect(invalid).toMatchObject({
    ok: false,
    failure: { code: 'reply-not-understood', params: { ...origin, detail: 'it is not valid JSON' } }
  })
  expect(detail('<html>')).toBe('it is not valid JSON')
  expect(detail('')).toBe('the reply is empty')
  expect(detail('null')).toBe('it is not an object')
  expect(detail('[]')).toBe('it is not an object')
  expect(detail('{"errorMessages":["no"]}')).toBe('it has no list of issues')
  expect(detail('{"issues":[],"startAt":0,"maxResults":5,"total":-1}')).toBe('“total” is not a number')
  expect(detail('{"issues":[],"startAt":"0","maxResults":5,"total":1}')).toBe('“startAt” is not a number')
  expect(detail('{"issues":[],"startAt":0,"total":1}')).toBe('“maxResults” is not a number')
  expect(parseIdPage(Buffer.from('{'), origin)).toMatchObject({ ok: false, failure: { code: 'reply-not-understood' } })
})

test('a byte order mark and a view into a larger buffer do not matter', () => {
  const body = Buffer.concat([Buffer.from('xx\ufeff'), page(issues(1, 2)), Buffer.from('yy')])
  expect(parsed(body.subarray(2, body.length - 2)).issueIds).toEqual(['1', '2'])
})

test('an issue without what it must have is rejected alone, and says why', () => {
  const good = issue({ id: 5 })
  const without = (name: string) => ({ ...good, fields: { ...good.fields, [name]: undefined } })
  expect(reasonFor(7)).toBe('It is not an object.')
  expect(reasonFor({ ...good, id: '12x' })).toBe('Its id is missing or not a number.')
  expect(reasonFor({ ...good, id: '1'.repeat(20) })).toBe('Its id is missing or not a number.')
  expect(reasonFor({ ...good, id: undefined })).toBe('Its id is missing or not a number.')
  for (const key of [undefined, 5, '', 'MOD', 'MOD-', '-1', 'MOD-x', 'A B-1', 'MOD-1234567890123456', 'M\u202eD-1']) {
    expect(reasonFor({ ...good, key })).toBe('Its key is missing or not of the form ABC-123.')
  }
  expect(reasonFor({ ...good, fields: [] })).toBe('It has no fields.')
  expect(reasonFor(without('summary'))).toBe('Its summary is missing.')
  expect(reasonFor(without('created'))).toBe('Its creation time is missing or unreadable.')
  expect(reasonFor(without('updated'))).toBe('Its time of change is missing or unreadable.')
  const mixed = parsed(page([issue({ id: 1 }), { id: '2', key: 'MOD-2' }, issue({ id: 3 })]))
  expect(mixed).toMatchObject({ count: 3, issueIds: ['1', '2', '3'], rejected: [{ key: 'MOD-2', issueId: '2' }] })
  expect(mixed.issues).toHaveLength(2)
})

test('what an issue may lack is empty', () => {
  const nothing = {
    issuetype: null,
    status: null,
    priority: null,
    assignee: null,
    reporter: undefined,
    labels: null,
    description: null,
    project: null
  }
  expect(one(nothing)).toMatchObject({
    type: '',
    status: '',
    statusCategory: 'undefined',
    priority: '',
    assignee: '',
    reporter: '',
    resolution: '',
    labels: [],
    description: '',
    projectId: null,
    projectKey: 'MOD'
  })
  expect(one({ status: { name: 'X', statusCategory: { key: 'weird' } } })?.statusCategory).toBe('undefined')
  expect(one({ assignee: { name: 'login' } })?.assignee).toBe('login')
  expect(one({ labels: ['a', 3, null, 'b'] })?.labels).toEqual(['a', 'b'])
  expect(one({ issuetype: 'Bug', priority: ['x'], description: [{ type: 'doc' }] })).toMatchObject({
    type: '',
    priority: '',
    description: ''
  })
})

test('text is bounded, and cut between characters', () => {
  const long = one({
    summary: 'x'.repeat(5000),
    description: 'y'.repeat(300_000),
    labels: Array(500).fill('l'),
    assignee: { displayName: 'n'.repeat(999) }
  })
  expect([long?.summary.length, long?.description.length, long?.labels.length, long?.assignee.length]).toEqual([
    limits.summary,
    limits.description,
    limits.labels,
    limits.name
  ])
  const emoji = one({ summary: 'a' + '😀'.repeat(2000) })?.summary ?? ''
  expect(emoji.length).toBe(999)
  expect(emoji.endsWith('😀')).toBe(true)
})

test('controls and direction marks cannot disguise a name', () => {
  expect(one({ summary: 'pay\u202egpj.exe\u2066 \u0000now\r\nplease\u200f' })?.summary).toBe('paygpj.exe  now please')
  expect(one({ assignee: { displayName: 'Ann\u001ba\ud800' } })?.assignee).toBe('Ann a\ufffd')
  expect(one({ description: 'line 1\r\n\tline 2\u0000\u202e 😀 \udc00' })?.description).toBe(
    'line 1\r\n\tline 2 😀 \ufffd'
  )
  expect(one({ summary: 'שלום עולם 👩‍👩‍👧' })?.summary).toBe('שלום עולם 👩‍👩‍👧')
})

test('names that JavaScript knows are only names', () => {
  const body = Buffer.from(
    page([issue({ id: 1 })])
      .toString()
      .replace('{"summary"', '{"__proto__":{"summary":"evil","polluted":1},"constructor":1,"summary"')
  )
  expect(parsed(body).issues[0]?.summary).toBe('Summary 1')
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect(reasonFor({ id: '1', key: 'MOD-1', fields: JSON.parse('{"__proto__":{"summary":"s"}}') as unknown })).toBe(
    'Its summary is missing.'
  )
})

test('times are read in the form Jira writes them, and nothing else is taken for one', () => {
  const expected = Date.UTC(2016, 6, 18, 10, 45, 37)
  expect(parseJiraTime('2016-07-18T10:45:37.000+0000')).toBe(expected)
  expect(parseJiraTime('2016-07-18T12:45:37.250+0200')).toBe(expected + 250)
  expect(parseJiraTime('2016-07-18T05:15:37.000-0530')).toBe(expected)
  expect(parseJiraTime('2016-07-18T10:45:37Z')).toBe(expected)
  expect(parseJiraTime('2016-07-18T12:45:37+02:00')).toBe(expected)
  for (const odd of [
    '',
    '2016-07-18',
    '2016-13-18T10:45:37.000+0000',
    '2016-07-18T10:45:37.000',
    'now',
    5,
    null,
    undefined,
    {}
  ]) {
    expect(parseJiraTime(odd)).toBeNull()
  }
})

test('a census needs ids only', () => {
  const ids = page(
    [{ id: '4', key: 'MOD-4' }, { id: '9', fields: { created: '2016-07-18T10:45:37.000+0000' } }, { id: 'x' }, null],
    { total: 9 }
  )
  expect(parseIdPage(ids, origin)).toEqual({
    ok: true,
    value: {
      startAt: 0,
      maxResults: 1000,
      total: 9,
      count: 4,
      issueIds: ['4', '9'],
      nextPageToken: null,
      isLast: false,
      firstCreated: Date.UTC(2016, 6, 18, 10, 45, 37),
      lastCreated: Date.UTC(2016, 6, 18, 10, 45, 37)
    }
  })
})

test('no reply, however odd, throws or yields a task that cannot be stored', () => {
  const odd = fc.letrec((tie) => ({
    json: fc.oneof(fc.jsonValue(), fc.constantFrom('MOD-1', '12', '2016-07-18T10:45:37.000+0000'), tie('object')),
    object: fc.dictionary(
      fc.constantFrom(
        'id',
        'key',
        'fields',
        'summary',
        'created',
        'updated',
        'status',
        'name',
        'labels',
        '__proto__',
        'assignee',
        'displayName'
      ),
      tie('json')
    )
  }))
  fc.assert(
    fc.property(fc.array(odd.json, { maxLength: 5 }), (values) => {
      const { issues: good, rejected, count } = parsed(page(values))
      expect(good.length + rejected.length).toBe(count)
      for (const { issueId, key, created, updated } of good) {
        expect(issueId).toMatch(/^\d{1,19}$/)
        expect(key).toMatch(/-\d+$/)
        expect(Number.isSafeInteger(created) && Number.isSafeInteger(updated)).toBe(true)
      }
    }),
    { numRuns: 500 }
  )
})
