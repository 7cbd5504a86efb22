import http from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { listenForCallback, redirectUrl } from '../../../main/connections/loopback-listener.ts'

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
  taken.close()
})
