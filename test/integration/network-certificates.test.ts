/** Certificates imported, pinned and shown, over real TLS: what works afterwards, and what never leaves before. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { ChosenFile } from '../../main/desktop.ts'
import { keyId } from '../../main/net/certificate-keys.ts'
import { startSurroundings, type Surroundings } from '../jira/surroundings/index.ts'
import { makeAuthority, issue, chainOf, selfSigned, toP7b } from '../support/certificate-factory.ts'
import { recognised } from '../support/recognised.ts'
import { likeJira, serve } from './support/broken-servers.ts'
import { codeOf, must, startTestApp, type TestApp } from './support/test-app.ts'

/** What the open dialog gives next. */
let chosen: Result<ChosenFile[]> = fail('cancelled')
const choose = (...files: (string | Uint8Array)[]): void => {
  chosen = ok(files.map((one, at) => ({ name: `file-${at}`, bytes: Buffer.from(one) })))
}

let app: TestApp
const open: { close(): Promise<unknown> }[] = []
beforeEach(async () => {
  chosen = fail('cancelled')
  app = await startTestApp({ desktop: { openFiles: async () => chosen } })
  open.push(app)
})
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

const around = async (name: string): Promise<Surroundings> => {
  const started = await startSurroundings(name)
  open.push(started)
  return started
}
const find = async (address: string) => app.invoke('connections.findSite', { address })
const signIn = (siteUrl: string) =>
  app.invoke('connections.signInWithPassword', { siteUrl, username: 'anna', password: 'anna-password' })
const topics = () => app.events.flatMap(({ name, payload }) => (name === 'changed' ? [payload] : []))

test.each<[string, FailureCode]>([
  ['self-signed', 'certificate-self-signed'],
  ['private-ca', 'certificate-unknown-authority'],
  ['missing-intermediate', 'certificate-chain-incomplete'],
  ['expired', 'certificate-expired'],
  ['not-yet-valid', 'certificate-expired'],
  ['wrong-host', 'certificate-wrong-host'],
  ['tls-inspection', 'certificate-intercepted'],
  ['tls-1.0', 'tls-too-old']
])('%s: %s, and no request arrives', async (name, code) => {
  const { url, jira } = await around(name)
  expect(codeOf(await find(url))).toBe(code)
  expect(codeOf(await signIn(url))).toBe(code)
  expect(jira.admin.requests()).toEqual([])
  recognised({ code, by: name, how: 'sign-in' })
})

test('an imported authority is trusted for this Jira, and for no other; taken away, it is not', async () => {
  const { url, caPem = '' } = await around('private-ca')
  const seen = must(await app.invoke('network.inspectCertificate', { siteUrl: url }))
  expect(seen).toMatchObject({ trustedBy: null, failure: { code: 'certificate-unknown-authority' } })
  expect(seen.chain.length).toBe(2)

  expect(codeOf(await app.invoke('network.importAuthority', { siteUrl: url }))).toBe('cancelled')
  choose(`The company's root, from the intranet:\n${caPem}`)
  const { authorities, origin } = must(await app.invoke('network.importAuthority', { siteUrl: `${url}/browse/MOD-1` }))
  expect(origin).toBe(new URL(url).origin)
  expect(authorities).toMatchObject([
    { subject: expect.stringContaining('Practice Company Root CA'), isAuthority: true }
  ])
  expect(topics()).toContainEqual({ topics: ['network', 'connections'] })
  expect(codeOf(await find(url))).toBe('ok')
  expect(codeOf(await signIn(url))).toBe('ok')
  expect(must(await app.invoke('network.inspectCertificate', { siteUrl: url }))).toMatchObject({
    trustedBy: 'imported',
    failure: null,
    problems: []
  })

  const other = await around('private-ca')
  expect(codeOf(await find(other.url))).toBe('certificate-unknown-authority')
  const { fingerprint } = authorities[0] as { fingerprint: string }
  expect(must(await app.invoke('network.removeAuthority', { siteUrl: url, fingerprint })).authorities).toEqual([])
  expect(codeOf(await find(url))).toBe('certificate-unknown-authority')
})

