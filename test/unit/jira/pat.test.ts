import { expect, test } from 'vitest'
import { cleanToken, patCredential } from '../../../main/jira/auth/pat.ts'
import type { TransportReply } from '../../../main/net/transport.ts'
import { recognised } from '../../support/recognised.ts'

test.each([
  ['NDc4NDkyNDg3ODE3OstHYSeYC1GgXqRacSqvUbookcZk', 'NDc4NDkyNDg3ODE3OstHYSeYC1GgXqRacSqvUbookcZk'],
  ['  abc+/=  ', 'abc+/='],
  ['"abc"', 'abc'],
  ['Bearer abc', 'abc'],
  ['bearer   abc', 'abc'],
  ['abc\r\ndef\n', 'abcdef'],
  ['\u200babc\ufeff', 'abc']
])('%j is taken as %s', (pasted, token) => {
  expect(cleanToken(pasted)).toEqual({ ok: true, value: token })
})

test.each(['', '  ', '""', 'two words', 'tök€n', 'a\u0000b'])('%j is refused with its field', (pasted) => {
  expect(cleanToken(pasted)).toMatchObject({ ok: false, failure: { code: 'token-malformed', field: 'token' } })
  recognised({ code: 'token-malformed', by: 'a broken copy of a token', how: 'sign-in' })
})

test('exactly one space, exactly “Bearer”: Jira takes it to the letter', async () => {
  const credential = patCredential('abc', 'jira.example.com', null)
  const signed = await credential.authorize({
    method: 'GET',
    url: 'https://jira.example.com/',
    headers: { Accept: 'x' }
  })
  expect(signed).toMatchObject({ ok: true, value: { headers: { Accept: 'x', Authorization: 'Bearer abc' } } })
})

test('a refusal after the known end is told as the end; nothing is tried again', async () => {
  const refused: TransportReply = {
    status: 401,
    headers: { 'x-ausername': 'anonymous' },
    body: new Uint8Array(),
    url: ''
  }
  const sent = { method: 'GET', url: 'https://h/' } as const
  expect(patCredential('abc', 'h', null).explain(refused, sent)?.code).toBe('token-refused')
  const ended = patCredential('abc', 'h', new Date(2026, 0, 31, 23, 59, 59).getTime())
  expect(ended.explain(refused, sent)).toMatchObject({ code: 'token-expired', params: { date: '2026-01-31' } })
  expect(ended.ignored(sent).code).toBe('token-expired')
  recognised({ code: 'token-expired', by: 'a token is refused after its date', how: 'sync' })
  expect(await ended.recover(refused, sent)).toBe(false)
  expect(ended.explain({ ...refused, status: 403 }, sent)).toBeNull()
})
