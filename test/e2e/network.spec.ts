/**
 * Certificates, proxies and client certificates in the real app, over Chromium's network stack: set through the same
 * calls as the window makes, against real TLS servers and a real proxy.
 */
import { rmSync } from 'node:fs'
import { expect, test, type ElectronApplication } from '@playwright/test'
import { likeJira, serve, type RunningServer } from '../integration/support/broken-servers.ts'
import type { Failure } from '../../preload/contract/index.ts'
import { startSurroundings, type Surroundings } from '../jira/surroundings/index.ts'
import { selfSigned } from '../support/certificate-factory.ts'
import { recognised } from '../support/recognised.ts'
import { bridgeOf, chooseFiles, type Bridge } from './support/bridge.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

let running: RunningApp
let app: ElectronApplication
let invoke: Bridge['invoke']
let must: Bridge['must']
const open: { close(): Promise<void> }[] = []

// One app for all: every test has a Jira of its own, at an origin of its own.
test.beforeAll(async () => {
  running = await launchApp()
  ;({ app } = running)
  ;({ invoke, must } = bridgeOf(running.page))
})
test.afterAll(async () => {
  await running.close()
  rmSync(running.userData, { recursive: true, force: true })
})
test.afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const around = async (...given: Parameters<typeof startSurroundings>): Promise<Surroundings> => {
  const started = await startSurroundings(...given)
  open.push(started)
  return started
}

const find = async (address: string): Promise<string> => {
  const found = await invoke('connections.findSite', { address })
  return found.ok ? 'ok' : found.failure.code
}
const failureOf = async (address: string): Promise<Failure | null> => {
  const found = await invoke('connections.findSite', { address })
  return found.ok ? null : found.failure
}

const choose = (...files: (string | Uint8Array)[]): Promise<void> => chooseFiles(app, ...files)

for (const [name, code] of [
  ['self-signed', 'certificate-self-signed'],
  ['private-ca', 'certificate-unknown-authority'],
  ['missing-intermediate', 'certificate-chain-incomplete'],
  ['expired', 'certificate-expired'],
  ['wrong-host', 'certificate-wrong-host'],
  ['tls-inspection', 'certificate-intercepted'],
  ['tls-1.0', 'tls-too-old']
] as const)
  test(`${name}: ${code}, and no request arrives`, async () => {
    const { url, jira } = await around(name)
    expect(await find(url)).toBe(code)
    // Chromium remembers its verdict; the reason is remembered as well.
    expect(await find(url)).toBe(code)
    expect(jira.admin.requests()).toEqual([])
    recognised({ code, by: name, how: 'sign-in' })
  })

test('two servers of one host, refused for two reasons, keep their own', async () => {
  const [one, other] = [await around('self-signed'), await around('private-ca')]
  expect(await find(one.url)).toBe('certificate-self-signed')
  expect(await find(other.url)).toBe('certificate-unknown-authority')
  expect(await find(one.url)).toBe('certificate-self-signed')
  expect(await find(other.url)).toBe('certificate-unknown-authority')
})

test('a private authority, imported: Jira is found, signed in to, and nobody else is trusted for it', async () => {
  const { url, caPem = '' } = await around('private-ca')
  expect(await find(url)).toBe('certificate-unknown-authority')
  await choose(caPem)
  const { authorities } = await must('network.importAuthority', { siteUrl: url })
  expect(authorities).toHaveLength(1)
  expect(await find(url)).toBe('ok')
  const connection = await must('connections.signInWithPassword', {
    siteUrl: url,
    username: 'anna',
    password: 'anna-password'
  })
  expect(connection.status).toBe('connected')
  expect(await must('network.inspectCertificate', { siteUrl: url })).toMatchObject({
    trustedBy: 'imported',
    problems: []
  })
  const other = await around('private-ca')
  expect(await find(other.url)).toBe('certificate-unknown-authority')

  const fingerprint = authorities[0]?.fingerprint ?? ''
  expect((await must('network.removeAuthority', { siteUrl: url, fingerprint })).authorities).toEqual([])
  expect(await find(url)).toBe('certificate-unknown-authority')
  expect((await must('connections.check', { id: connection.id })).status).toBe('untrusted-certificate')
  await must('connections.remove', { id: connection.id })
})

