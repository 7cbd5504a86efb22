import { expect, test } from 'vitest'
import { adviseMethods, atLeast, type AdviceInput } from '../../../main/jira/site/advise.ts'

const good: AdviceInput = {
  version: '10.3.2',
  baseUrl: 'https://jira.example.com',
  insecure: false,
  probes: { basicDisabled: false, tokens: true, oauth2: true }
}
const advise = (more: Partial<AdviceInput> = {}) => adviseMethods({ ...good, ...more })
const recommended = (more: Partial<AdviceInput> = {}) => advise(more).find((one) => one.recommended)?.method
const impossible = (more: Partial<AdviceInput> = {}) =>
  Object.fromEntries(advise(more).flatMap((one) => (one.impossible === null ? [] : [[one.method, one.impossible]])))
const off = { basicDisabled: null, tokens: null, oauth2: null }

test.each([
  ['everything works: a token needs nobody and locks nobody out', {}, 'pat'],
  ['before 8.14 there are no tokens', { version: '8.5.19', probes: off }, 'password'],
  ['tokens switched off', { probes: { ...good.probes, tokens: false } }, 'password'],
  ['tokens and passwords switched off', { probes: { basicDisabled: true, tokens: false, oauth2: true } }, 'oauth1'],
  [
    'Jira 11, where nobody could ask whether passwords work',
    { version: '11.3.0', probes: { ...off, tokens: false } },
    'oauth1'
  ],
  ['plain http: only a signature is of no use to who reads along', { insecure: true }, 'oauth1']
] as const)('%s', (_why, input, method) => {
  expect(recommended(input)).toBe(method)
})

test('exactly one is recommended, it is possible, and says why', () => {
  for (const version of ['7.13.0', '8.5.1', '8.14.0', '8.22.0', '9.12.12', '10.3.2', '11.3.0'])
    for (const basicDisabled of [true, false, null])
      for (const tokens of [true, false, null])
        for (const insecure of [true, false]) {
          const methods = advise({ version, insecure, probes: { basicDisabled, tokens, oauth2: null } })
          const chosen = methods.filter((one) => one.recommended)
          expect(chosen).toHaveLength(1)
          expect(chosen[0]?.impossible).toBeNull()
          expect(chosen[0]?.because).toBeTruthy()
          expect(methods.filter((one) => one.because !== null)).toHaveLength(1)
        }
})

test('what cannot work says so, and what would make it work', () => {
  expect(impossible()).toEqual({})
  expect(impossible({ version: '8.5.19', probes: off })).toEqual({
    pat: expect.stringContaining('8.14'),
    oauth2: expect.stringContaining('8.22')
  })
  expect(impossible({ baseUrl: 'http://jira.example.com' })).toEqual({ oauth2: expect.stringContaining('https') })
  expect(impossible({ probes: { basicDisabled: true, tokens: false, oauth2: false } })).toEqual({
    password: expect.stringContaining('Authentication methods'),
    pat: expect.stringContaining('switched off'),
    oauth2: expect.stringContaining('/rest/oauth2')
  })
})

test('a probe that found nothing out rules nothing out', () => {
  expect(impossible({ probes: off })).toEqual({})
})

test('versions are compared as numbers', () => {
  expect(atLeast('8.14.0', 8, 14)).toBe(true)
  expect(atLeast('8.9.1', 8, 14)).toBe(false)
  expect(atLeast('10.0.0', 8, 22)).toBe(true)
  expect(atLeast('garbage', 8, 14)).toBe(false)
})
