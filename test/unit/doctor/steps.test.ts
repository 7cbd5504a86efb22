/** Steps whose surroundings no test can arrange for real: names with addresses of one kind only, certificates about to end. */
import { expect, test } from 'vitest'
import type { Certificate } from '../../../preload/contract/networks.ts'
import { fail, ok } from '../../../preload/contract/failures/failure.ts'
import type { Step, Visit } from '../../../main/doctor/step.ts'
import { dns } from '../../../main/doctor/steps/dns.ts'
import { rateLimit } from '../../../main/doctor/steps/rate-limit.ts'
import { route } from '../../../main/doctor/steps/route.ts'
import { tcp } from '../../../main/doctor/steps/tcp.ts'
import { tls } from '../../../main/doctor/steps/tls.ts'
import { facts } from './support.ts'

const visit = (more: object): Visit =>
  ({
    facts: facts(),
    exchanges: [],
    route: async () => ok({ kind: 'direct' }),
    msLeft: () => 5_000,
    ...more
  }) as unknown as Visit
const take = (step: Step, more: object) => step.run(visit(more))

test('a name with IPv6 addresses only says so; many addresses are not all shown', async () => {
  const addresses = Array.from({ length: 12 }, (_, at) => ({ address: `2001:db8::${at}`, family: 6 }))
  const found = await take(dns, { deps: { lookup: async () => addresses } })
  expect(found).toMatchObject({ state: 'ok', summary: 'jira.example.com has 12 addresses.' })
  expect(found.evidence).toContain('and 4 more')
  expect(found.evidence.at(-1)).toMatch(/^IPv6 only/)
})

test('a resolver that fails in any way is told by its own word', async () => {
  const lookup = async () => Promise.reject(Object.assign(new Error('secret'), { code: 'EAI_AGAIN' }))
  const found = await take(dns, { deps: { lookup } })
  expect(found).toMatchObject({ state: 'failed', failure: { code: 'dns-not-found' } })
  expect(found.evidence).toEqual(['lookup of jira.example.com: EAI_AGAIN'])
})

test('where the way is not known, nothing is guessed: the request itself will tell', async () => {
  const unknown = async () => fail('proxy-script-failed', { script: 'http://wpad/wpad.dat' })
  const network = { get: async () => fail('internal', { where: 'x' }) }
  expect(await take(route, { route: unknown, deps: { network } })).toMatchObject({ state: 'failed', stops: null })
  expect(await take(tcp, { route: unknown })).toMatchObject({ state: 'skipped' })
})

const certificate = (daysLeft: number): Certificate => ({
  subject: 'CN=jira.example.com',
  issuer: 'CN=Example CA',
  serialNumber: '01',
  validFrom: Date.UTC(2026, 0, 1),
  validTo: Date.now() + daysLeft * 86_400_000 + 60_000,
  fingerprint: 'AB:CD',
  names: ['jira.example.com'],
  isAuthority: false,
  selfSigned: false
})
const shown = (daysLeft: number) => ({
  deps: {
    network: {
      inspect: async () =>
        ok({
          protocol: 'TLSv1.3',
          cipher: 'TLS_AES_256_GCM_SHA384',
          report: {
            origin: '',
            host: '',
            chain: [certificate(daysLeft)],
            problems: [],
            trustedBy: 'pin',
            failure: null
          }
        })
    }
  }
})

test('a certificate that ends soon is a warning, with the days that are left', async () => {
  expect(await take(tls, shown(90))).toMatchObject({ state: 'ok', summary: 'The connection is secure (TLSv1.3).' })
  const soon = await take(tls, shown(1))
  expect(soon).toMatchObject({ state: 'warning', failure: null, summary: expect.stringContaining('ends in 1 day.') })
  expect(soon.evidence).toContain('trusted by the certificate pinned for this Jira')
})

test('a handshake that our own part could not make does not end the check', async () => {
  const broken = { deps: { network: { inspect: async () => fail('internal', { where: 'x' }) } } }
  expect((await take(tls, broken)).stops).toBeNull()
})

test('Cloud tells of its limits otherwise', async () => {
  const headers = { 'x-ratelimit-nearlimit': 'false', ratelimit: '"jira-burst-based";r=90;t=1' }
  const exchanges = [{ method: 'GET', url: 'x', sentAt: 0, endedAt: 1, failure: null, reply: { status: 200, headers } }]
  const found = await take(rateLimit, { exchanges })
  expect(found).toMatchObject({ state: 'ok', summary: 'There is a limit, and it is not reached.' })
  expect(found.evidence).toHaveLength(2)
})
