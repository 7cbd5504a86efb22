import { expect, test } from 'vitest'
import { failure } from '../../../preload/contract/failures/failure.ts'
import {
  allRoutes,
  firstRoute,
  proxyName,
  proxyRoute,
  routeText,
  splitAddress,
  targetOf
} from '../../../main/net/route.ts'
import { seal, unseal } from '../../../main/net/sealed.ts'
import { networkFailure } from '../../../main/net/network-failure.ts'
import { siteOrigin } from '../../../main/net/site-rules.ts'
import { createRefusals } from '../../../main/net/verify-certificate.ts'

test.each([
  ['DIRECT', { kind: 'direct' }],
  ['PROXY proxy.example.com:3128; DIRECT', { kind: 'proxy', scheme: 'http', address: 'proxy.example.com:3128' }],
  ['HTTPS proxy:443;PROXY other:80', { kind: 'proxy', scheme: 'https', address: 'proxy:443' }],
  ['SOCKS [::1]:1080', { kind: 'proxy', scheme: 'socks4', address: '[::1]:1080' }],
  ['socks5 proxy:1080', { kind: 'proxy', scheme: 'socks5', address: 'proxy:1080' }],
  ['', null],
  ['QUIC proxy:443', null],
  ['PROXY', null]
])('Chromium’s answer %j', (list, route) => {
  expect(firstRoute(list)).toEqual(route)
})

test('all ways of a list: each address by the scheme that is named first, and by no other', () => {
  const at = (scheme: string, address: string) => ({ kind: 'proxy', scheme, address })
  expect(allRoutes('HTTPS Proxy:443; PROXY proxy:443; QUIC other:1; PROXY other:80; DIRECT; DIRECT')).toEqual([
    at('https', 'proxy:443'),
    at('http', 'other:80'),
    { kind: 'direct' }
  ])
  expect(allRoutes('')).toEqual([])
})

test.each([
  ['http://Proxy.example.com:3128', 'http', 'proxy.example.com:3128'],
  ['HTTP://proxy', 'http', 'proxy:80'],
  ['https://proxy', 'https', 'proxy:443'],
  ['socks://proxy', 'socks5', 'proxy:1080'],
  ['socks4://[::1]', 'socks4', '[::1]:1080']
])('a proxy entered as %s', (url, scheme, address) => {
  const route = proxyRoute(url)
  expect(route).toEqual({ kind: 'proxy', scheme, address })
  expect(routeText(route)).toBe(`through the proxy ${proxyName(route)}`)
  expect(proxyName(route)).toBe(scheme === 'http' ? address : `${scheme}://${address}`)
})

test('addresses are taken apart, IPv6 without its brackets', () => {
  expect(splitAddress('[2001:db8::1]:3128')).toEqual({ host: '2001:db8::1', port: 3128 })
  expect(splitAddress('proxy:80')).toEqual({ host: 'proxy', port: 80 })
  expect(targetOf('https://jira.example.com/jira')).toEqual({ host: 'jira.example.com', port: 443, secure: true })
  expect(targetOf('http://[::1]:8080')).toEqual({ host: '::1', port: 8080, secure: false })
})

test('what is sealed opens with its own key and label only, and not after a change', () => {
  const { key, box } = seal('a certificate with its key', 'https://jira.example.com')
  expect(Buffer.from(key, 'base64')).toHaveLength(32)
  expect(Buffer.from(box, 'base64').toString('latin1')).not.toContain('certificate')
  expect(unseal(box, key, 'https://jira.example.com')).toBe('a certificate with its key')
  expect(unseal(box, key, 'https://other.example.com')).toBeNull()
  expect(unseal(box, seal('', '').key, 'https://jira.example.com')).toBeNull()
  const bytes = Buffer.from(box, 'base64')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  expect(unseal(bytes.toString('base64'), key, 'https://jira.example.com')).toBeNull()
  expect(unseal('', key, 'https://jira.example.com')).toBeNull()
  expect(unseal(box, 'short', 'https://jira.example.com')).toBeNull()
  // Two boxes of the same are different.
  expect(seal('a', 'b').box).not.toBe(seal('a', 'b').box)
})

test.each([
  ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy-refused'],
  ['net::ERR_MANDATORY_PROXY_CONFIGURATION_FAILED', 'proxy-script-failed'],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy-failed'],
  ['net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN', 'certificate-changed'],
  ['net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'client-certificate-needed'],
  ['net::ERR_BAD_SSL_CLIENT_AUTH_CERT', 'client-certificate-needed'],
  ['net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'tls-too-old'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls-too-old'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'tls-failed'],
  ['INVALID_PURPOSE', 'certificate-unknown-authority'],
  ['UNSPECIFIED', 'certificate-unknown-authority'],
  ['HOSTNAME_MISMATCH', 'certificate-wrong-host'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-self-signed'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate-unknown-authority']
])('%s: %s, without a gap in its words', (error, code) => {
  const why = networkFailure(error, 'https://jira.example.com', 1_000)
  expect(why.code).toBe(code)
  expect([why.title, why.cause, why.remedy].join(' ')).not.toMatch(/\?(?=[ .,”]|$)/)
})

test('the reason of a refusal belongs to the origin that was asked, and never contradicts Chromium', () => {
  const refusals = createRefusals()
  const told = failure('certificate-unknown-authority', { host: 'jira' })
  const selfSigned = failure('certificate-self-signed', { host: 'jira' })
  const intercepted = failure('certificate-intercepted', { host: 'jira', issuer: 'x' })
  expect(refusals.of('https://jira:1', refusals.mark(), told)).toBe(told)
  let mark = refusals.mark()
  refusals.note('jira', selfSigned)
  expect(refusals.of('https://jira:1', mark, told)).toBe(selfSigned)
  mark = refusals.mark()
  refusals.note('jira', intercepted)
  expect(refusals.of('https://jira:2', mark, told)).toBe(intercepted)
  // Asked again: Chromium decides from memory, and asks nobody.
  expect(refusals.of('https://jira:1', refusals.mark(), told)).toBe(selfSigned)
  expect(refusals.of('https://jira:2', refusals.mark(), told)).toBe(intercepted)
  const expired = failure('certificate-expired', { host: 'jira' })
  expect(refusals.of('https://jira:1', refusals.mark(), expired)).toBe(expired)
  mark = refusals.mark()
  refusals.note('::1', selfSigned)
  expect(refusals.of('https://[::1]:8443', mark, told)).toBe(selfSigned)
})

test.each([
  ['https://Jira.example.com.:8443/browse/A-1', 'https://jira.example.com:8443'],
  ['https://jira.example.com..', 'https://jira.example.com'],
  ['https://jira.example.com:443/', 'https://jira.example.com'],
  ['https://jira.3com.:8443/', 'https://jira.3com:8443'],
  ['https://1../', 'https://1..'],
  ['https://9007199254740993..:8443/', 'https://9007199254740993..:8443'],
  ['https://../', 'https://..'],
  ['http://[::1]:8080/jira', 'http://[::1]:8080'],
  ['https://anna:secret@10.1.2.3/', 'https://10.1.2.3']
])('what is set for %s is kept by %s', (url, origin) => {
  expect(siteOrigin(url)).toBe(origin)
})

test('OpenSSL’s name of an alert may have a slash in it', () => {
  const error = Object.assign(new Error('x'), { code: 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE' })
  const why = networkFailure(error, 'https://jira.example.com', 1_000)
  expect(why).toMatchObject({ code: 'tls-failed', params: { detail: 'ERR_SSL_SSL_TLS_ALERT_HANDSHAKE_FAILURE' } })
})