test('the same authority on another port of the same host is not trusted', async () => {
  const ca = makeAuthority()
  const leaf = issue(ca, { names: ['127.0.0.1'] })
  const certificate = { key: leaf.key, chain: chainOf(leaf, ca) }
  const [one, other] = [await serve(likeJira, certificate), await serve(likeJira, certificate)]
  open.push(one, other)
  choose(ca.certificate)
  must(await app.invoke('network.importAuthority', { siteUrl: one.url }))
  expect([codeOf(await find(one.url)), codeOf(await find(other.url))]).toEqual(['ok', 'certificate-unknown-authority'])
  expect(other.seen).toEqual([])
})

test('from https to http no redirect is followed, not even on the same host: passwords would then travel readable', async () => {
  const { url, caPem = '', jira } = await around('private-ca')
  choose(caPem)
  must(await app.invoke('network.importAuthority', { siteUrl: url }))
  const plain = await serve(likeJira)
  open.push(plain)
  jira.admin.setFault('redirect-away', true, { to: `http://${new URL(url).hostname}:${plain.port}` })
  const found = await find(url)
  expect(codeOf(found)).toBe('redirected-elsewhere')
  expect(found.ok ? '' : found.failure.title).toContain(`http://${new URL(url).hostname}:${plain.port}`)
  expect(plain.seen).toEqual([])
  recognised({ code: 'redirected-elsewhere', by: 'a redirect from https to http', how: 'sign-in' })
})

test('a missing intermediate is imported together with the root, in one PKCS#7 file', async () => {
  const root = makeAuthority()
  const middle = makeAuthority({ commonName: 'Example Issuing CA 3', by: root })
  const leaf = issue(middle, { names: ['127.0.0.1'] })
  const server = await serve(likeJira, { key: leaf.key, chain: leaf.certificate })
  open.push(server)
  expect(codeOf(await find(server.url))).toBe('certificate-chain-incomplete')
  choose(toP7b([root, middle], 'DER'))
  expect(must(await app.invoke('network.importAuthority', { siteUrl: server.url })).authorities).toHaveLength(2)
  expect(codeOf(await find(server.url))).toBe('ok')
})

test('an imported intermediate is enough where the root is not at hand', async () => {
  const middle = makeAuthority({ commonName: 'Example CA 3', by: makeAuthority() })
  const leaf = issue(middle, { names: ['127.0.0.1'] })
  const server = await serve(likeJira, { key: leaf.key, chain: leaf.certificate })
  open.push(server)
  choose(middle.certificate)
  must(await app.invoke('network.importAuthority', { siteUrl: server.url }))
  expect(must(await app.invoke('network.inspectCertificate', { siteUrl: server.url })).trustedBy).toBe('imported')
  expect(codeOf(await find(server.url))).toBe('ok')
})

test.each<[string, Parameters<typeof issue>[1], FailureCode]>([
  ['a common name only', { commonName: 'localhost', names: [] }, 'certificate-wrong-host'],
  ['the name of another host', { names: ['other.example.com'] }, 'certificate-wrong-host'],
  ['no use for servers', { names: ['localhost'], usage: 'client' }, 'certificate-unknown-authority'],
  ['a date long past', { names: ['localhost'], fromDays: -9, toDays: -2 }, 'certificate-expired']
])(
  'under an imported authority, a certificate with %s is refused by requests as by the judge',
  async (_, own, code) => {
    const ca = makeAuthority()
    const leaf = issue(ca, own)
    const server = await serve(likeJira, { key: leaf.key, chain: chainOf(leaf, ca) })
    open.push(server)
    const siteUrl = server.url.replace('127.0.0.1', 'localhost')
    choose(ca.certificate)
    must(await app.invoke('network.importAuthority', { siteUrl }))
    expect(codeOf(await find(siteUrl))).toBe(code)
    expect(must(await app.invoke('network.inspectCertificate', { siteUrl })).failure?.code).toBe(code)
    expect(server.seen).toEqual([])
  }
)

