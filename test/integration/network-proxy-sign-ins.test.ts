/** Which proxy gets which sign-in: one that was given to a secure proxy never goes to a plain one at the same port. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import https from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { startForwardProxy, type ForwardProxy } from '../jira/proxy/proxy.ts'
import { chainOf, issue, makeAuthority } from '../support/certificate-factory.ts'
import { startSocksProxy } from './support/socks-proxy.ts'
import { codeOf, memorySecrets, must, startTestApp, type TestApp } from './support/test-app.ts'

/** An authority the system knows: read once, when the first connection asks for it. */
const authority = makeAuthority({ commonName: 'Known to the system' })
const leaf = issue(authority, { names: ['localhost'] })
const folder = mkdtempSync(path.join(tmpdir(), 'attrack-proxy-'))
writeFileSync(path.join(folder, 'system.pem'), authority.certificate)
const before = process.env['SSL_CERT_FILE']
process.env['SSL_CERT_FILE'] = path.join(folder, 'system.pem')

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  if (before === undefined) delete process.env['SSL_CERT_FILE']
  else process.env['SSL_CERT_FILE'] = before
})
/** Elsewhere the system's authorities are not those of a file. */
const onLinux = process.platform === 'linux'

const siteUrl = 'https://jira.behind-proxy.invalid'
const signIn = { siteUrl, username: 'anna', password: 'hush' }
const basic = `Basic ${btoa('anna:hush')}`

/** Reached over TLS; asks everybody for a sign-in, and leads nowhere. @returns what it was told. */
async function secureProxy(): Promise<{ port: number; told: string[]; close(): Promise<void> }> {
  const told: string[] = []
  const server = https.createServer({ key: leaf.key, cert: chainOf(leaf, authority) })
  server.on('connect', ({ headers }: IncomingMessage, socket: Socket) => {
    const given = headers['proxy-authorization']
    if (given) told.push(given)
    socket.end(given ? 'HTTP/1.1 502 No\r\n\r\n' : 'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  open.push({ close })
  return { port: (server.address() as AddressInfo).port, told, close }
}
/** Without TLS; lets in whoever has the sign-in. */
async function plainProxy(port: number): Promise<ForwardProxy> {
  const proxy = await startForwardProxy({ port, credential: { user: 'anna', password: 'hush' } })
  open.push(proxy)
  return proxy
}
const start = async (secrets = memorySecrets()): Promise<TestApp> => {
  const app = await startTestApp({ secrets })
  open.push(app)
  return app
}
const go = async (app: TestApp, url: string) =>
  must(await app.invoke('network.setProxy', { siteUrl, proxy: { mode: 'manual', url, bypass: '' } }))
const find = async (app: TestApp) => codeOf(await app.invoke('connections.findSite', { address: siteUrl }))

test.runIf(onLinux)('the sign-in for a secure proxy is not told to a plain one in its place', async () => {
  const app = await start()
  const secure = await secureProxy()
  expect((await go(app, `https://localhost:${secure.port}`)).proxyAddress).toBe(`https://localhost:${secure.port}`)
  must(await app.invoke('network.saveProxyCredential', signIn))
  expect(await find(app)).toBe('proxy-refused')
  expect(secure.told).toContain(basic)

  await secure.close()
  const plain = await plainProxy(secure.port)
  const now = await go(app, `http://localhost:${secure.port}`)
  expect(now).toMatchObject({ proxyAddress: `localhost:${secure.port}`, proxyUser: null })
  expect(await find(app)).toBe('proxy-sign-in')
  expect(plain.asked().map(({ status, user }) => [status, user])).toEqual([[407, null]])
  // It is still there for the proxy it was given to.
  expect((await go(app, `https://localhost:${secure.port}`)).proxyUser).toBe('anna')
})

test('the sign-in for an HTTP proxy is not told to SOCKS at the same port', async () => {
  const app = await start()
  const socks = await startSocksProxy({}, 'anna:hush')
  open.push(socks)
  await go(app, `http://127.0.0.1:${socks.port}`)
  must(await app.invoke('network.saveProxyCredential', signIn))
  expect((await go(app, `socks5://127.0.0.1:${socks.port}`)).proxyUser).toBeNull()
  expect(await find(app)).toBe('proxy-sign-in')
})

/** As they were kept before there were schemes. */
const former = JSON.stringify({ username: 'anna', password: 'hush' })
/** What is in the keychain for a proxy's address, under either name. */
const entries = async ({ secrets }: TestApp, scheme: string, address: string) =>
  [must(await secrets.get('proxy', address)), must(await secrets.get('proxy', `${scheme}://${address}`))] as const

test('a sign-in of before goes on to the proxy that was entered by hand', async () => {
  const plain = await plainProxy(0)
  const address = new URL(plain.url).host
  const app = await start()
  must(await app.secrets.set('proxy', address, former))
  expect((await go(app, plain.url)).proxyUser).toBe('anna')
  await find(app)
  expect(plain.asked().at(-1)).toMatchObject({ user: 'anna' })
  expect(await entries(app, 'http', address)).toEqual([null, former])
})

test.runIf(onLinux)('a sign-in of before goes on to a proxy that shows a certificate for that name', async () => {
  const secure = await secureProxy()
  const address = `localhost:${secure.port}`
  const app = await start()
  must(await app.secrets.set('proxy', address, former))
  await go(app, `https://${address}`)
  await find(app)
  expect(secure.told).toContain(basic)
  expect(await entries(app, 'https', address)).toEqual([null, former])
})

test('a sign-in of before is not told to a proxy without TLS that only the system names, and is replaced', async () => {
  const plain = await plainProxy(0)
  const address = new URL(plain.url).host
  const secrets = memorySecrets()
  const app = await startTestApp({ secrets, systemProxy: plain.url })
  open.push(app)
  must(await secrets.set('proxy', address, former))
  expect(await find(app)).toBe('proxy-sign-in')
  expect(plain.asked().every(({ user }) => user === null)).toBe(true)
  expect(await entries(app, 'http', address)).toEqual([former, null])
  must(await app.invoke('network.saveProxyCredential', { ...signIn, password: 'new' }))
  expect(await entries(app, 'http', address)).toEqual([null, former.replace('hush', 'new')])
})

test('nor where the same address was entered as a secure proxy, too; forgetting takes it along', async () => {
  const plain = await plainProxy(0)
  const address = new URL(plain.url).host
  const app = await start()
  const manual = async (url: string, at: string) =>
    must(await app.invoke('network.setProxy', { siteUrl: at, proxy: { mode: 'manual', url, bypass: '' } }))
  await manual(`https://${address}`, 'https://other.behind-proxy.invalid')
  await manual(plain.url, siteUrl)
  must(await app.secrets.set('proxy', address, former))
  expect(await find(app)).toBe('proxy-sign-in')
  expect(plain.asked().every(({ user }) => user === null)).toBe(true)
  must(await app.invoke('network.forgetProxyCredential', { siteUrl }))
  expect(await entries(app, 'http', address)).toEqual([null, null])
})