test('a missing intermediate, imported with the root', async () => {
  const { url, caPem = '', intermediatePem = '' } = await around('missing-intermediate')
  await choose(caPem + intermediatePem)
  await must('network.importAuthority', { siteUrl: url })
  expect(await find(url)).toBe('ok')
})

for (const name of ['self-signed', 'expired', 'wrong-host'] as const)
  test(`${name}: the certificate, pinned, is trusted as it is`, async () => {
    const { url } = await around(name)
    const { chain, failure } = await must('network.inspectCertificate', { siteUrl: url })
    expect(failure?.code).toMatch(/^certificate-/)
    await must('network.pin', { siteUrl: url, fingerprint: chain[0]?.fingerprint ?? '' })
    expect(await find(url)).toBe('ok')
    await must('network.unpin', { siteUrl: url })
    expect(await find(url)).toBe(failure?.code)
  })

test('a pinned certificate that was replaced: nothing is sent', async () => {
  const [first, second] = [selfSigned({ names: ['127.0.0.1'] }), selfSigned({ names: ['127.0.0.1'] })]
  const secure = (one: typeof first, port = 0): Promise<RunningServer> =>
    serve(likeJira, { key: one.key, chain: one.certificate }, port)
  const before = await secure(first)
  await must('network.pin', { siteUrl: before.url, fingerprint: first.x509.fingerprint256 })
  expect(await find(before.url)).toBe('ok')
  await before.close()
  const after = await secure(second, before.port)
  open.push(after)
  expect(await failureOf(after.url)).toMatchObject({
    code: 'certificate-changed',
    params: { pinned: first.x509.fingerprint256, found: second.x509.fingerprint256 }
  })
  expect(after.seen).toEqual([])
  recognised({ code: 'certificate-changed', by: 'a pinned certificate was replaced', how: 'sign-in' })
})

test('a client certificate is needed, chosen, and shown', async () => {
  const { url, caPem = '', clientPfx, strangersPem } = await around('client-certificate')
  await choose(caPem)
  await must('network.importAuthority', { siteUrl: url })
  expect(await find(url)).toBe('client-certificate-needed')
  recognised({ code: 'client-certificate-needed', by: 'client-certificate', how: 'sign-in' })
  await choose(clientPfx?.bytes ?? '')
  await must('network.setClientCertificate', { siteUrl: url, passphrase: clientPfx?.passphrase ?? '' })
  expect(await find(url)).toBe('ok')
  await choose(strangersPem?.certificate ?? '', strangersPem?.key ?? '')
  await must('network.setClientCertificate', { siteUrl: url, passphrase: '' })
  expect(await find(url)).toBe('client-certificate-refused')
})

test('a client certificate together with an imported authority and a pin', async () => {
  const { url, jira, caPem = '', clientPfx } = await around('client-certificate')
  await choose(caPem)
  await must('network.importAuthority', { siteUrl: url })
  await choose(clientPfx?.bytes ?? '')
  await must('network.setClientCertificate', { siteUrl: url, passphrase: clientPfx?.passphrase ?? '' })
  const { chain } = await must('network.inspectCertificate', { siteUrl: url })
  const fingerprint = chain[0]?.fingerprint ?? ''
  const other = await invoke('network.pin', { siteUrl: url, fingerprint: fingerprint.replaceAll(/[0-9A-F]/g, '0') })
  expect(other).toMatchObject({ ok: false, failure: { code: 'certificate-changed' } })
  await must('network.pin', { siteUrl: url, fingerprint })
  expect(await find(url)).toBe('ok')
  expect(jira.admin.requests().length).toBeGreaterThan(0)
})

