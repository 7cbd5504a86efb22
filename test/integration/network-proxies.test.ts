/** The way to a Jira: proxies that ask, refuse and are not there, over real sockets. Scripts need Chromium: test/e2e. */
import { afterEach, expect, test } from 'vitest'
import { ok } from '../../preload/contract/failures/failure.ts'
import type { ProxySetting } from '../../preload/contract/index.ts'
import { explainUnreachable } from '../../main/net/address-family.ts'
import { networkFailure } from '../../main/net/network-failure.ts'
import { createNetworkAccess } from '../../main/net/network-stack.ts'
import { nodeStack } from '../../main/net/node-stack.ts'
import { startPracticeJira } from '../jira/index.ts'
import { startForwardProxy } from '../jira/proxy/proxy.ts'
import { startSurroundings, type Surroundings } from '../jira/surroundings/index.ts'
import { recognised } from '../support/recognised.ts'
import { closedPort, likeJira, serve } from './support/broken-servers.ts'
import { startSocksProxy } from './support/socks-proxy.ts'
import { codeOf, must, startTestApp, type TestApp, type TestAppOptions } from './support/test-app.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})
const keep = <T extends { close(): Promise<unknown> }>(one: T): T => {
  open.push(one)
  return one
}

const start = async (options: TestAppOptions = {}): Promise<TestApp> => keep(await startTestApp(options))
const around = async (name: string, options = {}): Promise<Surroundings> => keep(await startSurroundings(name, options))
const find = (app: TestApp, address: string) => app.invoke('connections.findSite', { address })
const through = (url: string, bypass = ''): ProxySetting => ({ mode: 'manual', url, bypass })

test('a proxy set for one Jira is used for it and for no other; directly, it is not', async () => {
  const { url, proxy } = await around('proxy')
  const other = keep(await startPracticeJira())
  const app = await start()
  expect(codeOf(await find(app, url))).toBe('dns-not-found')
  const set = must(await app.invoke('network.setProxy', { siteUrl: url, proxy: through(proxy?.url ?? '') }))
  const address = new URL(proxy?.url ?? '').host
  expect(set).toMatchObject({ route: `through the proxy ${address}`, proxyAddress: address, proxyUser: null })
  expect(codeOf(await find(app, url))).toBe('ok')
  expect(codeOf(await find(app, other.url))).toBe('ok')
  expect(proxy?.asked().every(({ target }) => target.startsWith(new URL(url).hostname))).toBe(true)
  must(await app.invoke('network.setProxy', { siteUrl: url, proxy: { mode: 'direct' } }))
  expect(codeOf(await find(app, url))).toBe('dns-not-found')
})

test('the system’s proxy is the default, and a Jira can be excepted from it', async () => {
  const jira = keep(await startPracticeJira())
  const app = await start({ systemProxy: `http://127.0.0.1:${await closedPort()}` })
  expect(codeOf(await find(app, jira.url))).toBe('proxy-failed')
  recognised({ code: 'proxy-failed', by: 'a proxy that is not running', how: 'sign-in' })
  expect(must(await app.invoke('network.get', { siteUrl: jira.url })).route).toMatch(/^through the proxy 127\.0\.0\.1:/)
  must(await app.invoke('network.setProxy', { siteUrl: jira.url, proxy: { mode: 'direct' } }))
  expect(codeOf(await find(app, jira.url))).toBe('ok')
  expect(must(await app.invoke('network.get', { siteUrl: jira.url })).route).toBe('direct')
  must(await app.invoke('network.setProxy', { siteUrl: jira.url, proxy: through('http://127.0.0.1:1', '127.0.0.1') }))
  expect(codeOf(await find(app, jira.url))).toBe('ok')
})

