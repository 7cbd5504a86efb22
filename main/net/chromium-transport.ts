/**
 * The Transport over Chromium's network stack: the system's trust store, proxies and PAC scripts.
 * `net.request`, not `net.fetch`: the latter cannot answer a proxy's 407 (electron#44249).
 */
import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron'
import { fail, failure, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { networkFailure } from './network-failure.ts'
import {
  defaultMaxBytes,
  defaultTimeoutMs,
  type Transport,
  type TransportReply,
  type TransportRequest
} from './transport.ts'

/**
 * @param session an in-memory session of our own, so that nothing (cookies, cache, credentials) is kept.
 * @param userAgent `AtTrack/<version>`: a browser's would make Jira apply its XSRF check.
 */
export function chromiumTransport(session: Session, userAgent: string): Transport {
  return {
    send: (request) =>
      new Promise((resolve) => {
        const timeoutMs = request.timeoutMs ?? defaultTimeoutMs
        const maxBytes = request.maxBytes ?? defaultMaxBytes
        let sent: ClientRequest
        let finished = false
        const finish = (result: Result<TransportReply>): void => {
          if (finished) return
          finished = true
          clearTimeout(timer)
          request.signal?.removeEventListener('abort', onAbort)
          resolve(result)
          if (!result.ok) sent?.abort()
        }
        const onAbort = (): void => finish(fail('cancelled'))
        const timer = setTimeout(
          () => finish({ ok: false, failure: networkFailure('ERR_TIMED_OUT', request.url, timeoutMs) }),
          timeoutMs
        )
        if (request.signal?.aborted) return finish(fail('cancelled'))
        request.signal?.addEventListener('abort', onAbort)
        try {
          sent = net.request({
            method: request.method,
            url: request.url,
            session,
            credentials: 'omit',
            useSessionCookies: false,
            redirect: 'manual'
          })
          sent.setHeader('User-Agent', userAgent)
          sent.setHeader('Cache-Control', 'no-store')
          for (const [name, value] of Object.entries(request.headers ?? {})) sent.setHeader(name, value)
        } catch {
          // A header or an address that cannot be sent: a defect of the caller, but nothing throws here.
          return finish(fail('internal', { where: 'a request' }))
        }
        // A redirect is an answer, not an order: the caller decides. Not following ends the request.
        sent.on('redirect', (status, _method, redirectUrl, headers) =>
          finish(
            ok({
              status,
              headers: { ...flatten(headers), location: redirectUrl },
              body: new Uint8Array(),
              url: request.url
            })
          )
        )
        sent.on('login', (info, callback) => {
          if (info.isProxy) finish(fail('proxy-sign-in', { host: new URL(request.url).hostname }))
          callback()
        })
        sent.on('response', (reply) => collect(reply, request, maxBytes, timeoutMs, finish))
        sent.on('error', (error) => finish({ ok: false, failure: networkFailure(error, request.url, timeoutMs) }))
        if (request.body !== undefined)
          sent.write(typeof request.body === 'string' ? request.body : Buffer.from(request.body))
        sent.end()
      })
  }
}

function collect(
  reply: IncomingMessage,
  request: TransportRequest,
  maxBytes: number,
  timeoutMs: number,
  finish: (result: Result<TransportReply>) => void
): void {
  const chunks: Buffer[] = []
  let size = 0
  reply.on('data', (chunk) => {
    size += chunk.length
    if (size > maxBytes)
      finish({
        ok: false,
        failure: failure('reply-too-large', { host: new URL(request.url).hostname, limit: String(maxBytes) })
      })
    else chunks.push(chunk)
  })
  reply.on('end', () =>
    finish(
      ok({ status: reply.statusCode, headers: flatten(reply.headers), body: Buffer.concat(chunks), url: request.url })
    )
  )
  reply.on('error', (error: unknown) => finish({ ok: false, failure: networkFailure(error, request.url, timeoutMs) }))
  reply.on('aborted', () =>
    finish({ ok: false, failure: networkFailure('ERR_CONNECTION_RESET', request.url, timeoutMs) })
  )
}

const flatten = (headers: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value
    ])
  )
