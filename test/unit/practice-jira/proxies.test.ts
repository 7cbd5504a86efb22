/** The forward proxy, the proxy script and the reverse proxy around a practice Jira. */
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import type { PracticeJiraOptions } from '../../jira/index.ts'
import { startForwardProxy, type ProxyOptions } from '../../jira/proxy/proxy.ts'
import { startSurroundings, type Surroundings } from '../../jira/surroundings/index.ts'
import { basic, jiraForTest, link, oauthHeader, sign } from './helpers.ts'
import { ask, askOver, askThrough, openTunnel, outcome } from './raw-client.ts'

async function around(name: string, options: PracticeJiraOptions = {}): Promise<Surroundings> {
  const started = await startSurroundings(name, { projects: false, ...options })
  onTestFinished(() => started.close())
  return started
}

async function proxyForTest(options: ProxyOptions = {}) {
  const proxy = await startForwardProxy(options)
  onTestFinished(() => proxy.close())
  return proxy
}

const proxyOf = ({ proxy }: Surroundings) => proxy as NonNullable<Surroundings['proxy']>
const info = ({ url }: Surroundings): string => `${url}/rest/api/2/serverInfo`

test('proxy: the name leads to Jira through it only, and Jira knows itself by that name', async () => {
  const jira = await around('proxy')
  expect(await outcome(info(jira))).toMatch(/ENOTFOUND|EAI_AGAIN/)
  const reply = await askThrough(proxyOf(jira).url, `${info(jira)}?secret=1`)
  expect(reply).toMatchObject({ status: 200, text: expect.stringContaining(`"baseUrl":"${jira.url}"`) as string })
  expect(proxyOf(jira).asked()).toEqual([{ method: 'GET', target: info(jira), status: 200, user: null }])
})

test('proxy: OAuth signatures hold, for the address stays as it was signed', async () => {
  const jira = await around('proxy')
  jira.jira.admin.createApplicationLink(link)
  const { token } = jira.jira.admin.grantAccessToken(link.consumerKey, 'anna')
  const url = `${jira.url}/rest/api/2/myself`
  const headers = oauthHeader(sign('GET', url, { oauth_token: token }))
  expect(await askThrough(proxyOf(jira).url, url, {}, headers)).toMatchObject({ status: 200 })
})

test('proxy-407: asks for Basic, refuses a wrong one, and keeps the right one from Jira', async () => {
  const jira = await around('proxy-407')
  const { url: proxy, user = '', password = '', asked } = proxyOf(jira)
  const first = await askThrough(proxy, info(jira))
  expect(first).toMatchObject({ status: 407, headers: { 'proxy-authenticate': 'Basic realm="Practice proxy"' } })
  expect(await askThrough(proxy, info(jira), { user, password: 'wrong' })).toMatchObject({ status: 407 })
  const good = await askThrough(proxy, `${jira.url}/rest/api/2/myself`, { user, password }, basic('anna'))
  expect(good).toMatchObject({ status: 200, headers: { 'x-ausername': 'anna' } })
  expect(asked().map(({ status, user }) => [status, user])).toEqual([
    [407, null],
    [407, null],
    [200, 'proxy-user']
  ])
})

test('proxy-407 over https: the tunnel asks likewise; behind it Jira’s own certificate', async () => {
  const jira = await around('proxy-407', { https: true })
  const { url: proxy, user = '', password = '' } = proxyOf(jira)
  expect((await openTunnel(proxy, 'jira.practice.invalid:443')).headers['proxy-authenticate']).toContain('Basic')
  const { status, tunnel } = await openTunnel(proxy, 'jira.practice.invalid:443', { user, password })
  expect(status).toBe(200)
  expect(await askOver(tunnel, info(jira), jira.caPem)).toMatchObject({ status: 200 })
  const again = await openTunnel(proxy, 'jira.practice.invalid:443', { user, password })
  expect(await askOver(again.tunnel, info(jira), undefined)).toMatch(/SELF_SIGNED|UNABLE_TO/)
})

test('proxy-refuses-connect: 403 to the tunnel to Jira', async () => {
  const jira = await around('proxy-refuses-connect')
  expect(jira.url).toBe('https://jira.practice.invalid/jira')
  expect((await openTunnel(proxyOf(jira).url, 'jira.practice.invalid:443')).status).toBe(403)
  expect(proxyOf(jira).asked()).toEqual([
    { method: 'CONNECT', target: 'jira.practice.invalid:443', status: 403, user: null }
  ])
})

test('pac: the script names the proxy for Jira and lets everything else go directly', async () => {
  const jira = await around('pac')
  const reply = await ask(jira.pacUrl ?? '')
  if (typeof reply === 'string') throw new Error(reply)
  expect(reply.headers['content-type']).toBe('application/x-ns-proxy-autoconfig')
  const dnsDomainIs = (host: string, domain: string) => host.endsWith(domain)
  const decide = (url: string): unknown =>
    runInNewContext(`${reply.text}; FindProxyForURL(url, host)`, { url, host: new URL(url).hostname, dnsDomainIs })
  expect(decide(jira.url)).toBe(`PROXY ${new URL(proxyOf(jira).url).host}`)
  expect(decide('https://example.com/')).toBe('DIRECT')
  expect(await askThrough(proxyOf(jira).url, info(jira))).toMatchObject({ status: 200 })
})

test('pac-missing: 404 where the script should be', async () => {
  const jira = await around('pac-missing')
  expect(await outcome(jira.pacUrl ?? '')).toBe(404)
})

test('reverse-proxy: Jira answers, says another base URL, and refuses signatures made for the address entered', async () => {
  const jira = await around('reverse-proxy')
  const reply = await ask(info(jira))
  expect(typeof reply === 'string' ? reply : JSON.parse(reply.text)).toMatchObject({ baseUrl: jira.jira.url })
  expect(jira.url).not.toBe(jira.jira.url)
  jira.jira.admin.createApplicationLink(link)
  const url = `${jira.url}/plugins/servlet/oauth/request-token`
  const header = oauthHeader(sign('POST', url, { oauth_callback: 'oob' }))
  const refused = await (await fetch(url, { method: 'POST', headers: header })).text()
  const base = new URLSearchParams(refused).get('oauth_signature_base_string') ?? ''
  expect(base).toContain(encodeURIComponent(jira.jira.url))
})

test('a forward proxy also reaches what is on the network, says 502 for what is not, and 400 for a path alone', async () => {
  const jira = await jiraForTest()
  const proxy = await proxyForTest()
  expect(await askThrough(proxy.url, `${jira.url}/rest/api/2/serverInfo`)).toMatchObject({ status: 200 })
  expect(await askThrough(proxy.url, 'http://jira.nowhere.invalid/')).toMatchObject({ status: 502 })
  expect((await openTunnel(proxy.url, 'jira.nowhere.invalid:443')).status).toBe(502)
  expect(await outcome(`${proxy.url}/rest/api/2/serverInfo`)).toBe(400)
})

test('closing a proxy ends its tunnels', async () => {
  const jira = await jiraForTest()
  const proxy = await startForwardProxy()
  const { tunnel } = await openTunnel(proxy.url, `127.0.0.1:${jira.port}`)
  const ended = new Promise((resolve) => tunnel.on('close', () => resolve('ended')).on('error', () => undefined))
  tunnel.resume()
  await proxy.close()
  expect(await ended).toBe('ended')
})
