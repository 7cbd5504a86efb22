/** A raw client over node:http and node:https: verifies certificates, uses no proxy of its own accord, keeps nothing. */
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect, type ConnectionOptions } from 'node:tls'
import type { Duplex } from 'node:stream'

export interface RawReply {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly bytes: Buffer
  readonly text: string
}

export interface RawOptions extends ConnectionOptions {
  readonly headers?: OutgoingHttpHeaders
  readonly signal?: AbortSignal
}

/** The reply, or the code of the error the connection ended with. */
export function ask(url: string, options: RawOptions = {}): Promise<RawReply | string> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest
  const target = new URL(url)
  return new Promise((resolve) => {
    const request = send(target, { agent: false, ...options }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('error', (error: NodeJS.ErrnoException) => resolve(codeOf(error)))
      reply.on('end', () => resolve(replyOf(reply, Buffer.concat(chunks))))
    })
    request.on('error', (error: NodeJS.ErrnoException) => resolve(codeOf(error)))
    request.end()
  })
}

/** OpenSSL's refusals share the code EPROTO; its words tell them apart. */
const codeOf = (error: NodeJS.ErrnoException): string =>
  error.code === undefined || error.code === 'EPROTO' ? error.message : error.code

function replyOf(reply: IncomingMessage, bytes: Buffer): RawReply {
  return { status: reply.statusCode ?? 0, headers: reply.headers, bytes, text: bytes.toString('utf8') }
}

/** Status, or the error's code: short, for comparing. */
export async function outcome(url: string, options?: RawOptions): Promise<number | string> {
  const reply = await ask(url, options)
  return typeof reply === 'string' ? reply : reply.status
}

export interface ProxyCredential {
  readonly user?: string
  readonly password?: string
}

function authorization({ user, password }: ProxyCredential): OutgoingHttpHeaders {
  if (user === undefined) return {}
  return { 'proxy-authorization': `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}

/** A plain http request by way of a proxy: the whole address goes into the request line. */
export function askThrough(proxy: string, url: string, who: ProxyCredential = {}, headers: OutgoingHttpHeaders = {}) {
  const all = { host: new URL(url).host, ...headers, ...authorization(who) }
  return new Promise<RawReply | string>((resolve) => {
    const request = httpRequest(proxy, { path: url, headers: all, agent: false }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () => resolve(replyOf(reply, Buffer.concat(chunks))))
    })
    request.on('error', (error: NodeJS.ErrnoException) => resolve(codeOf(error)))
    request.end()
  })
}

/** CONNECT; the proxy's status, and the tunnel when it was opened. */
export function openTunnel(proxy: string, target: string, who: ProxyCredential = {}) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; tunnel: Duplex }>((resolve, reject) => {
    httpRequest(proxy, { method: 'CONNECT', path: target, headers: authorization(who), agent: false })
      .on('connect', (reply: IncomingMessage, tunnel) =>
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, tunnel })
      )
      .on('error', reject)
      .end()
  })
}

/** An https request over an open tunnel. */
export function askOver(tunnel: Duplex, url: string, ca: string | undefined): Promise<RawReply | string> {
  const { hostname } = new URL(url)
  return new Promise((resolve) => {
    const secure = connect({ socket: tunnel, servername: hostname, ...(ca === undefined ? {} : { ca }) })
    secure.on('error', (error: NodeJS.ErrnoException) => resolve(codeOf(error)))
    secure.on('secureConnect', () => {
      const request = httpRequest(url.replace(/^https/, 'http'), { createConnection: () => secure }, (reply) => {
        const chunks: Buffer[] = []
        reply.on('data', (chunk: Buffer) => chunks.push(chunk))
        reply.on('end', () => resolve(replyOf(reply, Buffer.concat(chunks))))
      })
      request.on('error', (error: NodeJS.ErrnoException) => resolve(codeOf(error)))
      request.setHeader('host', new URL(url).host)
      request.end()
    })
  })
}
