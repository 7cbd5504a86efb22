/**
 * Receives Jira's redirect after the user allowed access: a listener on 127.0.0.1 with an unguessable path,
 * answering once (RFC 8252 §7.3: loopback interface redirection).
 */
import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Callback {
  readonly token: string | null
  readonly verifier: string | null
}

export interface LoopbackListener {
  /** What Jira is told to come back to. */
  readonly url: string
  /** Resolves with the first request at the secret path; never rejects. */
  readonly callback: Promise<Callback>
  close(): void
}

export function listenForCallback(): Promise<LoopbackListener> {
  const path = `/${randomBytes(24).toString('base64url')}`
  return new Promise((resolve, reject) => {
    let receive: (callback: Callback) => void
    const callback = new Promise<Callback>((done) => (receive = done))
    let used = false
    const server = http.createServer((request, reply) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      if (request.method !== 'GET' || url.pathname !== path || used) {
        reply.writeHead(404, plain).end('Not found')
        return
      }
      used = true
      const verifier = url.searchParams.get('oauth_verifier')
      reply.writeHead(200, { ...plain, 'Content-Type': 'text/html; charset=utf-8' }).end(page(verifier === 'denied'))
      receive({ token: url.searchParams.get('oauth_token'), verifier })
    })
    server.on('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const { port } = server.address() as AddressInfo
      resolve({
        url: `http://127.0.0.1:${port}${path}`,
        callback,
        close() {
          server.close()
          server.closeIdleConnections()
        }
      })
    })
  })
}

/** The verifier is in this page's address: nothing may keep, embed or pass it on. */
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
