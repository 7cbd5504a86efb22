/** The transport over Node's http, against real sockets that misbehave. Chromium's meets the same in test/e2e. */
import http from 'node:http'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { nodeTransport } from '../../main/net/node-transport.ts'
import type { TransportRequest } from '../../main/net/transport.ts'
import type { Failure, Result } from '../../preload/contract/failures/failure.ts'
import { startPracticeJira } from '../jira/index.ts'
import {
  closedPort,
  cutOff,
  gzipBomb,
  likeJira,
  makeCertificates,
  reset,
  serve,
  silent,
  stalled,
  type Certificates,
  type RunningServer
} from './support/broken-servers.ts'
import { recognised } from '../support/recognised.ts'

const transport = nodeTransport('AtTrack/1.2.3')
const get = (url: string, more: Partial<TransportRequest> = {}) => transport.send({ method: 'GET', url, ...more })

function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error(`it succeeded: ${JSON.stringify(result.value).slice(0, 200)}`)
  return result.failure
}

const running: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of running.splice(0)) await one.close()
})
async function server(...given: Parameters<typeof serve>): Promise<RunningServer> {
  const started = await serve(...given)
  running.push(started)
  return started
}

let certificates: Certificates
beforeAll(() => {
  certificates = makeCertificates()
})

test('a reply carries status, lower-case headers and the body as it was before compression', async () => {
  const jira = await startPracticeJira({ version: '10.3' })
  running.push(jira)
  const reply = await get(`${jira.url}/rest/api/2/search?jql=project%3DMOD`, {
    headers: { Authorization: `Basic ${Buffer.from('anna:anna-password').toString('base64')}` }
  })
  if (!reply.ok) throw new Error(reply.failure.title)
  expect(reply.value.status).toBe(200)
  expect(reply.value.headers).toMatchObject({ 'x-ausername': 'anna', 'content-encoding': 'gzip' })
  expect((JSON.parse(Buffer.from(reply.value.body).toString()) as { total: number }).total).toBe(
    jira.admin.issues('MOD').length
  )
})

test('what leaves: our User-Agent, no Origin, no Cookie; the body with its length', async () => {
  const { url, seen } = await server(likeJira)
  await get(`${url}/a?b=%20c`)
  await transport.send({
    method: 'POST',
    url: `${url}/d`,
    body: '{"é":1}',
    headers: { 'Content-Type': 'application/json' }
  })
  expect(seen.map(({ method, url: path, body }) => [method, path, body])).toEqual([
    ['GET', '/a?b=%20c', ''],
    ['POST', '/d', '{"é":1}']
  ])
  for (const { headers } of seen) {
    expect(headers['user-agent']).toBe('AtTrack/1.2.3')
    expect(Object.keys(headers).filter((name) => /^(origin|referer|cookie|sec-.*)$/.test(name))).toEqual([])
  }
  expect(seen[1]?.headers).toMatchObject({ 'content-length': '8', 'content-type': 'application/json' })
})

test('no cookie that was set comes back', async () => {
  const { url, seen } = await server(likeJira)
  for (let n = 0; n < 3; n += 1) expect((await get(url)).ok).toBe(true)
  expect(seen.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined, undefined])
})

test('a redirect is handed back, not followed, and the credentials stay where they were sent', async () => {
  const elsewhere = await server(likeJira)
  const { url } = await server(
    (_request, response) => void response.writeHead(302, { location: `${elsewhere.url}/caught` }).end()
  )
  const reply = await get(url, { headers: { Authorization: 'Basic c2VjcmV0' } })
  expect(reply).toMatchObject({ ok: true, value: { status: 302, headers: { location: `${elsewhere.url}/caught` } } })
  expect(elsewhere.seen).toEqual([])
})

test('a compression bomb ends at the limit of the decompressed body', async () => {
  const { url } = await server(gzipBomb)
  const before = process.memoryUsage().arrayBuffers
  expect(failureOf(await get(url, { maxBytes: 1_000_000 }))).toMatchObject({
    code: 'reply-too-large',
    params: { limit: '1000000' }
  })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000)
})

test('a body without end stops at the limit, too', async () => {
  const jira = await startPracticeJira()
  running.push(jira)
  jira.admin.setFault('huge-body')
  expect(failureOf(await get(`${jira.url}/rest/api/2/serverInfo`, { maxBytes: 3_000_000 })).code).toBe(
    'reply-too-large'
  )
})