test('407: asked for once, kept, and never sent again after it was refused', async () => {
  const { url, proxy } = await around('proxy-407')
  const proxyUrl = proxy?.url ?? ''
  const asked = () => proxy?.asked() ?? []
  const app = await start({ systemProxy: proxyUrl })
  const { host } = new URL(proxyUrl)
  expect(await find(app, url)).toMatchObject({ failure: { code: 'proxy-sign-in', params: { proxy: host } } })
  recognised({ code: 'proxy-sign-in', by: 'proxy-407', how: 'sign-in' })

  const wrong = { siteUrl: url, username: 'proxy-user', password: 'mistyped' }
  expect(must(await app.invoke('network.saveProxyCredential', wrong)).proxyUser).toBe('proxy-user')
  expect(await find(app, url)).toMatchObject({ failure: { code: 'proxy-credential-refused', params: { proxy: host } } })
  recognised({ code: 'proxy-credential-refused', by: 'proxy-407, with a wrong password', how: 'sign-in' })
  const before = asked().length
  expect(codeOf(await find(app, url))).toBe('proxy-credential-refused')
  // The proxy was reached without the password: one question each, no second one that would have brought it along.
  expect(asked().length - before).toBe(1)

  must(await app.invoke('network.saveProxyCredential', { ...wrong, password: proxy?.password ?? '' }))
  expect(codeOf(await find(app, url))).toBe('ok')
  expect(asked().at(-1)).toMatchObject({ status: 200, user: 'proxy-user' })
  expect(await app.secrets.get('proxy', `http://${host}`)).toEqual(
    ok(JSON.stringify({ username: 'proxy-user', password: proxy?.password }))
  )
  expect(JSON.stringify([must(await app.invoke('network.get', { siteUrl: url })), app.events])).not.toContain(
    proxy?.password
  )
  expect(must(await app.invoke('network.forgetProxyCredential', { siteUrl: url })).proxyUser).toBeNull()
  expect(await app.secrets.get('proxy', `http://${host}`)).toEqual(ok(null))
})

test('the sign-in for a proxy goes with the last connection that needs it', async () => {
  const { url, proxy } = await around('proxy-407')
  const { host } = new URL(proxy?.url ?? '')
  const app = await start({ systemProxy: proxy?.url ?? '' })
  const direct = keep(await startPracticeJira())
  must(await app.invoke('network.setProxy', { siteUrl: direct.url, proxy: { mode: 'direct' } }))
  const { user: username = '', password = '' } = proxy ?? {}
  must(await app.invoke('network.saveProxyCredential', { siteUrl: url, username, password }))
  const signIn = async (siteUrl: string, who: string) =>
    must(await app.invoke('connections.signInWithPassword', { siteUrl, username: who, password: `${who}-password` }))
  const [anna, ben] = [await signIn(url, 'anna'), await signIn(url, 'ben')]
  await signIn(direct.url, 'anna')
  const held = async () => must(await app.secrets.get('proxy', `http://${host}`))
  must(await app.invoke('connections.remove', { id: anna.id }))
  expect(await held()).not.toBeNull()
  must(await app.invoke('connections.remove', { id: ben.id }))
  expect(await held()).toBeNull()
})

test('a proxy that does not let us through is named, with its answer', async () => {
  const { url, proxy, jira } = await around('proxy-refuses-connect')
  const app = await start({ systemProxy: proxy?.url ?? '' })
  expect(await find(app, url)).toMatchObject({
    failure: { code: 'proxy-refused', params: { proxy: new URL(proxy?.url ?? '').host, status: '403' } }
  })
  expect(jira.admin.requests()).toEqual([])
  recognised({ code: 'proxy-refused', by: 'proxy-refuses-connect', how: 'sign-in' })
})

