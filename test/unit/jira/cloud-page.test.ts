/** Pages of Jira Cloud's `/rest/api/3/search/jql`, and descriptions in each form. */
import { expect, test } from 'vitest'
import { limits, parseIdPage, parseIssuePage } from '../../../main/jira/search/issue-page.ts'
import { issue } from '../store/support.ts'

const origin = { host: 'example.atlassian.net', what: 'the search' }
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))
const read = (frame: Record<string, unknown>) => parseIssuePage(bytes({ issues: [issue({ id: 1 })], ...frame }), origin)
const head = (frame: Record<string, unknown>) => {
  const result = read(frame)
  if (!result.ok) return result.failure.params['detail']
  const { nextPageToken, isLast, total, startAt, maxResults } = result.value
  return { nextPageToken, isLast, total, startAt, maxResults }
}
const one = (fields: Record<string, unknown>) => {
  const result = parseIssuePage(bytes({ issues: [issue({ id: 1, fields })] }), origin)
  return result.ok ? result.value.issues[0] : undefined
}

test('Cloud’s frame says whether more follows, and with what to ask for it', () => {
  const cloud = { startAt: 0, maxResults: 0, total: null }
  expect(head({ nextPageToken: 'CAEaAggB', isLast: false })).toEqual({
    ...cloud,
    nextPageToken: 'CAEaAggB',
    isLast: false
  })
  expect(head({ nextPageToken: 'CAEaAggB' })).toEqual({ ...cloud, nextPageToken: 'CAEaAggB', isLast: false })
  expect(head({ isLast: true })).toEqual({ ...cloud, nextPageToken: null, isLast: true })
  expect(head({ nextPageToken: null, isLast: true })).toEqual({ ...cloud, nextPageToken: null, isLast: true })
  expect(head({})).toEqual({ ...cloud, nextPageToken: null, isLast: true })
  // Said to go on, but not how: not taken for the end.
  expect(head({ isLast: false })).toEqual({ ...cloud, nextPageToken: null, isLast: false })
})

test('Data Center’s frame ends where its total does', () => {
  const frame = { startAt: 4, maxResults: 50 }
  expect(head({ ...frame, total: 5 })).toEqual({ ...frame, total: 5, nextPageToken: null, isLast: true })
  expect(head({ ...frame, total: 6 })).toEqual({ ...frame, total: 6, nextPageToken: null, isLast: false })
})

test('half a frame is refused', () => {
  expect(head({ startAt: 0, maxResults: 50 })).toBe('“total” is not a number')
  expect(head({ startAt: 0, isLast: true })).toBe('“maxResults” is not a number')
  expect(head({ maxResults: 50, total: 1 })).toBe('“startAt” is not a number')
  for (const nextPageToken of ['', 7, {}, true, 'x'.repeat(8_001)]) {
    expect(head({ nextPageToken })).toBe('“nextPageToken” is not a token')
  }
  for (const isLast of ['true', 0, {}]) expect(head({ isLast })).toBe('“isLast” is neither true nor false')
})

test('a census on Cloud needs ids only', () => {
  expect(parseIdPage(bytes({ issues: [{ id: '4' }, { id: '9', key: 'MOD-9' }], nextPageToken: 'x' }), origin)).toEqual({
    ok: true,
    value: {
      startAt: 0,
      maxResults: 0,
      total: null,
      count: 2,
      issueIds: ['4', '9'],
      nextPageToken: 'x',
      isLast: false,
      firstCreated: null,
      lastCreated: null
    }
  })
})

test('people of Cloud have no login names; hidden or gone, they are still somebody', () => {
  const person = (assignee: unknown) => one({ assignee })?.assignee
  expect(person({ accountId: '5b10', displayName: 'Mia Krystof', active: true })).toBe('Mia Krystof')
  expect(person({ accountId: '5b10', displayName: 'Former user', active: false, name: '', key: '' })).toBe(
    'Former user'
  )
  expect(person({ accountId: '5b10', displayName: ' ', name: 'mia' })).toBe('mia')
  expect(person({ accountId: 'unknown' })).toBe('unknown')
  expect(person({})).toBe('')
  expect(person(null)).toBe('')
})

test('a description says its form and its words', () => {
  const document = {
    type: 'doc',
    version: 1,
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hi\u202e' }] }]
  }
  expect(one({ description: 'h1. Hi' })).toMatchObject({
    description: 'h1. Hi',
    descriptionFormat: 'wiki',
    descriptionText: 'h1. Hi'
  })
  expect(one({ description: document })).toMatchObject({
    description: JSON.stringify(document),
    descriptionFormat: 'adf',
    descriptionText: 'Hi'
  })
  const empty = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [] }] }
  for (const none of [null, undefined, 7, true, [], {}, { type: 'doc', version: 1, content: [] }, empty]) {
    expect(one({ description: none })).toMatchObject({
      description: '',
      descriptionFormat: 'wiki',
      descriptionText: ''
    })
  }
})

test('a document of files alone is not empty', () => {
  const content = [{ type: 'mediaSingle', content: [{ type: 'media', attrs: { type: 'file', id: 'x' } }] }]
  expect(one({ description: { type: 'doc', content } })).toMatchObject({
    descriptionFormat: 'adf',
    descriptionText: ''
  })
})

test('a document too long, or too deep, to be kept is kept as its words', () => {
  const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
  const many = one({ description: { type: 'doc', content: Array.from({ length: 5_000 }, () => paragraph('word')) } })
  expect(many).toMatchObject({ descriptionFormat: 'plain', descriptionText: many?.description })
  expect(many?.description).toBe(Array(5_000).fill('word').join('\n'))
  const long = one({ description: { type: 'doc', content: [paragraph('y'.repeat(300_000))] } })
  expect(long).toMatchObject({ descriptionFormat: 'plain', description: 'y'.repeat(limits.description) })

  const depth = 20_000
  const deep = `${'{"type":"panel","content":['.repeat(depth)}{"type":"text","text":"bottom"}${']}'.repeat(depth)}`
  const body = `{"issues":[${JSON.stringify(issue({ id: 1, fields: { description: 'HERE' } })).replace('"HERE"', deep)}]}`
  const result = parseIssuePage(Buffer.from(body), origin)
  expect(result.ok && result.value.issues[0]).toMatchObject({
    description: 'bottom',
    descriptionFormat: 'plain',
    descriptionText: 'bottom'
  })
})