test('what is no authority is not imported', async () => {
  const { url, jira } = await around('private-ca')
  const leaf = issue(makeAuthority(), { commonName: 'somebody', names: ['localhost'] })
  for (const file of [leaf.certificate, '<html>The page was not found</html>', '']) {
    choose(file)
    expect(codeOf(await app.invoke('network.importAuthority', { siteUrl: url }))).toBe('certificate-file-unreadable')
  }
  expect(must(await app.invoke('network.get', { siteUrl: url })).authorities).toEqual([])
  expect(jira.admin.requests()).toEqual([])
})

test('a pinned certificate is trusted as it is; another one stops everything before anything is sent', async () => {
  const [first, second] = [selfSigned({ names: ['127.0.0.1'] }), selfSigned({ names: ['127.0.0.1'] })]
  const before = await serve(likeJira, { key: first.key, chain: first.certificate })
  const siteUrl = before.url
  const seen = must(await app.invoke('network.inspectCertificate', { siteUrl }))
  const [shown] = seen.chain
  const fingerprint = shown?.fingerprint ?? ''
  expect(seen.failure?.code).toBe('certificate-self-signed')

  const wrong = await app.invoke('network.pin', { siteUrl, fingerprint: fingerprint.replaceAll(/[0-9A-F]/g, '0') })
  expect(codeOf(wrong)).toBe('certificate-changed')
  expect(must(await app.invoke('network.pin', { siteUrl, fingerprint })).pin).toMatchObject({ fingerprint })
  expect(codeOf(await find(siteUrl))).toBe('ok')
  expect(must(await app.invoke('network.inspectCertificate', { siteUrl }))).toMatchObject({
    trustedBy: 'pin',
    failure: null
  })

  await before.close()
  const after = await serve(likeJira, { key: second.key, chain: second.certificate }, before.port)
  open.push(after)
  expect(await find(siteUrl)).toMatchObject({
    ok: false,
    failure: {
      code: 'certificate-changed',
      params: { pinned: fingerprint, found: second.x509.fingerprint256 }
    }
  })
  expect(codeOf(await signIn(siteUrl))).toBe('certificate-changed')
  expect(must(await app.invoke('network.inspectCertificate', { siteUrl }))).toMatchObject({
    trustedBy: null,
    problems: expect.arrayContaining([expect.objectContaining({ problem: 'changed' })]) as unknown
  })
  expect(after.seen).toEqual([])
  recognised({ code: 'certificate-changed', by: 'a pinned certificate was replaced', how: 'sign-in' })

  must(await app.invoke('network.pin', { siteUrl, fingerprint: second.x509.fingerprint256 }))
  expect(codeOf(await find(siteUrl))).toBe('ok')
  must(await app.invoke('network.unpin', { siteUrl }))
  expect(codeOf(await find(siteUrl))).toBe('certificate-self-signed')
})

test('a pin decides even where an imported authority would trust the other certificate', async () => {
  const ca = makeAuthority()
  const [first, second] = [issue(ca, { names: ['127.0.0.1'] }), issue(ca, { names: ['127.0.0.1'] })]
  const before = await serve(likeJira, { key: first.key, chain: chainOf(first, ca) })
  choose(ca.certificate)
  must(await app.invoke('network.importAuthority', { siteUrl: before.url }))
  must(await app.invoke('network.pin', { siteUrl: before.url, fingerprint: first.x509.fingerprint256 }))
  expect(codeOf(await find(before.url))).toBe('ok')
  await before.close()
  const after = await serve(likeJira, { key: second.key, chain: chainOf(second, ca) }, before.port)
  open.push(after)
  expect(codeOf(await find(after.url))).toBe('certificate-changed')
  expect(after.seen).toEqual([])
})

test('a pin of one certificate of an unknown authority, whatever name it is for', async () => {
  const { url } = await around('wrong-host')
  const { chain } = must(await app.invoke('network.inspectCertificate', { siteUrl: url }))
  must(await app.invoke('network.pin', { siteUrl: url, fingerprint: chain[0]?.fingerprint ?? '' }))
  expect(codeOf(await find(url))).toBe('ok')
})

