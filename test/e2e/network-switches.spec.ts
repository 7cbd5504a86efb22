/**
 * What Chromium and Node can be told from outside – switches, variables – does not switch the verification of
 * certificates off, and writes no session's keys into a file: tried on the real app and real connections.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { likeJira, serve, type RunningServer } from '../integration/support/broken-servers.ts'
import { issue, makeAuthority, selfSigned, chainOf } from '../support/certificate-factory.ts'
import { bridgeOf, type Bridge } from './support/bridge.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

const folder = mkdtempSync(join(tmpdir(), 'attrack-switches-'))
const authority = makeAuthority()
const leaf = issue(authority, { names: ['127.0.0.1', 'localhost'] })
const [pinned, replaced] = [selfSigned({ names: ['127.0.0.1'] }), selfSigned({ names: ['127.0.0.1'] })]
const spki = createHash('sha256')
  .update(leaf.x509.publicKey.export({ type: 'spki', format: 'der' }))
  .digest('base64')

let running: RunningApp
let invoke: Bridge['invoke']
let must: Bridge['must']
let server: RunningServer

test.beforeAll(async () => {
  server = await serve(likeJira, { key: leaf.key, chain: chainOf(leaf, authority) })
  running = await launchApp({
    switches: [
      '--ignore-certificate-errors',
      `--ignore-certificate-errors-spki-list=${spki}`,
      `--user-data-dir=${join(folder, 'profile')}`,
      '--allow-insecure-localhost',
      '--allow-running-insecure-content',
      '--disable-web-security',
      '--test-type',
      `--ssl-key-log-file=${join(folder, 'by-switch.log')}`,
      `--log-net-log=${join(folder, 'net-log.json')}`,
      '--net-log-capture-mode=Everything'
    ],
    env: {
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      SSLKEYLOGFILE: join(folder, 'by-variable.log'),
      ELECTRON_ENABLE_LOGGING: '1'
    }
  })
  ;({ invoke, must } = bridgeOf(running.page))
})
test.afterAll(async () => {
  await running.close()
  await server.close()
  rmSync(running.userData, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

const find = async (address: string): Promise<string> => {
  const found = await invoke('connections.findSite', { address })
  return found.ok ? 'ok' : found.failure.code
}

test('an authority that nobody knows is refused, by address and by name', async () => {
  for (const address of [server.url, server.url.replace('127.0.0.1', 'localhost')]) {
    expect(await find(address)).toBe('certificate-unknown-authority')
    const siteUrl = address
    expect((await must('network.inspectCertificate', { siteUrl })).trustedBy).toBeNull()
    // With a way of its own it has a session of its own.
    await must('network.setProxy', { siteUrl, proxy: { mode: 'direct' } })
    expect(await find(address)).toBe('certificate-unknown-authority')
  }
  expect(server.seen).toEqual([])
})

test('a pinned certificate that was replaced is refused', async () => {
  const before = await serve(likeJira, { key: pinned.key, chain: pinned.certificate })
  const siteUrl = before.url
  await must('network.pin', { siteUrl, fingerprint: pinned.x509.fingerprint256 })
  expect(await find(siteUrl)).toBe('ok')
  await before.close()
  const after = await serve(likeJira, { key: replaced.key, chain: replaced.certificate }, before.port)
  try {
    expect(await find(siteUrl)).toBe('certificate-changed')
    expect(after.seen).toEqual([])
  } finally {
    await after.close()
  }
})

test('neither keys of connections nor what is sent over them are written into files', () => {
  expect(readdirSync(folder).filter((name) => name !== 'profile')).toEqual([])
})
