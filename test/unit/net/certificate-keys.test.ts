/** A client certificate takes another's place: whatever fails on the way, one that can be opened is in place. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { fail } from '../../../preload/contract/failures/failure.ts'
import { readClientCertificate, type ClientCertificate } from '../../../main/net/certificates/client-certificate.ts'
import { keyId } from '../../../main/net/certificate-keys.ts'
import { createSiteRules, type SiteRulesStore } from '../../../main/net/site-rules.ts'
import { createSecretStore, type Keychain } from '../../../main/secrets/secret-store.ts'
import type { StoreClient } from '../../../main/store/api.ts'
import { openInProcess } from '../../../main/store/in-process.ts'
import { issue, makeAuthority } from '../../support/certificate-factory.ts'
import { codeOf, must } from '../../integration/support/test-app.ts'

const origin = 'https://jira.example.com'
const authority = makeAuthority()
const made = async (commonName: string): Promise<ClientCertificate> => {
  const { certificate, key } = issue(authority, { commonName, usage: 'client' })
  return must(await readClientCertificate([{ name: 'own.pem', bytes: Buffer.from(certificate + key) }], ''))
}
const [anna, ben] = [await made('anna'), await made('ben')]

const folder = await mkdtemp(path.join(tmpdir(), 'attrack-keys-'))
const entries = new Map<string, string>()
/** What fails: the how-manieth change of the keychain from now on, with or without having been made. */
let failing: { at: number; made: boolean } | null = null
let disk: StoreClient
let storeFails = false

const stumble = (change: () => void): void => {
  if (failing === null) return change()
  failing.at -= 1
  if (failing.at !== 0) return change()
  if (failing.made) change()
  throw new Error('the keychain did not answer')
}
const keychain: Keychain = {
  getPassword: async (_, account) => entries.get(account) ?? null,
  setPassword: async (_, account, secret) => stumble(() => void entries.set(account, secret)),
  async deletePassword(_, account) {
    stumble(() => void entries.delete(account))
    return true
  }
}

/** As after a restart: nothing is remembered. */
function started(): SiteRulesStore {
  const store = {
    ...disk,
    saveNetwork: async (record) => (storeFails ? fail('disk-full') : disk.saveNetwork(record)),
    removeNetwork: async (record) => (storeFails ? fail('disk-full') : disk.removeNetwork(record))
  } satisfies StoreClient
  return createSiteRules({ store, secrets: createSecretStore(async () => keychain) })
}
/** Who the certificate is issued to that can be opened now; null without one. */
async function opened(): Promise<string | null> {
  const rules = started()
  const present = must(await rules.of(origin))
  const own = must(await rules.clientCertificate(present))
  return own && (present.clientCertificate?.description.subject ?? null)
}

beforeEach(async () => {
  failing = null
  storeFails = false
  entries.clear()
  disk = must(await openInProcess(path.join(folder, `${Math.random()}.db`)))
  must(await started().setClientCertificate(origin, anna))
})
afterEach(() => disk.close())
afterAll(() => rm(folder, { recursive: true, force: true }))

const steps = [1, 2, 3].flatMap((at) => [false, true].map((done) => [at, done] as const))

test.each(steps)(
  'change %i of the keychain fails (made all the same: %s) while another one is set',
  async (at, done) => {
    failing = { at, made: done }
    const set = await started().setClientCertificate(origin, ben)
    failing = null
    expect(await opened()).toContain(set.ok ? 'ben' : 'anna')
    must(await started().setClientCertificate(origin, ben))
    expect(await opened()).toContain('ben')
    expect([...entries.keys()]).toEqual([`client-certificate-key:${keyId(origin)}`])
  }
)

test('the workspace cannot be written: the earlier one goes on working, even where the keychain fails afterwards', async () => {
  storeFails = true
  expect(codeOf(await started().setClientCertificate(origin, ben))).toBe('disk-full')
  expect(await opened()).toContain('anna')
  failing = { at: 2, made: false }
  expect(codeOf(await started().setClientCertificate(origin, ben))).toBe('disk-full')
  failing = null
  expect(await opened()).toContain('anna')
})

test('cut short between the two, either can be opened', async () => {
  const before = entries.get(`client-certificate-key:${keyId(origin)}`) ?? ''
  failing = { at: 2, made: false }
  must(await started().setClientCertificate(origin, ben))
  failing = null
  expect(entries.get(`client-certificate-key:${keyId(origin)}`)).toContain(before)
  expect(await opened()).toContain('ben')
  must(await started().setClientCertificate(origin, anna))
  expect(entries.get(`client-certificate-key:${keyId(origin)}`)).not.toContain(before)
})

test('the first one: when the workspace cannot be written no key stays behind', async () => {
  must(await started().setClientCertificate(origin, null))
  expect(entries.size).toBe(0)
  storeFails = true
  expect(codeOf(await started().setClientCertificate(origin, ben))).toBe('disk-full')
  expect(entries.size).toBe(0)
})

test.each(['taken away', 'gone with the connection'])('%s: a failure leaves it as it was, and says so', async (how) => {
  const remove = async () => {
    const rules = started()
    return codeOf(await (how === 'taken away' ? rules.setClientCertificate(origin, null) : rules.remove(origin)))
  }
  storeFails = true
  expect(await remove()).toBe('disk-full')
  expect(await opened()).toContain('anna')
  storeFails = false
  failing = { at: 1, made: false }
  expect(await remove()).toBe('keychain-missing')
  failing = null
  expect(await opened()).toContain('anna')
  expect(await remove()).toBe('ok')
  expect(await opened()).toBeNull()
  expect(entries.size).toBe(0)
})
