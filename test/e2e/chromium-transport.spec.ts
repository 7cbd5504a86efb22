/** The transport over Chromium's network stack, in the real app, against the same servers as Node's (test/integration). */
import { rmSync } from 'node:fs'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import {
  basicGateway,
  closedPort,
  cutOff,
  gzipBomb,
  likeJira,
  makeCertificates,
  reset,
  serve,
  silent,
  stalled,
  startProxy,
  type RunningServer
} from '../integration/support/broken-servers.ts'
import type { AtTrackBridge, Failure, Result } from '../../preload/contract/index.ts'
import { startPracticeJira } from '../jira/index.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'
import { homeTrusting } from './support/trust.ts'

let running: RunningApp
let app: ElectronApplication
let page: Page
const open: { close(): Promise<void> }[] = []

// One app for all: nothing here may depend on what a test before it did.
test.beforeAll(async () => {
  running = await launchApp()
  ;({ app, page } = running)
})
test.afterAll(async () => {
  await running.close()
  rmSync(running.userData, { recursive: true, force: true })
})
test.afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function server(...given: Parameters<typeof serve>): Promise<RunningServer> {
  const started = await serve(...given)
  open.push(started)
  return started
}

type Outcome = { code: string; failure: Failure | null; value: unknown }

/** As the window asks. */
async function invoke(
  name: 'connections.findSite' | 'connections.signInWithPassword',
  input: object
): Promise<Outcome> {
  const result = await page.evaluate(
    ([channel, given]) =>
      (globalThis as unknown as { attrack: AtTrackBridge }).attrack.invoke(
        channel as 'connections.findSite',
        given as { address: string }
      ),
    [name, input] as const
  )
  return result.ok
    ? { code: 'ok', failure: null, value: result.value }
    : { code: result.failure.code, failure: result.failure, value: null }
}
const find = (address: string): Promise<Outcome> => invoke('connections.findSite', { address })
const signIn = (siteUrl: string): Promise<Outcome> =>
  invoke('connections.signInWithPassword', { siteUrl, username: 'anna', password: 'anna-password' })

test('no such name, nobody there, a reset, a cut, a bomb: each by its name', async () => {
  const port = await closedPort()
  const [first, second, third] = [await server(reset), await server(cutOff), await server(gzipBomb)]
  const found = await Promise.all([
    find('https://jira.nowhere.invalid'),
    find(`http://127.0.0.1:${port}`),
    find(first.url),
    find(second.url),
    find(third.url)
  ])
  expect(found.map(({ code }) => code)).toEqual([
    'dns-not-found',
    'connection-refused',
    'connection-lost',
    'connection-lost',
    'reply-too-large'
  ])
  expect(found[1]?.failure?.params['address']).toBe(`127.0.0.1:${port}`)
})

test('no answer, and a body that stalls, end at the time limit; the connections are given up', async () => {
  const [mute, slow] = [await server(silent), await server(stalled)]
  const started = performance.now()
  const found = await Promise.all([find(mute.url), find(slow.url)])
  expect(found.map(({ code }) => code)).toEqual(['timed-out', 'timed-out'])
  expect(found[0]?.failure?.cause).toContain('15 seconds')
  expect(performance.now() - started).toBeLessThan(18_000)
  await expect.poll(() => mute.givenUp() + slow.givenUp()).toBe(2)
})

test('a certificate of an authority that this computer does not know stops everything, password and all', async () => {
  const jira = await startPracticeJira({ https: true })
  open.push(jira)
  expect((await find(jira.url)).code).toBe('certificate-unknown-authority')
  expect((await signIn(jira.url)).code).toBe('certificate-unknown-authority')
  expect(jira.admin.requests()).toEqual([])
})

test('a certificate of another name, or past its date, is told as that – where its authority is the system’s own', async () => {
  const certificates = makeCertificates()
  const [good, other, old] = [
    await server(likeJira, certificates.good),
    await server(likeJira, certificates.wrongHost),
    await server(likeJira, certificates.expired)
  ]
  const home = homeTrusting(certificates.ca)
  const trusting = await launchApp({ env: { HOME: home } })
  try {
    const ask = (channel: string, input: object) =>
      trusting.page.evaluate(
        ([name, given]) =>
          (
            globalThis as unknown as { attrack: { invoke(name: string, input: object): Promise<Result<unknown>> } }
          ).attrack.invoke(name, given),
        [channel, input] as const
      )
    const found: Result<unknown>[] = []
    for (const { url } of [good, other, old]) found.push(await ask('connections.findSite', { address: url }))
    expect(found.map((one) => (one.ok ? 'ok' : one.failure.code))).toEqual([
      'ok',
      'certificate-wrong-host',
      'certificate-expired'
    ])
    expect([other.seen.length, old.seen.length]).toEqual([0, 0])
    // Chromium's verdict is what counts, not that of Node, which knows nothing of this authority.
    const before = good.seen.length
    expect(await ask('network.inspectCertificate', { siteUrl: good.url })).toMatchObject({
      ok: true,
      value: { trustedBy: 'system', problems: [], failure: null }
    })
    expect(good.seen.length).toBe(before)
  } finally {
    await trusting.close()
    rmSync(home, { recursive: true, force: true })
  }
})

test('http on a port where https was expected: tls-failed', async () => {
  const { port } = await server(likeJira)
  expect((await find(`https://127.0.0.1:${port}`)).code).toBe('tls-failed')
})

