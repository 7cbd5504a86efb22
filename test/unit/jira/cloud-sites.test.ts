import { expect, test } from 'vitest'
import { atlassian, atlassianAddresses, gatewayUrl } from '../../../main/jira/cloud/atlassian.ts'
import { siteAddress } from '../../../main/jira/cloud/sites.ts'

test.each([
  ['acme', 'https://acme.atlassian.net'],
  ['  Acme-Corp ', 'https://acme-corp.atlassian.net'],
  ['acme.atlassian.net', 'https://acme.atlassian.net'],
  ['https://acme.atlassian.net/jira/software/projects/MOD/boards/1?x=y', 'https://acme.atlassian.net'],
  ['http://acme.atlassian.net', 'https://acme.atlassian.net'],
  ['acme.jira.com', 'https://acme.jira.com'],
  ['http://jira.example.com', 'https://jira.example.com'],
  ['http://127.0.0.1:8190/browse/MOD-1', 'http://127.0.0.1:8190'],
  ['https://jira.example.com/browse/MOD-1', 'https://jira.example.com']
])('%j is the site %s', (typed, address) => {
  expect(siteAddress(typed)).toEqual({ ok: true, value: address })
})

test.each(['anna@example.com', 'two words', 'ftp://acme'])('%j is refused with its field', (typed) => {
  expect(siteAddress(typed)).toMatchObject({ ok: false, failure: { code: 'address-invalid', field: 'site' } })
})

test('other servers in Atlassian’s place are for unpackaged builds only', () => {
  const env = { ATTRACK_ATLASSIAN_AUTH_URL: 'http://127.0.0.1:1/x', ATTRACK_ATLASSIAN_API_URL: 'http://127.0.0.1:2' }
  expect(atlassianAddresses(env, false)).toEqual({ authUrl: 'http://127.0.0.1:1', apiUrl: 'http://127.0.0.1:2' })
  expect(atlassianAddresses(env, true)).toEqual(atlassian)
  expect(atlassianAddresses({ ATTRACK_ATLASSIAN_AUTH_URL: 'file:///etc' }, false)).toEqual(atlassian)
  expect(gatewayUrl(atlassian, '11-22')).toBe('https://api.atlassian.com/ex/jira/11-22')
})
