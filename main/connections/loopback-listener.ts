/**
 * Receives the redirect after the user allowed access: a listener on this computer that answers once
 * (RFC 8252 §7.3: loopback interface redirection).
 */
import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'

export interface LoopbackOptions {
  /**
   * `any`: a free port and a path nobody can guess (OAuth 1.0: the address is told with each request).
   * A number: that port, host `localhost`, path `/callback` – the redirect URL is registered, to the letter, and Data
   * Center accepts no 127.0.0.1. There `state` is what nobody can guess.
   */
  readonly port: 'any' | number
  /** Whether a request is the one awaited, and how it ended; null leaves it unanswered and goes on waiting. */
  readonly accept: (query: URLSearchParams) => 'allowed' | 'denied' | null
}

export interface LoopbackListener {
  /** What Jira is told to come back to. */
  readonly url: string
  /** Resolves with the query of the first request accepted; never rejects. */
  readonly callback: Promise<URLSearchParams>
  /** Resolves when the port is free again. */
  close(): Promise<void>
}

/** The registered redirect URL. @param port as in Settings. */
export const redirectUrl = (port: number): string => `http://localhost:${port}/callback`

/** Fails with `callback-port-in-use`, or `internal` when this computer lets nobody listen. */
export async function listenForCallback({ port, accept }: LoopbackOptions): Promise<Result<LoopbackListener>> {
  const path = port === 'any' ? `/${randomBytes(24).toString('base64url')}` : '/callback'
  let receive: (query: URLSearchParams) => void = () => {}
  const callback = new Promise<URLSearchParams>((done) => (receive = done))
  let used = false
  const answer = (request: http.IncomingMessage, reply: http.ServerResponse): void => {
    // Anybody on this computer, and any web page, can send anything here: `//` is no address at all.
    const url = addressOf(request)
    const awaited = request.method === 'GET' && url?.pathname === path && !used
    const outcome = awaited ? accept(url.searchParams) : null
    if (outcome === null || url === null) {
      reply.writeHead(404, plain).end('Not found')
      return
    }
    used = true
    reply.writeHead(200, { ...plain, 'Content-Type': 'text/html; charset=utf-8' }).end(page(outcome === 'denied'))
    // Once the page is written, or the browser is gone: closing ends every connection.
    reply.once('close', () => receive(url.searchParams))
  }
  const servers: http.Server[] = []
  const close = async (): Promise<void> => {
    await Promise.all(
      servers.map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve())
            // Also those that never asked anything, as browsers open in advance: they would keep the port for ever.
            server.closeAllConnections()
          })
      )
    )
  }
  try {
    servers.push(await listen(answer, '127.0.0.1', port === 'any' ? 0 : port))
  } catch (error) {
    return cannotListen(error, port)
  }
  const address = servers[0]?.address() as AddressInfo
  // A browser may take `localhost` for either address: whoever else listened at the other would be sent the code.
  if (port !== 'any') {
    try {
      servers.push(await listen(answer, '::1', port))
    } catch (error) {
      if (!withoutIPv6.has((error as NodeJS.ErrnoException).code ?? '')) {
        await close()
        return cannotListen(error, port)
      }
    }
  }
  const url = port === 'any' ? `http://127.0.0.1:${address.port}${path}` : redirectUrl(port)
  return ok({ url, callback, close })
}

/** Null for what is no path of ours. */
function addressOf({ url = '/' }: http.IncomingMessage): URL | null {
  if (!url.startsWith('/')) return null
  try {
    return new URL(url, 'http://127.0.0.1')
  } catch {
    return null
  }
}

/** A computer without IPv6 has only the one address. */
const withoutIPv6 = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

function cannotListen(error: unknown, port: 'any' | number): Result<never> {
  const { code } = error as NodeJS.ErrnoException
  return code === 'EADDRINUSE' || code === 'EACCES'
    ? fail('callback-port-in-use', { port: String(port) })
    : fail('internal', { where: 'the loopback listener' })
}

function listen(answer: http.RequestListener, host: string, port: number): Promise<http.Server> {
  const server = http.createServer(answer)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

/** The verifier or code is in this page's address: nothing may keep, embed or pass it on. */
const plain = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
  'X-Content-Type-Options': 'nosniff',
  Connection: 'close'
}

const page = (denied: boolean): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>AtTrack</title>
<style>body{font:16px system-ui;margin:20vh auto;max-width:28rem;text-align:center;color-scheme:light dark}</style>
<h1>${denied ? 'Access was not allowed' : 'Signed in'}</h1><p>You can close this page and go back to AtTrack.</p></html>`