test('what leaves: our User-Agent, nothing of a browser, and no cookie that was set before', async () => {
  const { url, seen } = await server((request, response) =>
    request.url.includes('/oauth/')
      ? void response.writeHead(401, { 'set-cookie': 'a=1' }).end('oauth_problem=consumer_key_unknown')
      : likeJira(request, response)
  )
  expect((await find(url)).code).toBe('ok')
  expect((await find(url)).code).toBe('ok')
  await signIn(url)
  // The request for a token is a POST.
  await page.evaluate(
    (siteUrl) =>
      (globalThis as unknown as { attrack: AtTrackBridge }).attrack.invoke('applink.test', {
        siteUrl,
        consumerKey: 'nobody'
      }),
    url
  )
  expect(seen.map(({ method }) => method)).toContain('POST')
  expect(seen.some(({ headers }) => headers.authorization?.startsWith('Basic '))).toBe(true)
  for (const { headers, method, url: path } of seen) {
    const where = `${method} ${path}`
    expect(headers['user-agent'], where).toMatch(/^AtTrack\/\d+\.\d+\.\d+$/)
    const browserish = Object.keys(headers).filter((name) =>
      /^(origin|referer|cookie|sec-(?!fetch-)[a-z-]+|x-.*electron.*)$/.test(name)
    )
    expect(browserish, where).toEqual([])
    // Chromium marks every request; only a mark of another site would make Jira's XSRF check refuse it.
    expect(['none', 'same-origin', undefined], where).toContain(headers['sec-fetch-site'])
  }
  const kept = await app.evaluate(
    async ({ session }) => (await session.fromPartition('jira-requests').cookies.get({})).length
  )
  expect(kept).toBe(0)
})

test('a redirect to another host is not followed and takes no credentials along', async () => {
  const elsewhere = await server(likeJira)
  const { url } = await server(
    (_request, response) =>
      void response.writeHead(302, { location: `http://localhost:${elsewhere.port}/caught` }).end()
  )
  expect(await find(url)).toMatchObject({
    code: 'redirected-elsewhere',
    failure: { params: { target: `localhost:${elsewhere.port}` } }
  })
  expect((await signIn(url)).code).not.toBe('ok')
  expect(elsewhere.seen).toEqual([])
})

test('a 401 with WWW-Authenticate: Basic neither hangs nor prompts, with a password or without', async () => {
  const { url, seen } = await server(basicGateway)
  const started = performance.now()
  const found = await find(url)
  const signedIn = await signIn(url)
  expect([found.code, signedIn.code]).not.toContain('ok')
  expect([found.code, signedIn.code]).not.toContain('timed-out')
  expect(found.failure?.cause + (found.failure?.evidence ?? '')).toContain('401')
  expect(performance.now() - started).toBeLessThan(5_000)
  expect(seen.length).toBeLessThan(20)
  const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(windows).toBe(1)
})

test.describe('behind a proxy', () => {
  const setProxy = (port: number): Promise<void> =>
    app.evaluate(async ({ session }, at) => {
      const target = session.fromPartition('jira-requests')
      await target.setProxy(
        at === 0 ? { mode: 'direct' } : { proxyRules: `http=127.0.0.1:${at};https=127.0.0.1:${at}` }
      )
      await target.closeAllConnections()
    }, port)
  test.afterEach(() => setProxy(0))

  async function proxy(status: number, target = 0) {
    const started = await startProxy(status, target)
    open.push(started)
    await setProxy(started.port)
    return started
  }

  test('one that lets us through is used, for http as for https', async () => {
    const [plain, secure] = [await server(likeJira), await server(likeJira, makeCertificates().good)]
    const first = await proxy(200, plain.port)
    expect((await find('http://jira.proxied.test')).code).toBe('ok')
    expect(first.asked[0]).toBe('GET http://jira.proxied.test/rest/api/2/serverInfo')
    expect(plain.seen[0]?.headers['user-agent']).toMatch(/^AtTrack\//)
    const second = await proxy(200, secure.port)
    // Through the tunnel the certificate is still checked, and it is for another name.
    expect((await find('https://jira.proxied.test')).code).toBe('certificate-wrong-host')
    expect(second.asked).toContain('CONNECT jira.proxied.test:443')
  })

  test('one that answers 407: proxy-sign-in, without a prompt', async () => {
    const asking = await proxy(407)
    const found = [await find('http://jira.proxied.test'), await find('https://jira.proxied.test')]
    expect(found.map(({ code }) => code)).toEqual(['proxy-sign-in', 'proxy-sign-in'])
    expect(found[0]?.failure?.params['host']).toBe('jira.proxied.test')
    expect(asking.asked.length).toBeGreaterThan(1)
  })

  test('one that refuses to connect: proxy-refused; one that is not there: proxy-failed', async () => {
    const refusing = await proxy(403)
    expect((await find('https://jira.proxied.test')).failure).toMatchObject({
      code: 'proxy-refused',
      params: { proxy: `127.0.0.1:${refusing.port}`, status: '403' }
    })
    expect(refusing.asked.length).toBeGreaterThan(0)
    await setProxy(await closedPort())
    expect((await find('https://jira.proxied.test')).code).toBe('proxy-failed')
  })
})

test('nothing of all this troubled the window', () => {
  expect(running.complaints).toEqual([])
})
