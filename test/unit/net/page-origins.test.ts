import { expect, test } from 'vitest'
import { createPageOrigins } from '../../../main/net/page-origins.ts'
import type { SiteRules } from '../../../main/net/site-rules.ts'
import { makeAuthority } from '../../support/certificate-factory.ts'

const rules = (origin: string): SiteRules => ({
  origin,
  authorities: [makeAuthority().x509],
  pin: null,
  clientCertificate: null,
  proxy: { mode: 'system' }
})
const jira = rules('https://jira.example.com:8443')
const sso = rules('https://sso.example.com')
const known = (origin: string): SiteRules | null => [jira, sso].find((one) => one.origin === origin) ?? null

test('each server of a sign-in has what is set for its own port', () => {
  const origins = createPageOrigins(known)
  expect(origins.rulesFor('jira.example.com')).toBeNull()
  expect(origins.admits('https://jira.example.com:8443/login')).toBe(true)
  expect(origins.rulesFor('jira.example.com')).toBe(jira)
  // The authority imported for 443 there is none for another port.
  expect(origins.admits('https://sso.example.com:9443/')).toBe(true)
  expect(origins.rulesFor('sso.example.com')).toBeNull()
  expect(origins.rulesFor('cdn.example.com')).toBeNull()
})

test.each(['https://jira.example.com/', 'https://jira.example.com:9443/', 'wss://JIRA.example.com.:9443/'])(
  'what is trusted at one port of a host does not let the page to %s',
  (url) => {
    const origins = createPageOrigins(known)
    expect(origins.admits('https://jira.example.com:8443/')).toBe(true)
    expect(origins.admits(url)).toBe(false)
    expect(origins.admits('http://jira.example.com/')).toBe(true)
    expect(origins.admits('https://jira.example.com.:8443/rest')).toBe(true)
  }
)

test('nor the other way round; where nothing is trusted besides the system’s, all ports are alike', () => {
  const origins = createPageOrigins(known)
  expect(origins.admits('https://jira.example.com/')).toBe(true)
  expect(origins.admits('https://jira.example.com:8443/')).toBe(false)
  expect(origins.admits('https://plain.example.com/')).toBe(true)
  expect(origins.admits('https://plain.example.com:9443/')).toBe(true)
  expect(origins.admits('data:text/plain,x')).toBe(true)
})
