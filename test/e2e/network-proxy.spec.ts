/**
 * Proxies that a script names, over Chromium's network stack: a sign-in that was given to a proxy reached over TLS never
 * goes out in clear, whatever the script says later. And however often what is set for a Jira is changed or looked at,
 * Chromium's sessions stay few, and none of them remembers what no longer holds.
 */
import { rmSync } from 'node:fs'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expect, test } from '@playwright/test'
import { likeJira, serve } from '../integration/support/broken-servers.ts'
import { chainOf, issue, makeAuthority, selfSigned } from '../support/certificate-factory.ts'
import { bridgeOf, chooseFiles, type Bridge } from './support/bridge.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'
import { homeTrusting } from './support/trust.ts'

const authority = makeAuthority({ commonName: 'Known to the system' })
const leaf = issue(authority, { names: ['localhost', 'jira.behind-proxy.invalid'] })
const certificate = { key: leaf.key, chain: chainOf(leaf, authority) }
const siteUrl = 'https://jira.behind-proxy.invalid'
const signIn = { siteUrl, username: 'anna', password: 'hush' }
const basic = `Basic ${btoa('anna:hush')}`

let running: RunningApp
let home: string
let invoke: Bridge['invoke']
let must: Bridge['must']
const open: { close(): unknown }[] = []
test.beforeAll(async () => {
  home = homeTrusting(authority.certificate)
  running = await launchApp({ env: { HOME: home } })
  ;({ invoke, must } = bridgeOf(running.page))
})
test.afterAll(async () => {
  await running.close()
  rmSync(running.userData, { recursive: true, force: true })
  rmSync(home, { recursive: true, force: true })
})
test.afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const find = async (address = siteUrl): Promise<string> => {
  const found = await invoke('connections.findSite', { address })
  return found.ok ? 'ok' : found.failure.code
}

/**
 * The proxy, reached over TLS, and somebody on the way to it: at the same port who speaks without TLS is answered by
 * them, and asked for a sign-in.
 */
