/** Trust that must not reach further than the one Jira it was given to, over Chromium's network stack. */
import { rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expect, test } from '@playwright/test'
import { likeJira, serve } from '../integration/support/broken-servers.ts'
import { startForwardProxy } from '../jira/proxy/proxy.ts'
import { hasIpv6 } from '../jira/surroundings/index.ts'
import { chainOf, issue, makeAuthority, selfSigned } from '../support/certificate-factory.ts'
import { bridgeOf, chooseFiles, type Bridge } from './support/bridge.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

let running: RunningApp
let invoke: Bridge['invoke']
let must: Bridge['must']
const open: { close(): unknown }[] = []
test.beforeAll(async () => {
  running = await launchApp()
  ;({ invoke, must } = bridgeOf(running.page))
})
test.afterAll(async () => {
  await running.close()
  rmSync(running.userData, { recursive: true, force: true })
})
test.afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const find = async (address: string): Promise<string> => {
  const found = await invoke('connections.findSite', { address })
  return found.ok ? 'ok' : found.failure.code
}

test('an authority imported for a Jira makes no secure proxy before it trustworthy', async () => {
  const authority = makeAuthority()
  const leaf = issue(authority, { names: ['127.0.0.1', 'localhost'] })
  const certificate = { key: leaf.key, chain: chainOf(leaf, authority) }
  const jira = await serve(likeJira, certificate)
  open.push(jira)
  const asked: string[] = []
  const proxy = https.createServer({ key: leaf.key, cert: certificate.chain })
  proxy.on('connect', ({ url = '' }: IncomingMessage, client: Duplex) => {
    asked.push(url)
    const onward = net.connect(jira.port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'))
    client
      .on('error', () => undefined)
      .pipe(onward.on('error', () => undefined))
      .pipe(client)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  open.push(proxy)
  // A name that only leads somewhere through the proxy.
  const siteUrl = jira.url.replace('127.0.0.1', 'localhost')
  await chooseFiles(running.app, authority.certificate)
  await must('network.importAuthority', { siteUrl })
  expect(await find(siteUrl)).toBe('ok')
  const url = `https://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  await must('network.setProxy', { siteUrl, proxy: { mode: 'manual', url, bypass: '<-loopback>' } })
  jira.seen.length = 0
  expect(await find(siteUrl)).toBe('proxy-failed')
  expect(asked).toEqual([])
  expect(jira.seen).toEqual([])
})

test('a pin holds for a name that is written with a dot at its end', async () => {
  const host = 'jira.pinned.invalid'
  const [first, second] = [selfSigned({ names: [host] }), selfSigned({ names: [host] })]
  const before = await serve(likeJira, { key: first.key, chain: first.certificate })
  const proxy = await startForwardProxy({ inside: { [host]: before.port, [`${host}.`]: before.port } })
  open.push(proxy)
  const siteUrl = `https://${host}.`
  await must('network.setProxy', { siteUrl, proxy: { mode: 'manual', url: proxy.url, bypass: '' } })
  await must('network.pin', { siteUrl, fingerprint: first.x509.fingerprint256 })
  expect(await find(siteUrl)).toBe('ok')
  await before.close()
  const after = await serve(likeJira, { key: second.key, chain: second.certificate }, before.port)
  open.push(after)
  expect(await find(siteUrl)).toBe('certificate-changed')
  expect(after.seen).toEqual([])
})

test('a pin holds for an IPv6 address', async () => {
  test.skip(!(await hasIpv6()), 'no IPv6 here')
  const [first, second] = [selfSigned({ names: ['::1'] }), selfSigned({ names: ['::1'] })]
  const behind = await serve(likeJira, { key: first.key, chain: first.certificate })
  const other = await serve(likeJira, { key: second.key, chain: second.certificate })
  open.push(behind, other)
  let port = behind.port
  const relay = net.createServer((client) => {
    const onward = net.connect(port, '127.0.0.1')
    client
      .on('error', () => undefined)
      .pipe(onward.on('error', () => undefined))
      .pipe(client)
  })
  await new Promise<void>((resolve) => relay.listen(0, '::1', resolve))
  open.push(relay)
  const siteUrl = `https://[::1]:${(relay.address() as AddressInfo).port}`
  await must('network.pin', { siteUrl, fingerprint: first.x509.fingerprint256 })
  expect(await find(siteUrl)).toBe('ok')
  port = other.port
  await behind.close()
  expect(await find(siteUrl)).toBe('certificate-changed')
  expect(other.seen).toEqual([])
})
