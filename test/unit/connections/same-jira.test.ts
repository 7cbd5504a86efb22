/** Whether a sign-in at another address is one at the same Jira. */
import { expect, test } from 'vitest'
import { isSameJira } from '../../../main/connections/same-jira.ts'

const server = (siteUrl: string, baseUrl = siteUrl) => ({ product: 'server' as const, siteUrl, baseUrl, cloudId: null })

test.each([
  ['the same address', 'https://jira.example.com/jira', 'https://jira.example.com/jira', true],
  ['moved to https', 'http://jira.example.com/jira', 'https://jira.example.com/jira', true],
  ['moved to https, written with a slash', 'http://jira.example.com', 'https://jira.example.com/', true],
  [
    'moved to https from a port of its own',
    'http://jira.example.com:8080/jira',
    'https://jira.example.com/jira',
    false
  ],
  ['back to http', 'https://jira.example.com/jira', 'http://jira.example.com/jira', false],
  ['another path of the host', 'http://jira.example.com/jira', 'https://jira.example.com/test', false],
  ['another host', 'http://jira.example.com', 'https://test.example.com', false]
])('%s', (_, before, now, same) => {
  expect(isSameJira(server(before), server(now))).toBe(same)
})

test('reached by another name, it is known by what it calls itself', () => {
  const base = 'https://jira.example.com/jira'
  expect(isSameJira(server('https://old.example.com/jira', base), server(base, base))).toBe(true)
  expect(isSameJira(server('https://old.example.com/jira', ''), server('https://new.example.com/jira', ''))).toBe(false)
})

test('on Cloud the site’s id decides, and Cloud is never a server', () => {
  const cloud = (siteUrl: string, cloudId: string) => ({
    product: 'cloud' as const,
    siteUrl,
    baseUrl: siteUrl,
    cloudId
  })
  expect(isSameJira(cloud('https://a.atlassian.net', '1'), cloud('https://b.atlassian.net', '1'))).toBe(true)
  expect(isSameJira(cloud('https://a.atlassian.net', '1'), cloud('https://b.atlassian.net', '2'))).toBe(false)
  expect(isSameJira(server('https://a.example.com'), cloud('https://a.example.com', '1'))).toBe(false)
})