test('a client certificate: needed, then shown; its key is in neither file nor window', async () => {
  const { url, jira, caPem = '', clientPfx, clientPem, strangersPem } = await around('client-certificate')
  choose(caPem)
  must(await app.invoke('network.importAuthority', { siteUrl: url }))
  expect(codeOf(await find(url))).toBe('client-certificate-needed')
  expect(codeOf(await app.invoke('network.inspectCertificate', { siteUrl: url }))).toBe('client-certificate-needed')
  expect(jira.admin.requests()).toEqual([])
  recognised({ code: 'client-certificate-needed', by: 'client-certificate', how: 'sign-in' })

  choose(clientPfx?.bytes ?? '')
  const refused = await app.invoke('network.setClientCertificate', { siteUrl: url, passphrase: 'wrong' })
  expect(codeOf(refused)).toBe('client-certificate-unreadable')
  recognised({ code: 'client-certificate-unreadable', by: 'a PFX with another passphrase', how: 'app' })
  const passphrase = clientPfx?.passphrase ?? ''
  const set = must(await app.invoke('network.setClientCertificate', { siteUrl: url, passphrase }))
  expect(set.clientCertificate?.subject).toContain('Anna Nowak')
  expect(codeOf(await find(url))).toBe('ok')
  expect(codeOf(await signIn(url))).toBe('ok')

  const own = /-----BEGIN PRIVATE KEY-----\s+(\S+)/.exec(clientPem?.key ?? '')?.[1] ?? ''
  expect(own.length).toBeGreaterThan(30)
  const files = ['workspace.db', 'workspace.db-wal'].map((name) => readFileSync(path.join(app.folder, name), 'latin1'))
  expect(files.join('')).toContain('Anna Nowak')
  expect(files.join('')).not.toContain(own)
  expect(JSON.stringify([set, app.events])).not.toContain(own)

  choose(strangersPem?.certificate ?? '', strangersPem?.key ?? '')
  must(await app.invoke('network.setClientCertificate', { siteUrl: url, passphrase: '' }))
  expect(codeOf(await find(url))).toBe('client-certificate-refused')
  recognised({ code: 'client-certificate-refused', by: 'client-certificate, of another authority', how: 'sign-in' })
  must(await app.invoke('network.removeClientCertificate', { siteUrl: url }))
  expect(codeOf(await find(url))).toBe('client-certificate-needed')
})

test('a client certificate kept until quit is asked for again after the restart; what is not secret stays', async () => {
  const { url, caPem = '', clientPem } = await around('client-certificate')
  choose(caPem)
  must(await app.invoke('network.importAuthority', { siteUrl: url }))
  choose(`${clientPem?.certificate}${clientPem?.key}`)
  must(await app.invoke('network.setClientCertificate', { siteUrl: url, passphrase: '' }))
  expect(codeOf(await find(url))).toBe('ok')

  const { folder } = app
  await app.close({ keep: true })
  app = await startTestApp({ folder, desktop: { openFiles: async () => chosen } })
  open.push(app)
  expect(codeOf(await find(url))).toBe('client-certificate-needed')
  const kept = must(await app.invoke('network.get', { siteUrl: url }))
  expect(kept.authorities).toHaveLength(1)
  expect(kept.clientCertificate?.subject).toContain('Anna Nowak')
})

test('with the last connection to a Jira goes what is set for it, its key too', async () => {
  const { url, caPem = '', clientPem } = await around('client-certificate')
  const { origin } = new URL(url)
  choose(caPem)
  must(await app.invoke('network.importAuthority', { siteUrl: url }))
  choose(`${clientPem?.certificate}${clientPem?.key}`)
  must(await app.invoke('network.setClientCertificate', { siteUrl: url, passphrase: '' }))
  const anna = must(await signIn(url))
  const ben = must(
    await app.invoke('connections.signInWithPassword', { siteUrl: url, username: 'ben', password: 'ben-password' })
  )
  const held = async () => must(await app.secrets.get('client-certificate-key', keyId(origin)))

  must(await app.invoke('connections.remove', { id: anna.id }))
  expect(await held()).not.toBeNull()
  expect(codeOf(await app.invoke('connections.check', { id: ben.id }))).toBe('ok')
  must(await app.invoke('connections.remove', { id: ben.id }))
  expect(await held()).toBeNull()
  expect(must(await app.store.listNetworks({}))).toEqual([])
  expect(codeOf(await find(url))).not.toBe('ok')
})
