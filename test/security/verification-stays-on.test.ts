/**
 * No path in the code switches the verification of certificates off, and no setting from outside does: looked for in the
 * sources, and tried on real connections.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import https from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { inspectTls } from '../../main/net/certificates/inspect-tls.ts'
import { createNetworkAccess } from '../../main/net/network-stack.ts'
import { nodeStack } from '../../main/net/node-stack.ts'
import { nodeTransport } from '../../main/net/node-transport.ts'
import { openConnection } from '../../main/net/tunnel.ts'
import { likeJira, serve, type RunningServer } from '../integration/support/broken-servers.ts'
import { codeOf, must, startTestApp, type TestApp } from '../integration/support/test-app.ts'
import { chainOf, issue, makeAuthority, selfSigned } from '../support/certificate-factory.ts'

const root = path.join(import.meta.dirname, '../..')
const sources = ['main', 'preload'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true })
    .map((name) => path.posix.join(folder, String(name).replaceAll('\\', '/')))
    .filter((name) => name.endsWith('.ts'))
)
/** `file: what stands there`, in all sources, without their comments. */
const found = (pattern: RegExp): string[] =>
  sources.flatMap((name) => {
    const code = readFileSync(path.join(root, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    return [...code.matchAll(pattern)].map(([text]) => `${name}: ${text}`)
  })

test('the sources are looked through', () => {
  expect(sources.length).toBeGreaterThan(150)
  expect(found(/setCertificateVerifyProc/g)).toEqual(['main/net/verify-certificate.ts: setCertificateVerifyProc'])
})

/** Where they are named so as not to be obeyed; test/e2e/network-switches.spec.ts tries them. */
const removesSwitches = 'main/shell/outside-switches.ts: '

test.each([
  /rejectUnauthorized\W+(?!true\b)\w+/g,
  /NODE_TLS_REJECT_UNAUTHORIZED/g,
  /ignore-certificate-errors[\w-]*|allow-insecure-localhost|disable-web-security|test-type/g,
  /certificate-error/g,
  /\b(insecureHTTPParser|strictSSL|strict-ssl|secureProtocol|minVersion|maxVersion|requestCert)\b/g,
  /checkServerIdentity\W+\(\)\s*=>\s*(undefined|void|\{\s*\})/g,
  /setDefaultCACertificates|allowRunningInsecureContent\W+true/g
])('nowhere: %s', (pattern) => {
  expect(found(pattern).filter((one) => !one.startsWith(removesSwitches))).toEqual([])
})

test('whoever makes TLS connections says that they are verified, so that nothing outside decides', () => {
  const making = found(/\btls\.connect\(|\bhttps\.(request|get)\(|new https\.Agent\(|\bhttps : http\)?\.request\(/g)
  const files = [...new Set(making.map((one) => one.split(':')[0]))].sort()
  expect(files).toEqual([
    'main/net/certificates/inspect-tls.ts',
    'main/net/node-agents.ts',
    'main/net/node-transport.ts',
    'main/net/tunnel.ts'
  ])
  expect(
    found(/rejectUnauthorized: true/g)
      .map((one) => one.split(':')[0])
      .sort()
  ).toEqual(files)
})

/** What many companies set for all programs, because one of them did not know their authority. */
const variable = 'NODE_TLS_REJECT_UNAUTHORIZED'
const before = process.env[variable]
const open: { close(): unknown }[] = []
let app: TestApp
beforeAll(async () => {
  process.env[variable] = '0'
  app = await startTestApp()
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
afterAll(async () => {
  if (before === undefined) delete process.env[variable]
  else process.env[variable] = before
  await app.close()
  rmSync(app.folder, { recursive: true, force: true })
})

const untrusted = async (names = ['127.0.0.1']): Promise<RunningServer> => {
  const authority = makeAuthority()
  const leaf = issue(authority, { names })
  const server = await serve(likeJira, { key: leaf.key, chain: chainOf(leaf, authority) })
  open.push(server)
  return server
}

test('a server whose certificate nobody knows gets no request, whatever the environment says', async () => {
  const server = await untrusted()
  expect(codeOf(await app.invoke('connections.findSite', { address: server.url }))).toBe(
    'certificate-unknown-authority'
  )
  const sent = await nodeTransport('AtTrack/test').send({ method: 'GET', url: server.url })
  expect(codeOf(sent)).toBe('certificate-unknown-authority')
  expect(server.seen).toEqual([])
})

test('nor does it count as trusted when it is looked at', async () => {
  const { port, url } = await untrusted()
  const seen = must(await inspectTls({ host: '127.0.0.1', port, authorities: [], timeoutMs: 5_000 }))
  expect(seen.systemTrusts).toBe(false)
  expect(must(await app.invoke('network.inspectCertificate', { siteUrl: url })).trustedBy).toBeNull()
})

test('nor is a pin passed over', async () => {
  const [pinned, shown] = [selfSigned({ names: ['127.0.0.1'] }), selfSigned({ names: ['127.0.0.1'] })]
  const server = await serve(likeJira, { key: shown.key, chain: shown.certificate })
  open.push(server)
  const access = createNetworkAccess({ store: app.store, secrets: app.secrets })
  must(await access.rules.change(new URL(server.url).origin, { pin: pinned.x509 }))
  const { transport } = nodeStack(access, 'AtTrack/test')
  const sent = await transport.send({ method: 'GET', url: server.url, headers: { authorization: 'Bearer secret' } })
  expect(codeOf(sent)).toBe('certificate-changed')
  expect(server.seen).toEqual([])
})

test('nor does a secure proxy that nobody knows get a sign-in', async () => {
  const own = selfSigned({ names: ['localhost'] })
  const told: string[] = []
  const proxy = https.createServer({ key: own.key, cert: own.certificate })
  proxy.on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
    told.push(url)
    socket.end('HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n')
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  open.push(proxy)
  const { credentials } = createNetworkAccess({ store: app.store, secrets: app.secrets })
  const address = `localhost:${(proxy.address() as AddressInfo).port}`
  must(await credentials.save({ scheme: 'https', address }, { username: 'anna', password: 'hush' }))
  const reached = await openConnection({
    route: { kind: 'proxy', scheme: 'https', address },
    host: 'jira.example.com',
    port: 443,
    credentials,
    timeoutMs: 5_000
  })
  expect(codeOf(reached)).toBe('proxy-failed')
  expect(told).toEqual([])
})
