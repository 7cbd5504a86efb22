/** Proxies reached over TLS, and what a proxy of either kind must not bring about. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import https from 'node:https'
import net, { type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createNetworkAccess } from '../../main/net/network-stack.ts'
import { nodeStack } from '../../main/net/node-stack.ts'
import { createProxyCredentials } from '../../main/net/proxy-credentials.ts'
import type { Route } from '../../main/net/route.ts'
import { openConnection } from '../../main/net/tunnel.ts'
import { openInProcess } from '../../main/store/in-process.ts'
import { chainOf, issue, makeAuthority, selfSigned, type CertificateOptions } from '../support/certificate-factory.ts'
import { likeJira, serve } from './support/broken-servers.ts'
import { startSocksProxy } from './support/socks-proxy.ts'
import { codeOf, memorySecrets, must } from './support/test-app.ts'

/** An authority the system knows: read once, when the first connection asks for it. */
const authority = makeAuthority({ commonName: 'Known to the system' })
const folder = mkdtempSync(path.join(tmpdir(), 'attrack-proxy-'))
writeFileSync(path.join(folder, 'system.pem'), authority.certificate)
const before = process.env['SSL_CERT_FILE']
process.env['SSL_CERT_FILE'] = path.join(folder, 'system.pem')

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  if (before === undefined) delete process.env['SSL_CERT_FILE']
  else process.env['SSL_CERT_FILE'] = before
})

/** Asks everybody for a sign-in. @returns where it is, and what it was asked for and told. */
async function secureProxy(certificate: CertificateOptions): Promise<{ address: string; told: string[] }> {
  const leaf = issue(authority, certificate)
  const told: string[] = []
  const server = https.createServer({ key: leaf.key, cert: chainOf(leaf, authority) })
  server.on('connect', ({ url, headers }: IncomingMessage, socket: Socket) => {
    const signIn = headers['proxy-authorization']
    told.push(`${url} ${signIn ?? ''}`.trim())
    if (signIn) socket.write('HTTP/1.1 200 OK\r\n\r\n')
    else socket.end('HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => server.closeAllConnections() }, server)
  return { address: `localhost:${(server.address() as AddressInfo).port}`, told }
}

async function reach(route: Route, host = 'jira.example.com', password = 'hush') {
  const credentials = createProxyCredentials(memorySecrets(), async () => [])
  if (route.kind === 'proxy') must(await credentials.save(route, { username: 'anna', password }))
  const connection = await openConnection({ route, host, port: 443, credentials, timeoutMs: 5_000 })
  if (connection.ok) connection.value.destroy()
  return connection
}

/** Elsewhere the system's authorities are not those of a file. */
const hasFile = process.platform === 'linux'

test.runIf(hasFile)('a secure proxy shows its own certificate, not one for the server behind it', async () => {
  const proxy = await secureProxy({ names: ['localhost'] })
  expect(codeOf(await reach({ kind: 'proxy', scheme: 'https', address: proxy.address }))).toBe('ok')
  expect(proxy.told).toEqual(['jira.example.com:443', `jira.example.com:443 Basic ${btoa('anna:hush')}`])
})

test.runIf(hasFile)(
  'who shows a certificate for the Jira behind it, or a common name only, gets no sign-in',
  async () => {
    for (const certificate of [{ names: ['jira.example.com'] }, { commonName: 'localhost', names: [] }]) {
      const impostor = await secureProxy(certificate)
      expect(await reach({ kind: 'proxy', scheme: 'https', address: impostor.address })).toMatchObject({
        failure: { code: 'proxy-failed', params: { detail: 'ERR_TLS_CERT_ALTNAME_INVALID' } }
      })
      expect(impostor.told).toEqual([])
    }
  }
)

test('a request that waits for its proxy while a certificate is pinned meets the pin', async () => {
  const [shown, pinned] = [selfSigned({ names: ['127.0.0.1'] }), selfSigned({ names: ['127.0.0.1'] })]
  const jira = await serve(likeJira, { key: shown.key, chain: shown.certificate })
  open.push(jira)
  let arrived = (): void => undefined
  let letThrough = (): void => undefined
  const waiting = new Promise<void>((resolve) => (arrived = resolve))
  const permitted = new Promise<void>((resolve) => (letThrough = resolve))
  const proxy = net.createServer((client) => {
    client.once('data', () => {
      arrived()
      void permitted.then(() => {
        const onward = net.connect(jira.port, '127.0.0.1')
        client.write('HTTP/1.1 200 OK\r\n\r\n')
        client.pipe(onward).pipe(client)
      })
    })
    client.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  open.push(proxy)
  const store = must(await openInProcess(path.join(folder, 'workspace.db')))
  open.push(store)
  const access = createNetworkAccess({ store, secrets: memorySecrets() })
  const { transport } = nodeStack(access, 'AtTrack/test')
  const { origin } = new URL(jira.url)
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  must(await access.rules.change(origin, { authorities: [shown.x509], proxy: { mode: 'manual', url, bypass: '' } }))
  const sent = transport.send({ method: 'GET', url: `${jira.url}/rest` })
  await waiting
  must(await access.rules.change(origin, { pin: pinned.x509 }))
  letThrough()
  expect(codeOf(await sent)).toBe('connection-lost')
  expect(codeOf(await transport.send({ method: 'GET', url: `${jira.url}/rest` }))).toBe('certificate-changed')
  expect(jira.seen).toEqual([])
})

test('what is too long for SOCKS is told, and troubles nobody else', async () => {
  const proxy = await startSocksProxy({}, 'anna:hush')
  open.push(proxy)
  const route: Route = { kind: 'proxy', scheme: 'socks5', address: `127.0.0.1:${proxy.port}` }
  for (const [host, password] of [
    ['a.example', 'ü'.repeat(200)],
    ['a'.repeat(300), 'hush']
  ] as const)
    expect(await reach(route, host, password)).toMatchObject({
      failure: { code: 'proxy-failed', params: { detail: expect.stringContaining('too long') as unknown } }
    })
})

test.each(['http', 'https', 'socks4', 'socks5'] as const)('a %s proxy at a port that is none', async (scheme) => {
  expect(codeOf(await reach({ kind: 'proxy', scheme, address: '127.0.0.1:99999' }))).toBe('proxy-failed')
})
