/** Bodies that are no JSON, or not in the encoding JSON travels in. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ok } from '../../../preload/contract/failures/failure.ts'
import { createJiraClient } from '../../../main/jira/client.ts'
import { bodyAsUtf8, parseJson, readJsonBody } from '../../../main/jira/json-body.ts'

const body = (bytes: Uint8Array, type = 'application/json') => ({ headers: { 'content-type': type }, body: bytes })
const umlauts = { name: 'Jürgen Müller – Straße' }
const json = JSON.stringify(umlauts)
const latin = JSON.stringify({ name: 'Jürgen Müller' })

test.each([
  ['UTF-8', body(Buffer.from(json)), umlauts],
  ['UTF-8 that says so', body(Buffer.from(json), 'application/json;charset=UTF-8'), umlauts],
  ['UTF-8 that calls itself Latin-1', body(Buffer.from(json), 'application/json;charset=ISO-8859-1'), umlauts],
  ['UTF-8 with a byte order mark', body(Buffer.from(`\ufeff${json}`)), umlauts],
  [
    'Latin-1 that says so',
    body(Buffer.from(latin, 'latin1'), 'application/json; charset="iso-8859-1"'),
    JSON.parse(latin)
  ],
  ['UTF-16 that says so', body(Buffer.from(json, 'utf16le'), 'application/json;charset=UTF-16LE'), umlauts]
])('%s is read', (_what, reply, value) => {
  expect(readJsonBody(reply)).toEqual({ ok: true, value })
})

test.each([
  [
    'Latin-1 that says nothing',
    body(Buffer.from(latin, 'latin1')),
    'its text is not UTF-8, and it names no other charset'
  ],
  [
    'Latin-1 that calls itself UTF-8',
    body(Buffer.from(latin, 'latin1'), 'application/json;charset=UTF-8'),
    'its text is not UTF-8, as it says it is'
  ],
  [
    'a charset nobody knows',
    body(Buffer.from(latin, 'latin1'), 'application/json;charset=klingon'),
    'its text is not UTF-8, and cannot be read as “klingon”, as it says it is'
  ]
])('%s is refused, with what is wrong', (_what, reply, detail) => {
  expect(bodyAsUtf8(reply)).toEqual({ detail })
})

test.each([
  ['{"a":[1,2', 'it ends in the middle'],
  ['[{"a":"tex', 'it ends in the middle'],
  ['{"a":"a \\" }]', 'it ends in the middle'],
  ['<!-- debug -->{"a":1}', 'it is not valid JSON'],
  ['{"a":1}}', 'it is not valid JSON'],
  ['  ', 'the reply is empty'],
  ['', 'the reply is empty']
])('%s: %s', (text, detail) => {
  expect(parseJson(text)).toEqual({ ok: false, detail })
})

test('a client hands on UTF-8 whatever came, and names what it cannot read', async () => {
  const answering = (reply: ReturnType<typeof body>) =>
    createJiraClient({
      product: 'server',
      siteUrl: 'https://jira.example.com',
      credential: null,
      userName: null,
      transport: { send: async ({ url }) => ok({ url, status: 200, ...reply }) }
    })
  const request = { path: '/x', what: 'the list' }
  const schema = z.object({ name: z.string() })
  const latin1 = Buffer.from(latin, 'latin1')
  const read = answering(body(latin1, 'application/json;charset=iso-8859-1'))
  expect(await read.read(request, schema)).toEqual({ ok: true, value: { name: 'Jürgen Müller' } })
  const sent = await read.send(request)
  expect(sent.ok && Buffer.from(sent.value.body).toString('utf8')).toBe(latin)
  expect(await answering(body(latin1)).send(request)).toMatchObject({
    failure: { code: 'reply-not-understood', params: { what: 'the list' } }
  })
})
