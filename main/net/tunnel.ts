/**
 * A connection to a server, directly or through a proxy: CONNECT (RFC 9110 §9.3.6) or SOCKS. For what Node's stack has to
 * do; Chromium makes its own tunnels.
 */
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import { SocksClient } from 'socks'
import { err, fail, failure, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import { identityOf } from './certificates/server-identity.ts'
import { systemAuthorities } from './certificates/system-authorities.ts'
import { networkFailure } from './network-failure.ts'
import type { ProxyCredential, ProxyCredentials } from './proxy-credentials.ts'
import { proxyName, splitAddress, type ProxyRoute, type Route } from './route.ts'

export interface TunnelOptions {
  readonly route: Route
  /** Where to, name or IP address without brackets. */
  readonly host: string
  readonly port: number
  readonly credentials: ProxyCredentials
  /** Milliseconds until the connection is there. */
  readonly timeoutMs: number
}

/**
 * Nothing has been sent on the connection yet.
 * Failures: `proxy-sign-in`, `proxy-credential-refused`, `proxy-refused`, `proxy-failed`, and for the direct way
 * `dns-not-found`, `connection-refused`, `unreachable`, `timed-out`.
 */
export async function openConnection(options: TunnelOptions): Promise<Result<Duplex>> {
  const { route } = options
  try {
    if (route.kind === 'direct') return await connectDirectly(options)
    return route.scheme === 'socks4' || route.scheme === 'socks5'
      ? await throughSocks(options, route)
      : await throughHttp(options, route)
  } catch (error) {
    // Node throws at a port or a name that can be none.
    return fail('proxy-failed', { host: options.host, detail: nameOf(error) })
  }
}

const bracketed = (host: string): string => (net.isIPv6(host) ? `[${host}]` : host)
const failureFor = (error: unknown, { host, port, timeoutMs }: TunnelOptions): Failure =>
  networkFailure(error, `https://${bracketed(host)}:${port}`, timeoutMs)
const nameOf = (error: unknown): string => {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : 'no connection'
}

function connectDirectly(options: TunnelOptions): Promise<Result<Duplex>> {
  const { host, port, timeoutMs } = options
  return new Promise((resolve) => {
    const socket = net.connect({ host, port })
    const finish = (result: Result<Duplex>): void => {
      clearTimeout(timer)
      socket.off('error', onError)
      // Whoever has it now listens for themselves; a late error of a socket given up is nobody's.
      if (!result.ok) socket.on('error', () => undefined).destroy()
      resolve(result)
    }
    const onError = (error: unknown): void => finish(err(failureFor(error, options)))
    const timer = setTimeout(() => onError('ERR_TIMED_OUT'), timeoutMs)
    socket.once('error', onError)
    socket.once('connect', () => finish(ok(socket)))
  })
}

async function throughHttp(options: TunnelOptions, route: ProxyRoute): Promise<Result<Duplex>> {
  const { host, credentials } = options
  const first = await connect(options, route, null)
  if (first.kind !== 'asks') return first.result
  // Node's stack speaks Basic only; where a proxy offers nothing else (NTLM, Kerberos) no password is sent at all.
  if (!first.basic) return fail('proxy-failed', { host, detail: `it asks for a sign-in by ${first.schemes}` })
  const credential = await credentials.answer(route, host)
  if (!credential.ok) return credential
  const second = await connect(options, route, credential.value)
  return second.kind === 'asks' ? err(credentials.refused(route, host)) : second.result
}

type Answer =
  | { readonly kind: 'done'; readonly result: Result<Duplex> }
  /** 407. */
  | { readonly kind: 'asks'; readonly basic: boolean; readonly schemes: string }

function connect(options: TunnelOptions, route: ProxyRoute, credential: ProxyCredential | null): Promise<Answer> {
  const { host, port, timeoutMs } = options
  const target = `${bracketed(host)}:${port}`
  return new Promise((resolve) => {
    const proxy = splitAddress(route.address)
    const request = (route.scheme === 'https' ? https : http).request({
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: {
        Host: target,
        ...(credential ? { 'Proxy-Authorization': basic(credential) } : {})
      },
      ...(route.scheme === 'https' ? secureProxy(proxy.host) : {})
    })
    const finish = (answer: Answer): void => {
      clearTimeout(timer)
      if (answer.kind === 'asks' || !answer.result.ok) request.destroy()
      resolve(answer)
    }
    const failed = (detail: string): void => finish({ kind: 'done', result: fail('proxy-failed', { host, detail }) })
    // The proxy may be waiting for the server: then the server is what does not answer.
    const timer = setTimeout(
      () => finish({ kind: 'done', result: err(failureFor('ERR_TIMED_OUT', options)) }),
      timeoutMs
    )
    request.on('error', (error) => failed(nameOf(error)))
    request.on('connect', ({ statusCode: status = 0, headers }, socket, head) => {
      if (status >= 200 && status < 300) {
        if (head.length > 0) socket.unshift(head)
        return finish({ kind: 'done', result: ok(socket) })
      }
      socket.on('error', () => undefined).destroy()
      if (status === 407) return finish({ kind: 'asks', ...offered(headers['proxy-authenticate']) })
      finish({ kind: 'done', result: err(refusal(route, host, status)) })
    })
    request.end()
  })
}

/**
 * Only the system's authorities: what is trusted for a Jira is trusted for nobody else. Without a name of its own Node
 * would take the one in the `Host` header, and so check a proxy's certificate for the name of the server behind it.
 */
function secureProxy(host: string): https.RequestOptions {
  return {
    // Said, so that no variable of the environment says otherwise for all of Node.
    rejectUnauthorized: true,
    ca: [...systemAuthorities()],
    servername: net.isIP(host) ? '' : host,
    checkServerIdentity: identityOf(host)
  }
}

const basic = ({ username, password }: ProxyCredential): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

function offered(header: readonly string[] | string | undefined): { basic: boolean; schemes: string } {
  const lines = header === undefined ? [] : Array.isArray(header) ? header : [header as string]
  const schemes = [...new Set(lines.flatMap((line) => /^\s*([\w-]+)/.exec(line)?.[1] ?? []))]
  return { basic: lines.some((line) => /(^|,)\s*basic\b/i.test(line)), schemes: schemes.join(', ') || 'no way at all' }
}

/** @param status of the proxy's answer; 0 when it is not known. */
export const refusal = (proxy: ProxyRoute, host: string, status: number): Failure =>
  failure('proxy-refused', { proxy: proxyName(proxy), host, status: status === 0 ? 'no' : `${status}` })

/** SOCKS counts the octets of names and passwords with one octet (RFC 1928 §4, RFC 1929 §2). */
const tooLongForSocks = (...texts: readonly string[]): boolean => texts.some((text) => Buffer.byteLength(text) > 255)

async function throughSocks(options: TunnelOptions, route: ProxyRoute): Promise<Result<Duplex>> {
  const { host, port, timeoutMs, credentials } = options
  // A proxy without sign-in takes none of it: the credential only goes to one that chooses that method (RFC 1928 §3).
  const kept = route.scheme === 'socks5' ? await credentials.answer(route, host) : null
  // The library would throw where nobody can catch it.
  if (tooLongForSocks(host))
    return fail('proxy-failed', { host, detail: 'the name of the server is too long for SOCKS' })
  if (kept?.ok && tooLongForSocks(kept.value.username, kept.value.password))
    return fail('proxy-failed', { host, detail: 'the user name or the password is too long for SOCKS (255 bytes)' })
  const proxy = splitAddress(route.address)
  try {
    const { socket } = await SocksClient.createConnection({
      proxy: {
        ...proxy,
        type: route.scheme === 'socks5' ? 5 : 4,
        ...(kept?.ok ? { userId: kept.value.username, password: kept.value.password } : {})
      },
      command: 'connect',
      destination: { host, port },
      timeout: timeoutMs
    })
    return ok(socket)
  } catch (error) {
    const detail = error instanceof Error ? error.message : ''
    if (kept && /authentication/i.test(detail)) return kept.ok ? err(credentials.refused(route, host)) : kept
    return fail('proxy-failed', { host, detail: /rejected|time/i.test(detail) ? detail : nameOf(error) })
  }
}
