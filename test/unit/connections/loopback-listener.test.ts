import http from 'node:http'
import { connect, createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { listenForCallback, redirectUrl } from '../../../main/connections/loopback-listener.ts'
import { recognised } from '../../support/recognised.ts'

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

const get = (url: string, method = 'GET'): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const request = http.request(url, { method }, (reply) => {
      let body = ''
      reply.on('data', (chunk: Buffer) => (body += chunk.toString()))
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body }))
    })
    request.on('error', reject)
    request.end()
  })

const accept = (query: URLSearchParams) => (query.get('state') === 'right' ? ('allowed' as const) : null)

test('the registered address, on the fixed port; only the request that is awaited ends the waiting', async () => {
  const port = await freePort()
  const listening = await listenForCallback({ port, accept })
  if (!listening.ok) throw new Error(listening.failure.cause)
  const { url, callback, close } = listening.value
  expect(url).toBe(redirectUrl(port))
  expect(url).toBe(`http://localhost:${port}/callback`)
  // Any page in any browser can send these; none of them may end the sign-in.
  expect((await get(`${url}?state=forged&code=evil`)).status).toBe(404)
  expect((await get(`http://localhost:${port}/other?state=right&code=c`)).status).toBe(404)
  expect((await get(`${url}?state=right&code=c`, 'POST')).status).toBe(404)
  expect((await get(`${url}?state=right&code=c`)).body).toContain('Signed in')
  expect((await callback).get('code')).toBe('c')
  expect((await get(`${url}?state=right&code=again`)).status).toBe(404)
  await close()
  const again = await listenForCallback({ port, accept })
  expect(again.ok).toBe(true)
  if (again.ok) await again.value.close()
})

test('a port that is taken is named', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  const listening = await listenForCallback({ port, accept })
  expect(listening).toMatchObject({
    ok: false,
    failure: { code: 'callback-port-in-use', params: { port: String(port) } }
  })
  recognised({ code: 'callback-port-in-use', by: 'another program has the port', how: 'sign-in' })
  taken.close()
})

/** Sends these bytes as they are. @returns the first line of the answer */
const raw = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0] ?? '')
      socket.destroy()
    })
    socket.on('error', reject)
  })

test.each(['//', '//[', 'http://[', '*', '/%', '/\\\\'])(
  'a request for %s is answered, and throws nothing',
  async (target) => {
    const port = await freePort()
    const listening = await listenForCallback({ port, accept })
    if (!listening.ok) throw new Error(listening.failure.cause)
    expect(await raw(port, `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toMatch(/ 40[04] /)
    await listening.value.close()
  }
)

test('a connection that asks nothing does not keep the port', async () => {
  const port = await freePort()
  const listening = await listenForCallback({ port, accept })
  if (!listening.ok) throw new Error(listening.failure.cause)
  const idle = connect(port, '127.0.0.1')
  await new Promise((resolve) => idle.once('connect', resolve))
  const ended = new Promise((resolve) => idle.once('close', resolve))
  idle.on('error', () => {})
  await listening.value.close()
  await ended
  const again = await listenForCallback({ port, accept })
  expect(again.ok).toBe(true)
  if (again.ok) await again.value.close()
})

test('another program at the same port of the other loopback address would be sent the code: it is named', async (context) => {
  const squatter = createServer()
  const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    squatter.once('error', resolve)
    squatter.listen(0, '::1', () => resolve(null))
  })
  if (error) return context.skip('this computer has no IPv6')
  const { port } = squatter.address() as AddressInfo
  expect(await listenForCallback({ port, accept })).toMatchObject({
    ok: false,
    failure: { code: 'callback-port-in-use' }
  })
  squatter.close()
})
