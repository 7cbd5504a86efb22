/**
 * The Transport over Node's http and https: for a Jira that wants a client certificate, which Chromium cannot take from a
 * file, and for tests and benches.
 */
import http from 'node:http'
import https from 'node:https'
import zlib from 'node:zlib'
import type { Readable } from 'node:stream'
import { err, fail, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import { explainUnreachable } from './address-family.ts'
import { explainHandshake, type Way } from './inspect-site.ts'
import { WayError } from './node-agents.ts'
import { flatHeaders, oneExchange } from './one-exchange.ts'
import type { ProxyCredentials } from './proxy-credentials.ts'
import type { Transport, TransportReply, TransportRequest } from './transport.ts'

/** What is set for each Jira, as this transport needs it. */
export interface NodeNetwork {
  /** How a request goes out. Failures: `proxy-script-failed`, `client-certificate-needed`, `keychain-missing`, the store's. */
  way(request: TransportRequest): Promise<Result<Way>>
  agent(url: string, way: Way): http.Agent
  readonly credentials: ProxyCredentials
}

export interface NodeTransportOptions {
  /** PEM certificates trusted besides Node's own, where there is no `network`. */
  readonly ca?: string
  readonly network?: NodeNetwork
}

export function nodeTransport(userAgent: string, { ca, network }: NodeTransportOptions = {}): Transport {
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true, rejectUnauthorized: true, ...(ca ? { ca } : {}) })
  }
  return {
    async send(request) {
      const { protocol, hostname } = new URL(request.url)
      const secure = protocol === 'https:'
      if (!network) return exchange(request, userAgent, agents[secure ? 'https:' : 'http:'])
      const way = await network.way(request)
      if (!way.ok) return way
      const sent = await exchange(request, userAgent, network.agent(request.url, way.value))
      if (sent.ok) return sent
      const precise = secure ? await explainSecure(sent.failure, request.url, way.value, network.credentials) : null
      return err(precise ?? (await explainUnreachable(sent.failure, hostname)))
    }
  }
}

/** What OpenSSL says of a handshake is short; a second one, with which nothing is sent, tells the rest. */
async function explainSecure(why: Failure, url: string, way: Way, credentials: ProxyCredentials) {
  const aboutCertificates =
    /^(certificate-|client-certificate-|tls-)/.test(why.code) && why.code !== 'certificate-changed'
  if (aboutCertificates) return explainHandshake(url, way, credentials)
  if (why.code !== 'connection-lost') return null
  // With TLS 1.3 a client certificate is refused after the handshake, often without a word.
  const seen = await explainHandshake(url, way, credentials)
  return seen?.code.startsWith('client-certificate-') ? seen : null
}

function exchange(request: TransportRequest, userAgent: string, agent: http.Agent): Promise<Result<TransportReply>> {
  return oneExchange(request, (one) => {
    const url = new URL(request.url)
    const broken = (error: unknown): void =>
      error instanceof WayError ? one.finish(err(error.failure)) : one.broken(error)
    let sent: http.ClientRequest
    try {
      sent = (url.protocol === 'https:' ? https : http).request(url, {
        method: request.method,
        agent,
        headers: {
          'User-Agent': userAgent,
          'Accept-Encoding': 'gzip, deflate, br',
          ...request.headers,
          ...(request.body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(request.body)) })
        }
      })
    } catch {
      // A header that cannot be sent: a defect of the caller, but nothing throws here.
      one.finish(fail('internal', { where: 'a request' }))
      return undefined
    }
    sent.on('error', broken)
    sent.on('response', (reply) => {
      const chunks: Buffer[] = []
      let size = 0
      const stream = decoded(reply)
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= one.maxBytes) return void chunks.push(chunk)
        one.tooLarge()
        // What has arrived would otherwise be inflated to its end.
        stream.destroy()
      })
      stream.on('error', broken)
      reply.on('aborted', () => one.broken('ECONNRESET'))
      stream.on('end', () =>
        one.finish(
          ok({
            status: reply.statusCode ?? 0,
            headers: flatHeaders(reply.headers),
            body: Buffer.concat(chunks),
            url: request.url
          })
        )
      )
    })
    if (request.body !== undefined) sent.write(request.body)
    sent.end()
    return () => sent.destroy()
  })
}

function decoded(reply: http.IncomingMessage): Readable {
  const decoders: Readonly<Record<string, () => zlib.Gunzip | zlib.Inflate | zlib.BrotliDecompress>> = {
    gzip: () => zlib.createGunzip(),
    deflate: () => zlib.createInflate(),
    br: () => zlib.createBrotliDecompress()
  }
  const decoder = decoders[String(reply.headers['content-encoding'])]?.()
  if (!decoder) return reply
  reply.on('error', (error) => decoder.destroy(error))
  return reply.pipe(decoder)
}