test('a proxy that asks for a sign-in: asked, refused once and not again, kept', async () => {
  for (const https of [false, true]) {
    const { url, proxy, caPem = '' } = await around('proxy-407', { https })
    const { host } = new URL(proxy?.url ?? '')
    if (https) {
      await choose(caPem)
      await must('network.importAuthority', { siteUrl: url })
    }
    const set = await must('network.setProxy', {
      siteUrl: url,
      proxy: { mode: 'manual', url: proxy?.url ?? '', bypass: '' }
    })
    expect(set).toMatchObject({ route: `through the proxy ${host}`, proxyAddress: host, proxyUser: null })
    expect(await failureOf(url)).toMatchObject({ code: 'proxy-sign-in', params: { proxy: host } })

    const { user: username = '', password = '' } = proxy ?? {}
    await must('network.saveProxyCredential', { siteUrl: url, username, password: 'mistyped' })
    expect(await failureOf(url)).toMatchObject({ code: 'proxy-credential-refused', params: { proxy: host } })
    expect(await find(url)).toBe('proxy-credential-refused')

    const kept = await must('network.saveProxyCredential', { siteUrl: url, username, password })
    expect(kept.proxyUser).toBe(username)
    expect(await find(url)).toBe('ok')
    expect(proxy?.asked().some(({ status, user }) => status === 200 && user === username)).toBe(true)

    await must('network.forgetProxyCredential', { siteUrl: url })
    expect(await find(url)).toBe('proxy-sign-in')
  }
})

test('a proxy that refuses is named, with its answer', async () => {
  const { url, proxy, jira } = await around('proxy-refuses-connect')
  await must('network.setProxy', { siteUrl: url, proxy: { mode: 'manual', url: proxy?.url ?? '', bypass: '' } })
  expect(await failureOf(url)).toMatchObject({
    code: 'proxy-refused',
    params: { proxy: new URL(proxy?.url ?? '').host, status: '403' }
  })
  expect(jira.admin.requests()).toEqual([])
  recognised({ code: 'proxy-refused', by: 'proxy-refuses-connect', how: 'sign-in' })
})

test('a proxy script leads to Jira', async () => {
  const { url, proxy, pacUrl = '' } = await around('pac')
  const set = await must('network.setProxy', { siteUrl: url, proxy: { mode: 'script', url: pacUrl } })
  expect(set.proxyAddress).toBe(new URL(proxy?.url ?? '').host)
  expect(await find(url)).toBe('ok')
  recognised({ code: 'works', by: 'pac', how: 'sign-in' })
})

test('a proxy script that is missing is said so, and no other way is taken instead', async () => {
  const { url, jira, pacUrl = '' } = await around('pac-missing')
  const set = await must('network.setProxy', { siteUrl: url, proxy: { mode: 'script', url: pacUrl } })
  expect(set.route).toBe('not known: the proxy script could not be used')
  expect(await failureOf(url)).toMatchObject({ code: 'proxy-script-failed', params: { script: pacUrl } })
  expect(jira.admin.requests()).toEqual([])
  recognised({ code: 'proxy-script-failed', by: 'pac-missing', how: 'sign-in' })
})

test('a Jira behind a proxy and an unknown authority: both are set, both hold', async () => {
  const { url, proxy, caPem = '' } = await around('proxy', { https: true })
  await must('network.setProxy', { siteUrl: url, proxy: { mode: 'manual', url: proxy?.url ?? '', bypass: '' } })
  expect(await find(url)).toBe('certificate-unknown-authority')
  await choose(caPem)
  await must('network.importAuthority', { siteUrl: url })
  expect(await find(url)).toBe('ok')
  expect(await must('network.inspectCertificate', { siteUrl: url })).toMatchObject({ trustedBy: 'imported' })
})

test('nothing of all this troubled the window', () => {
  expect(running.complaints).toEqual([])
})