test('through a tunnel the certificate is judged as it is directly', async () => {
  const { url, proxy, caPem = '' } = await around('proxy', { https: true })
  const app = await start({
    systemProxy: proxy?.url ?? '',
    desktop: { openFiles: async () => ok([{ name: 'ca.pem', bytes: Buffer.from(caPem) }]) }
  })
  expect(codeOf(await find(app, url))).toBe('certificate-unknown-authority')
  must(await app.invoke('network.importAuthority', { siteUrl: url }))
  expect(codeOf(await find(app, url))).toBe('ok')
  expect(must(await app.invoke('network.inspectCertificate', { siteUrl: url })).trustedBy).toBe('imported')
  expect(proxy?.asked().map(({ method }) => method)).not.toContain('GET')
})

test('SOCKS, with and without a sign-in', async () => {
  const jira = keep(await startPracticeJira())
  const name = 'jira.behind-socks.invalid'
  const [free, guarded] = [
    keep(await startSocksProxy({ [name]: jira.port })),
    keep(await startSocksProxy({ [name]: jira.port }, 'anna:hush'))
  ]
  const app = await start()
  const siteUrl = `http://${name}`
  must(await app.invoke('network.setProxy', { siteUrl, proxy: through(`socks5://127.0.0.1:${free.port}`) }))
  expect(codeOf(await find(app, siteUrl))).toBe('ok')
  expect(free.asked).toContain(`${name}:80`)
  must(await app.invoke('network.setProxy', { siteUrl, proxy: through(`socks5://127.0.0.1:${guarded.port}`) }))
  expect(codeOf(await find(app, siteUrl))).toBe('proxy-sign-in')
  must(await app.invoke('network.saveProxyCredential', { siteUrl, username: 'anna', password: 'wrong' }))
  expect(codeOf(await find(app, siteUrl))).toBe('proxy-credential-refused')
  must(await app.invoke('network.saveProxyCredential', { siteUrl, username: 'anna', password: 'hush' }))
  expect(codeOf(await find(app, siteUrl))).toBe('ok')
})

test('what is sent on behalf of a Jira goes its way where it has none of its own', async () => {
  const gateway = keep(await serve(likeJira))
  const proxy = keep(await startForwardProxy({ inside: { 'api.gateway.invalid': gateway.port } }))
  const app = await start()
  const access = createNetworkAccess({ store: app.store, secrets: app.secrets })
  const { transport } = nodeStack(access, 'AtTrack/test')
  const site = 'https://example.atlassian.invalid/jira'
  must(await access.rules.change(new URL(site).origin, { proxy: through(proxy.url) }))
  const send = (more: { site?: string }) =>
    transport.send({ method: 'GET', url: 'http://api.gateway.invalid/rest', ...more })
  expect(codeOf(await send({}))).toBe('dns-not-found')
  expect(codeOf(await send({ site }))).toBe('ok')
  expect(proxy.asked().map(({ target }) => target)).toEqual(['api.gateway.invalid:80'])
  // Its own setting counts for more.
  must(await access.rules.change('http://api.gateway.invalid', { proxy: { mode: 'direct' } }))
  expect(codeOf(await send({ site }))).toBe('dns-not-found')
})

test('no way to an address that is IPv6 only is told apart from no way at all', async () => {
  // What a computer without IPv6 says of it, in Node's and in Chromium's words; looked up by the system's resolver.
  for (const error of ['ENETUNREACH', 'net::ERR_ADDRESS_UNREACHABLE', 'net::ERR_NAME_NOT_RESOLVED']) {
    const why = networkFailure(error, 'http://[2001:db8::1]:8080', 1_000)
    expect((await explainUnreachable(why, '[2001:db8::1]')).code).toBe('ipv6-unreachable')
  }
  const other = networkFailure('EHOSTUNREACH', 'http://127.0.0.1', 1_000)
  expect(await explainUnreachable(other, '127.0.0.1')).toBe(other)
  const refused = networkFailure('ECONNREFUSED', 'http://[::1]', 1_000)
  expect(await explainUnreachable(refused, '[::1]')).toBe(refused)
  recognised({ code: 'ipv6-unreachable', by: 'an IPv6 address where there is no IPv6', how: 'sign-in' })
})
