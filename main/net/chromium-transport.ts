/**
 * The Transport over Chromium's network stack: the system's trust store, proxies and PAC scripts, and what is set for a
 * Jira besides. `net.request`, not `net.fetch`: the latter cannot answer a proxy's 407 (electron#44249).
 */
import { net, type AuthInfo, type ClientRequest, type IncomingMessage } from 'electron'
import { err, fail, failure, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import { explainUnreachable } from './address-family.ts'
import type { ChromiumSessions, InUse } from './chromium-sessions.ts'
import type { NetworkAccess } from './network-stack.ts'
import { flatHeaders, oneExchange, type OneExchange } from './one-exchange.ts'
import type { ProxyCredentials } from './proxy-credentials.ts'
import { allRoutes, targetOf, type ProxyAt, type Route } from './route.ts'
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
  /** Rules by which a proxy asked for a sign-in that is only to be had where it is certain to be reached over TLS. */
  const bySecureWays = new WeakSet<SiteRules>()
  return {
    async send(request) {
      for (;;) {
        const rules = await access.rules.forRequest(request.url, request.site)
        if (!rules.ok) return rules
        if (rules.value.clientCertificate) return parts.node.send(request)
        const ways = bySecureWays.has(rules.value) ? await secureWays(sessions, request.url, rules.value) : null
        const mark = sessions.refusals.mark()
        const sent = await sessions.within(
          rules.value,
          // A pin that was set meanwhile must be met by this request, too.
          async (use) => (access.rules.hold(rules.value) ? exchange(request, use, parts) : null),
          ways
        )
        if (sent === null) continue
        if (sent.ok) return sent
        if (sent.failure.code === 'proxy-sign-in' && !bySecureWays.has(rules.value)) {
          bySecureWays.add(rules.value)
          if (await secureWays(sessions, request.url, rules.value)) continue
        }
        return err(await explain(parts, request.url, rules.value, mark, sent.failure))
      }
    }
  }
}

/**
 * The ways a script, or the system, names for a request, when one of them is a proxy reached over TLS; else null. Chromium
 * does not say by which of them it was asked for a sign-in, and a script may answer something else each time: so what
 * it answered once is held to.
 */
export async function secureWays(sessions: ChromiumSessions, url: string, rules: SiteRules): Promise<Route[] | null> {
  const { mode } = rules.proxy
  if (mode !== 'script' && mode !== 'system') return null
  const ways = allRoutes(await sessions.within(rules, ({ session }) => session.resolveProxy(url)))
  return ways.some((way) => way.kind === 'proxy' && way.scheme === 'https') ? ways : null
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
  return !asked.ok && asked.failure.code === 'proxy-refused' ? asked.failure : refusal(route, host, 0)
}

function exchange(
  request: TransportRequest,
  { session, proxies }: InUse,
  { userAgent, access }: ChromiumTransportParts
): Promise<Result<TransportReply>> {
  return oneExchange(request, (one) => {
    let over = false
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
    const answer = proxyAnswers(access.credentials, new URL(request.url).hostname, {
      proxies: () => proxies,
      // The session may be somebody else's by now.
      over: () => over,
      refused: (why) => one.finish(err(why))
    })
    sent.on('login', (info, callback) => void answer(info, callback))
    sent.on('response', (reply) => collect(reply, request.url, one))
    sent.on('error', one.broken)
    if (request.body !== undefined)
      sent.write(typeof request.body === 'string' ? request.body : Buffer.from(request.body))
    sent.end()
    return () => {
      over = true
      sent.abort()
    }
  })
}

type Answered = (username?: string, password?: string) => void

export interface ProxyAnswering {
  /** Those the session is certain to go through. Any other counts as one without TLS, for it may be one. */
  readonly proxies: () => readonly ProxyAt[]
  /** Nothing is to be answered any more. */
  readonly over: () => boolean
  readonly refused: (why: Failure) => void
}

/**
 * Answers proxies that ask for a sign-in, each once; a server that asks gets nothing.
 * @param host the Jira's, for the words
 */
export function proxyAnswers(
  credentials: ProxyCredentials,
  host: string,
  { proxies, over, refused }: ProxyAnswering
): (info: AuthInfo, callback: Answered) => Promise<void> {
  const answered = new Set<string>()
  return async (info, callback) => {
    if (!info.isProxy || over()) return callback()
    const address = `${info.host}:${info.port}`.toLowerCase()
    const proxy = proxies().find((one) => one.address === address) ?? { scheme: 'http', address }
    const answer = answered.has(address) ? err(credentials.refused(proxy, host)) : await credentials.answer(proxy, host)
    answered.add(address)
    if (answer.ok && !over()) return callback(answer.value.username, answer.value.password)
    if (!answer.ok) refused(answer.failure)
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
