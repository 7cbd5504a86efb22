/**
 * The Transport over Chromium's network stack: the system's trust store, proxies and PAC scripts, and what is set for a
 * Jira besides. `net.request`, not `net.fetch`: the latter cannot answer a proxy's 407 (electron#44249).
 */
import { net, type AuthInfo, type ClientRequest, type IncomingMessage, type Session } from 'electron'
import { err, fail, failure, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import { explainUnreachable } from './address-family.ts'
import type { ChromiumSessions } from './chromium-sessions.ts'
import type { NetworkAccess } from './network-stack.ts'
import { flatHeaders, oneExchange, type OneExchange } from './one-exchange.ts'
import type { ProxyCredentials } from './proxy-credentials.ts'
import { targetOf, type Route } from './route.ts'
import type { SiteRules } from './site-rules.ts'
import type { Transport, TransportReply, TransportRequest } from './transport.ts'
import { openConnection, refusal } from './tunnel.ts'

export interface ChromiumTransportParts {
  readonly access: NetworkAccess
  readonly sessions: ChromiumSessions
  readonly userAgent: string
  readonly route: (url: string, rules: SiteRules) => Promise<Result<Route>>
  /** For a Jira with a client certificate. */
  readonly node: Transport
}

export function chromiumTransport(parts: ChromiumTransportParts): Transport {
  const { access, sessions } = parts
  return {
    async send(request) {
      for (;;) {
        const rules = await access.rules.forRequest(request.url, request.site)
        if (!rules.ok) return rules
        if (rules.value.clientCertificate) return parts.node.send(request)
        const session = await sessions.of(rules.value)
        // A pin that was set meanwhile must be met by this request, too.
        if (!access.rules.hold(rules.value)) continue
        const mark = sessions.refusals.mark()
        const sent = await exchange(request, session, parts.userAgent, access.credentials)
        return sent.ok ? sent : err(await explain(parts, request.url, rules.value, mark, sent.failure))
      }
    }
  }
}

/** Chromium's error names leave out what helps: which certificate, which proxy. */
async function explain(
  { sessions, route, access }: ChromiumTransportParts,
  url: string,
  rules: SiteRules,
  mark: number,
  why: Failure
): Promise<Failure> {
  const { proxy } = rules
  if (why.code.startsWith('certificate-')) return sessions.refusals.of(url, mark, why)
  if (why.code === 'proxy-script-failed' && proxy.mode === 'script')
    return failure(why.code, { ...why.params, script: proxy.url })
  if (why.code === 'proxy-refused') {
    const way = await route(url, rules)
    return way.ok ? refusedBy(way.value, url, access.credentials, why) : why
  }
  return explainUnreachable(why, new URL(url).hostname)
}

/** Milliseconds to ask the proxy once more. */
const secondAskMs = 5_000

/** Chromium keeps to itself with which status the proxy refused; asked once more, it says so. */
async function refusedBy(route: Route, url: string, credentials: ProxyCredentials, why: Failure): Promise<Failure> {
  if (route.kind === 'direct') return why
  const { host, port } = targetOf(url)
  const asked = await openConnection({ route, host, port, credentials, timeoutMs: secondAskMs })
  if (asked.ok) asked.value.destroy()
  return !asked.ok && asked.failure.code === 'proxy-refused' ? asked.failure : refusal(route.address, host, 0)
}

function exchange(
  request: TransportRequest,
  session: Session,
  userAgent: string,
  credentials: ProxyCredentials
): Promise<Result<TransportReply>> {
  return oneExchange(request, (one) => {
    let sent: ClientRequest
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
      one.finish(fail('internal', { where: 'a request' }))
      return undefined
    }
    // A redirect is an answer, not an order: the caller decides. Not following ends the request.
    sent.on('redirect', (status, _method, redirectUrl, headers) =>
      one.finish(
        ok({
          status,
          headers: { ...flatHeaders(headers), location: redirectUrl },
          body: new Uint8Array(),
          url: request.url
        })
      )
    )
    const answer = proxyAnswers(credentials, new URL(request.url).hostname, (why) => one.finish(err(why)))
    sent.on('login', (info, callback) => void answer(info, callback))
    sent.on('response', (reply) => collect(reply, request.url, one))
    sent.on('error', one.broken)
    if (request.body !== undefined)
      sent.write(typeof request.body === 'string' ? request.body : Buffer.from(request.body))
    sent.end()
    return () => sent.abort()
  })
}

type Answered = (username?: string, password?: string) => void

/**
 * Answers proxies that ask for a sign-in, each once; a server that asks gets nothing.
 * @param host the Jira's, for the words
 */
export function proxyAnswers(
  credentials: ProxyCredentials,
  host: string,
  refused: (why: Failure) => void
): (info: AuthInfo, callback: Answered) => Promise<void> {
  const answered = new Set<string>()
  return async (info, callback) => {
    if (!info.isProxy) return callback()
    const proxy = `${info.host}:${info.port}`.toLowerCase()
    const answer = answered.has(proxy) ? err(credentials.refused(proxy, host)) : await credentials.answer(proxy, host)
    answered.add(proxy)
    if (answer.ok) return callback(answer.value.username, answer.value.password)
    refused(answer.failure)
    callback()
  }
}

function collect(reply: IncomingMessage, url: string, one: OneExchange): void {
  const chunks: Buffer[] = []
  let size = 0
  reply.on('data', (chunk) => {
    size += chunk.length
    if (size > one.maxBytes) one.tooLarge()
    else chunks.push(chunk)
  })
  reply.on('end', () =>
    one.finish(ok({ status: reply.statusCode, headers: flatHeaders(reply.headers), body: Buffer.concat(chunks), url }))
  )
  reply.on('error', one.broken)
  reply.on('aborted', () => one.broken('ERR_CONNECTION_RESET'))
}
