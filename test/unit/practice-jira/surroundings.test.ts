/** Certificates and addresses around a practice Jira, as a client meets them that verifies what it is shown. */
import { lookup } from 'node:dns/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { PracticeJiraOptions } from '../../jira/index.ts'
import { hasIpv6, startSurroundings, surroundingsTable, type Surroundings } from '../../jira/surroundings/index.ts'
import { basic } from './helpers.ts'
import { ask, outcome, type RawOptions } from './raw-client.ts'

async function around(name: string, options: PracticeJiraOptions = {}): Promise<Surroundings> {
  const started = await startSurroundings(name, { projects: false, ...options })
  onTestFinished(() => started.close())
  return started
}

const serverInfo = ({ url }: Surroundings, options?: RawOptions) => outcome(`${url}/rest/api/2/serverInfo`, options)
const trusting = ({ caPem }: Surroundings): RawOptions => ({ ca: caPem })

test('self-signed: refused, trusted when it is imported itself', async () => {
  const jira = await around('self-signed')
  expect([await serverInfo(jira), await serverInfo(jira, trusting(jira))]).toEqual(['DEPTH_ZERO_SELF_SIGNED_CERT', 200])
})

test('private-ca: the whole chain is sent, the authority alone is missing', async () => {
  const jira = await around('private-ca')
  expect([await serverInfo(jira), await serverInfo(jira, trusting(jira))]).toEqual([
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    200
  ])
})

test('missing-intermediate: the authority does not help, with the one in between it does', async () => {
  const jira = await around('missing-intermediate')
  const both = { ca: [jira.caPem ?? '', jira.intermediatePem ?? ''] }
  expect([await serverInfo(jira), await serverInfo(jira, trusting(jira)), await serverInfo(jira, both)]).toEqual([
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    200
  ])
})

test.each([
  ['expired', 'CERT_HAS_EXPIRED'],
  ['not-yet-valid', 'CERT_NOT_YET_VALID'],
  ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID']
])('%s: refused although its authority is trusted', async (name, code) => {
  const jira = await around(name)
  expect(await serverInfo(jira, trusting(jira))).toBe(code)
})

test('tls-inspection: an authority named like an appliance’s, which nobody here knows', async () => {
  const jira = await around('tls-inspection')
  expect([await serverInfo(jira), await serverInfo(jira, trusting(jira))]).toEqual(['SELF_SIGNED_CERT_IN_CHAIN', 200])
})

test('tls-1.0: nothing in common with a client of today; one that allows it is served', async () => {
  const jira = await around('tls-1.0')
  expect(await serverInfo(jira, trusting(jira))).toMatch(
    /protocol version|unsupported protocol|UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION/
  )
  const old = { ...trusting(jira), minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  expect(await serverInfo(jira, old)).toBe(200)
})

test('client-certificate: asked for, by TLS 1.2 and 1.3; PFX and PEM are accepted, a stranger’s is not', async () => {
  const jira = await around('client-certificate')
  const ca = trusting(jira)
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const tls = { ...ca, minVersion: version, maxVersion: version }
    expect(await serverInfo(jira, tls)).toMatch(
      /certificate required|handshake failure|CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE/
    )
    const { certificate: cert, key } = jira.clientPem ?? {}
    expect(await serverInfo(jira, { ...tls, cert, key })).toBe(200)
    const { bytes, passphrase } = jira.clientPfx ?? {}
    const pfx = Buffer.from(bytes ?? [])
    expect(await serverInfo(jira, { ...tls, pfx, passphrase })).toBe(200)
    const stranger = { cert: jira.strangersPem?.certificate, key: jira.strangersPem?.key }
    expect(await serverInfo(jira, { ...tls, ...stranger })).not.toBe(200)
  }
})

test('https, a context path, the users and reply faults go together', async () => {
  const jira = await around('private-ca', {
    contextPath: '/company/jira',
    version: '9.12',
    faults: ['invalid-json:times=1']
  })
  expect(new URL(jira.url).pathname).toBe('/company/jira')
  const myself = async () => {
    const reply = await ask(`${jira.url}/rest/api/2/myself`, { ...trusting(jira), headers: basic('anna') })
    return typeof reply === 'string' ? reply : reply.text
  }
  expect(await myself()).toContain('<!-- debug -->')
  expect(JSON.parse(await myself())).toMatchObject({ name: 'anna' })
})

test('wrong-context-path: 404 of the servlet container there, Jira elsewhere on the host', async () => {
  const jira = await around('wrong-context-path')
  const there = await ask(`${jira.url}/rest/api/2/serverInfo`)
  expect(there).toMatchObject({ status: 404, text: expect.stringContaining('Apache Tomcat') as string })
  expect(await outcome(`${jira.jira.url}/rest/api/2/serverInfo`)).toBe(200)
  expect(new URL(jira.url).origin).toBe(jira.jira.origin)
})

test('dns-failure: the name is unknown', async () => {
  const jira = await around('dns-failure')
  expect(await serverInfo(jira)).toMatch(/ENOTFOUND|EAI_AGAIN/)
})

test('ipv6-only: served at ::1, nobody at 127.0.0.1; said so where there is no IPv6', async () => {
  if (!(await hasIpv6())) return expect(startSurroundings('ipv6-only')).rejects.toThrow('no IPv6')
  const jira = await around('ipv6-only')
  expect(jira.url).toMatch(/^http:\/\/\[::1\]:\d+\/jira$/)
  expect(await serverInfo(jira)).toBe(200)
  expect(await outcome(`http://127.0.0.1:${jira.jira.port}/`)).toBe('ECONNREFUSED')
  const info = await ask(`${jira.url}/rest/api/2/serverInfo`)
  expect(typeof info === 'string' ? info : JSON.parse(info.text)).toMatchObject({ baseUrl: jira.url })
})

test('ipv6-unreachable: an address of the documentation prefix, no IPv4 beside it', async () => {
  const jira = await around('ipv6-unreachable')
  const host = new URL(jira.url).hostname.replace(/^\[|\]$/g, '')
  expect((await lookup(host, { all: true })).map(({ family }) => family)).toEqual([6])
  // A network may also swallow what is sent there; that is not waited for.
  const ended = await outcome(`${jira.url}/`, { signal: AbortSignal.timeout(5_000) })
  expect(ended).toMatch(/EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT|ABORT_ERR/)
})

test('an unknown name is an error; every kind has words', async () => {
  await expect(startSurroundings('nonsense')).rejects.toThrow(
    /no surroundings named nonsense; there are: wrong-context/
  )
  for (const kind of surroundingsTable.values()) expect(kind.describe.length).toBeGreaterThan(20)
})