async function proxyBeset(): Promise<{ address: string; secure: string[]; inClear: string[] }> {
  const jira = await serve(likeJira, certificate)
  const [secure, inClear]: [string[], string[]] = [[], []]
  const asks = 'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'
  const proxy = https.createServer({ key: leaf.key, cert: certificate.chain })
  proxy.on('connect', ({ headers }: IncomingMessage, client: Duplex) => {
    const given = headers['proxy-authorization'] ?? ''
    secure.push(given)
    client.on('error', () => undefined)
    if (given !== basic) return void client.end(asks)
    const onward = net.connect(jira.port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'))
    client.on('close', () => onward.destroy())
    client.pipe(onward.on('error', () => undefined)).pipe(client)
  })
  const attacker = http.createServer()
  attacker.on('connect', ({ headers }: IncomingMessage, client: Duplex) => {
    inClear.push(headers['proxy-authorization'] ?? '')
    client.on('error', () => undefined).end(asks)
  })
  const clients = new Set<Duplex>()
  const front = net.createServer((client) => {
    clients.add(client)
    client.on('error', () => undefined)
    client.once('readable', () => {
      const first = client.read() as Buffer | null
      if (first === null) return
      client.unshift(first)
      // A TLS record of a handshake begins with 22 (RFC 8446 §5.1).
      ;(first[0] === 22 ? proxy : attacker).emit('connection', client)
    })
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  const end = (): void => {
    for (const client of clients) client.destroy()
  }
  open.push({ close: end }, front, jira)
  return { address: `localhost:${(front.address() as AddressInfo).port}`, secure, inClear }
}

/** @param answers the body of FindProxyForURL, behind `var asked = 0;` */
async function byScript(answers: string): Promise<void> {
  const script = `var asked = 0; function FindProxyForURL(url, host) { ${answers} }`
  const scripts = await serve((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' }).end(script)
  )
  open.push(scripts)
  await must('network.setProxy', { siteUrl, proxy: { mode: 'script', url: `${scripts.url}/proxy.pac` } })
}
const byHand = (url: string) => must('network.setProxy', { siteUrl, proxy: { mode: 'manual', url, bypass: '' } })

test('a secure proxy that a script names is signed in to; the same one without TLS is not', async () => {
  const { address, secure, inClear } = await proxyBeset()
  await byScript(`return 'HTTPS ${address}'`)
  expect(await find()).toBe('proxy-sign-in')
  expect((await must('network.saveProxyCredential', signIn)).proxyAddress).toBe(`https://${address}`)
  expect(await find()).toBe('ok')
  expect(secure).toContain(basic)

  await byScript(`return 'PROXY ${address}'`)
  expect(await must('network.get', { siteUrl })).toMatchObject({ proxyAddress: address, proxyUser: null })
  expect(await find()).toBe('proxy-sign-in')
  await byScript(`return 'HTTPS ${address}; PROXY ${address}'`)
  expect(await find()).toBe('ok')
  await byHand(`http://${address}`)
  expect(await find()).toBe('proxy-sign-in')
  expect(inClear.length).toBeGreaterThan(0)
  expect(inClear.filter((given) => given !== '')).toEqual([])
})

test('nor does a script get it that answers something else each time', async () => {
  const { address, secure, inClear } = await proxyBeset()
  await byHand(`https://${address}`)
  await must('network.saveProxyCredential', signIn)
  expect(await find()).toBe('ok')
  for (const first of ['HTTPS', 'PROXY']) {
    await byScript(
      `asked += 1; return (asked % 2 ? '${first}' : '${first === 'PROXY' ? 'HTTPS' : 'PROXY'}') + ' ${address}'`
    )
    for (let time = 0; time < 6; time += 1) expect(['ok', 'proxy-sign-in']).toContain(await find())
  }
  expect(secure.filter((given) => given === basic).length).toBeGreaterThan(1)
  expect(inClear.length).toBeGreaterThan(0)
  expect(inClear.filter((given) => given !== '')).toEqual([])
})

/** From now on the sessions that the app asks for are counted. */
const countSessions = (): Promise<void> =>
  running.app.evaluate(({ session }) => {
    const made = new Set<string>()
    const { fromPartition } = session
    Object.assign(globalThis, { made })
    session.fromPartition = (name, options) => {
      made.add(name)
      return fromPartition.call(session, name, options)
    }
  })
const counted = (): Promise<number> =>
  running.app.evaluate(() => (globalThis as unknown as { made: Set<string> }).made.size)

test('changed thirty times, looked at thirty times: a handful of sessions, and no verdict of before', async () => {
  const own = selfSigned({ names: ['localhost'] })
  const server = await serve(likeJira, { key: own.key, chain: own.certificate })
  open.push(server)
  const at = server.url.replace('127.0.0.1', 'localhost')
  const fingerprint = own.x509.fingerprint256
  await chooseFiles(running.app, own.certificate)
  await countSessions()
  // With a way of its own it has a session of its own, also while nothing is trusted there.
  await must('network.setProxy', { siteUrl: at, proxy: { mode: 'direct' } })
  const was = server.seen.length
  for (let time = 0; time < 10; time += 1) {
    await must('network.pin', { siteUrl: at, fingerprint })
    expect(await find(at)).toBe('ok')
    await must('network.unpin', { siteUrl: at })
    expect(await find(at)).toBe('certificate-self-signed')
    await must('network.importAuthority', { siteUrl: at })
    expect((await must('network.inspectCertificate', { siteUrl: at })).trustedBy).toBe('imported')
    expect(await find(at)).toBe('ok')
    await must('network.removeAuthority', { siteUrl: at, fingerprint })
    const seen = await must('network.inspectCertificate', { siteUrl: at })
    expect(seen).toMatchObject({ trustedBy: null, failure: { code: 'certificate-self-signed' } })
    expect(await find(at)).toBe('certificate-self-signed')
  }
  expect(server.seen.length).toBeGreaterThan(was)
  // One for the pin, one for the authority, one for neither, and those that only look.
  expect(await counted()).toBeLessThanOrEqual(7)
})
