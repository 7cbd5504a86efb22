/** The Transport over Node's http and https: tests and benches, and what must not go through Chromium. */
import http from 'node:http'
import https from 'node:https'
import zlib from 'node:zlib'
import type { Readable } from 'node:stream'
import { fail, failure, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { networkFailure } from './network-failure.ts'
import { defaultMaxBytes, defaultTimeoutMs, type Transport, type TransportReply } from './transport.ts'

export interface NodeTransportOptions {
  /** PEM certificates trusted besides the system's. */
  readonly ca?: string
}

export function nodeTransport(userAgent: string, options: NodeTransportOptions = {}): Transport {
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true, ...(options.ca ? { ca: options.ca } : {}) })
  }
  return {
    send: (request) =>
      new Promise((resolve) => {
        const timeoutMs = request.timeoutMs ?? defaultTimeoutMs
        const maxBytes = request.maxBytes ?? defaultMaxBytes
        const url = new URL(request.url)
        // oxlint-disable-next-line prefer-const -- `finish` may run before the request exists.
        let sent: http.ClientRequest | undefined
        let finished = false
        const finish = (result: Result<TransportReply>): void => {
          if (finished) return
          finished = true
          clearTimeout(timer)
          request.signal?.removeEventListener('abort', onAbort)
          resolve(result)
          if (!result.ok) sent?.destroy()
        }
        const broken = (error: unknown): void =>
          finish({ ok: false, failure: networkFailure(error, request.url, timeoutMs) })
        const onAbort = (): void => finish(fail('cancelled'))
        const timer = setTimeout(() => broken('ERR_TIMED_OUT'), timeoutMs)
        if (request.signal?.aborted) return finish(fail('cancelled'))
        request.signal?.addEventListener('abort', onAbort)
        const protocol = url.protocol === 'https:' ? 'https:' : 'http:'
        try {
          sent = (protocol === 'https:' ? https : http).request(url, {
            method: request.method,
            agent: agents[protocol],
            headers: {
              'User-Agent': userAgent,
              'Accept-Encoding': 'gzip, deflate, br',
              ...request.headers,
              ...(request.body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(request.body)) })
            }
          })
        } catch {
          // A header that cannot be sent: a defect of the caller, but nothing throws here.
          return finish(fail('internal', { where: 'a request' }))
        }
        sent.on('error', broken)
        sent.on('response', (reply) => {
          const chunks: Buffer[] = []
          let size = 0
          const stream = decoded(reply)
          stream.on('data', (chunk: Buffer) => {
            size += chunk.length
            if (size <= maxBytes) return void chunks.push(chunk)
            finish({ ok: false, failure: failure('reply-too-large', { host: url.hostname, limit: String(maxBytes) }) })
            // What has arrived would otherwise be inflated to its end.
            stream.destroy()
          })
          stream.on('error', broken)
          reply.on('aborted', () => broken('ECONNRESET'))
          stream.on('end', () =>
            finish(
              ok({
                status: reply.statusCode ?? 0,
                headers: flatten(reply.headers),
                body: Buffer.concat(chunks),
                url: request.url
              })
            )
          )
        })
        if (request.body !== undefined) sent.write(request.body)
        sent.end()
      })
  }
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

const flatten = (headers: http.IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')])
  )
