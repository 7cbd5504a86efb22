/** What the audit log says of changes on the way to a Jira: each once, with what helps to recognise it, and no secret. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ok, type Result, fail } from '../../preload/contract/failures/failure.ts'
import type { ChosenFile } from '../../main/desktop.ts'
import { startForwardProxy } from '../jira/proxy/proxy.ts'
import { startSurroundings } from '../jira/surroundings/index.ts'
import { must, startTestApp, type TestApp } from './support/test-app.ts'

let chosen: Result<ChosenFile[]> = fail('cancelled')
const choose = (file: string | Uint8Array): void => {
  chosen = ok([{ name: 'file', bytes: Buffer.from(file) }])
}

let app: TestApp
const open: { close(): Promise<unknown> }[] = []
beforeEach(async () => {
  app = await startTestApp({ desktop: { openFiles: async () => chosen } })
  open.push(app)
})
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** Oldest first; members and times are the log's own business. */
async function noted(): Promise<string[]> {
  const entries = must(await app.store.auditAfter({ after: 0, limit: 100 }))
  return entries.map(({ action, subject, detail }) => [action, subject, detail].join(' | '))
}

test('certificates: trusted, pinned, shown, and no longer', async () => {
  const around = await startSurroundings('client-certificate')
  open.push(around)
  const { url: siteUrl, caPem = '', clientPfx } = around
  const { host } = new URL(siteUrl)
  choose(caPem)
  const { authorities } = must(await app.invoke('network.importAuthority', { siteUrl }))
  must(await app.invoke('network.importAuthority', { siteUrl }))
  const authority = authorities[0]?.fingerprint ?? ''
  choose(clientPfx?.bytes ?? '')
  const passphrase = clientPfx?.passphrase ?? ''
  const own = must(await app.invoke('network.setClientCertificate', { siteUrl, passphrase })).clientCertificate
  const { chain } = must(await app.invoke('network.inspectCertificate', { siteUrl }))
  const fingerprint = chain[0]?.fingerprint ?? ''
  must(await app.invoke('network.pin', { siteUrl, fingerprint }))
  must(await app.invoke('network.unpin', { siteUrl }))
  must(await app.invoke('network.unpin', { siteUrl }))
  must(await app.invoke('network.removeClientCertificate', { siteUrl }))
  must(await app.invoke('network.removeAuthority', { siteUrl, fingerprint: authority }))
  expect(await noted()).toEqual([
    `Trusts a certificate authority | ${host} | ${authority}`,
    `Set a client certificate | ${host} | ${own?.fingerprint}`,
    `Trusts one certificate | ${host} | ${fingerprint}`,
    `Trusts one certificate no longer | ${host} | ${fingerprint}`,
    `Removed a client certificate | ${host} | ${own?.fingerprint}`,
    `Trusts a certificate authority no longer | ${host} | ${authority}`
  ])
})

test('proxies: set, signed in to, forgotten; no password and no script’s query', async () => {
  const proxy = await startForwardProxy()
  open.push(proxy)
  const siteUrl = 'https://jira.example.com/jira'
  const set = (given: object) => app.invoke('network.setProxy', { siteUrl, proxy: given } as never)
  must(await set({ mode: 'manual', url: proxy.url, bypass: 'localhost' }))
  must(await app.invoke('network.saveProxyCredential', { siteUrl, username: 'anna', password: 'canary-hush' }))
  must(await app.invoke('network.forgetProxyCredential', { siteUrl }))
  must(await set({ mode: 'script', url: 'http://wpad.example.com/proxy.pac?token=canary-token' }))
  must(await set({ mode: 'direct' }))
  must(await set({ mode: 'direct' }))
  const at = new URL(proxy.url).host
  expect(await noted()).toEqual([
    `Set the proxy | jira.example.com | ${proxy.url}, not for localhost`,
    `Saved a sign-in for a proxy | jira.example.com | ${at}`,
    `Removed a sign-in for a proxy | jira.example.com | ${at}`,
    'Set the proxy | jira.example.com | script of wpad.example.com',
    'Set the proxy | jira.example.com | direct'
  ])
  expect(JSON.stringify(await noted())).not.toContain('canary')
})

test('what goes with the last connection to a Jira is noted; what cannot be changed is not', async () => {
  const around = await startSurroundings('proxy-407', { https: true })
  open.push(around)
  const { url: siteUrl, caPem = '', proxy } = around
  const { host } = new URL(siteUrl)
  await app.invoke('network.importAuthority', { siteUrl })
  expect(await noted()).toEqual([])
  choose(caPem)
  must(await app.invoke('network.importAuthority', { siteUrl }))
  must(await app.invoke('network.setProxy', { siteUrl, proxy: { mode: 'manual', url: proxy?.url ?? '', bypass: '' } }))
  const { user: username = '', password = '' } = proxy ?? {}
  must(await app.invoke('network.saveProxyCredential', { siteUrl, username, password }))
  const signedIn = { siteUrl, username: 'anna', password: 'anna-password' }
  const { id } = must(await app.invoke('connections.signInWithPassword', signedIn))
  const before = await noted()
  must(await app.invoke('connections.remove', { id }))
  const removed = (await noted()).slice(before.length).filter((line) => !line.startsWith('Removed a connection'))
  expect(removed).toEqual([
    `Removed a sign-in for a proxy | ${host} | ${new URL(proxy?.url ?? '').host}`,
    expect.stringContaining(`Trusts a certificate authority no longer | ${host} | `),
    `Set the proxy | ${host} | system`
  ])
})