test.each([
  ['no answer', silent],
  ['a body that stalls', stalled]
])('%s runs into the time limit, and the connection is given up', async (_name, answer) => {
  const { url, givenUp } = await server(answer)
  const started = performance.now()
  expect(failureOf(await get(url, { timeoutMs: 300 }))).toMatchObject({
    code: 'timed-out',
    params: { host: '127.0.0.1' }
  })
  expect(performance.now() - started).toBeLessThan(2_000)
  await expect.poll(givenUp).toBe(1)
})

test.each([
  ['the practice Jira', 'slow'],
  ['the practice Jira', 'stalled-body']
])('%s with the fault %s: timed-out', async (_name, fault) => {
  const jira = await startPracticeJira()
  running.push(jira)
  jira.admin.setFault(fault)
  expect(failureOf(await get(`${jira.url}/rest/api/2/serverInfo`, { timeoutMs: 300 })).code).toBe('timed-out')
})

test('abort before and while: cancelled, and the connection is given up', async () => {
  const { url, givenUp, seen } = await server(stalled)
  expect(failureOf(await get(url, { signal: AbortSignal.abort() })).code).toBe('cancelled')
  expect(seen).toEqual([])
  const stop = new AbortController()
  const asked = get(url, { signal: stop.signal })
  await expect.poll(() => seen.length).toBe(1)
  stop.abort()
  expect(failureOf(await asked).code).toBe('cancelled')
  await expect.poll(givenUp).toBe(1)
})

test.each([
  ['reset before an answer', reset],
  ['cut within the body', cutOff]
])('%s: connection-lost', async (_name, answer) => {
  const { url } = await server(answer)
  expect(failureOf(await get(url)).code).toBe('connection-lost')
})

test('a connection cut within a compressed body: connection-lost', async () => {
  const jira = await startPracticeJira({ version: '10.3' })
  running.push(jira)
  jira.admin.setFault('cut-off')
  const auth = { Authorization: `Basic ${Buffer.from('anna:anna-password').toString('base64')}` }
  expect(failureOf(await get(`${jira.url}/rest/api/2/search?jql=project%3DMOD`, { headers: auth })).code).toBe(
    'connection-lost'
  )
})

test('a kept connection that the server closed meanwhile is no failure', async () => {
  const own = http.createServer((_request, response) => void response.end('{}'))
  own.keepAliveTimeout = 100
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
  running.push({ close: () => new Promise((resolve) => own.close(() => resolve())) })
  const url = `http://127.0.0.1:${(own.address() as { port: number }).port}`
  expect((await get(url)).ok).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 1_300))
  expect((await get(url)).ok).toBe(true)
})

test('nobody listens: connection-refused; no such name: dns-not-found', async () => {
  const port = await closedPort()
  expect(failureOf(await get(`http://127.0.0.1:${port}`))).toMatchObject({
    code: 'connection-refused',
    params: { address: `127.0.0.1:${port}` }
  })
  expect(failureOf(await get('https://jira.nowhere.invalid')).code).toBe('dns-not-found')
})

test('certificates: an unknown authority, another name, a past date – and a good one of an authority that is trusted', async () => {
  const trusting = nodeTransport('AtTrack/1.2.3', { ca: certificates.ca })
  const good = await server(likeJira, certificates.good)
  const other = await server(likeJira, certificates.wrongHost)
  const old = await server(likeJira, certificates.expired)
  const ask = async (by: typeof trusting, { url }: RunningServer) => {
    const result = await by.send({ method: 'GET', url })
    return result.ok ? 'ok' : result.failure.code
  }
  expect(await ask(transport, good)).toBe('certificate-unknown-authority')
  expect(await ask(trusting, good)).toBe('ok')
  expect(await ask(trusting, other)).toBe('certificate-wrong-host')
  expect(await ask(trusting, old)).toBe('certificate-expired')
  // Refused during the handshake: no request, so no credentials, ever arrived.
  expect([other.seen.length, old.seen.length, good.seen.length]).toEqual([0, 0, 1])
})

test('http on a port where https was expected: tls-failed', async () => {
  const { port } = await server(likeJira)
  expect(failureOf(await get(`https://127.0.0.1:${port}`)).code).toBe('tls-failed')
  recognised({ code: 'tls-failed', by: 'http on a port where https was expected', how: 'sign-in' })
})

test('headers that cannot be sent are a failure, not an exception', async () => {
  const { url } = await server(likeJira)
  expect(failureOf(await get(url, { headers: { 'X-Bad': 'a\r\nInjected: yes' } })).code).toBe('internal')
})
