/**
 * Shakes hands with a server and says what it showed. Verification stays on: the chain is read when the handshake is done,
 * just before a refused connection is destroyed. Nothing is sent after the handshake.
 */
import type { X509Certificate } from 'node:crypto'
import net, { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import tls from 'node:tls'
import { fail, failure, ok, type Failure, type Result } from '../../../preload/contract/failures/failure.ts'
import { networkFailure } from '../network-failure.ts'
import { clientCertificateOptions, describeClientCertificate, type ClientCertificate } from './client-certificate.ts'
import { matchesHost } from './judge-chain.ts'
import { WrongHost } from './server-identity.ts'
import { systemAuthorities } from './system-authorities.ts'

export interface TlsInspectionOptions {
  /** Name or IP address. */
  readonly host: string
  readonly port: number
  /** PEM, trusted besides the system's. Without any, `systemTrusts` is the system's own verdict. */
  readonly authorities: readonly string[]
  readonly clientCertificate?: ClientCertificate | null
  /** Already connected to the server, e.g. through a proxy. It is destroyed in the end, as an own one is. */
  readonly socket?: Duplex
  /** Milliseconds for everything. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface TlsHandshake {
  /** As the server presented it, its own certificate first. */
  readonly chain: X509Certificate[]
  /** `TLSv1.3` */
  readonly protocol: string | null
  /** `TLS_AES_256_GCM_SHA384` */
  readonly cipher: string | null
  /** Whether Node, with the system's authorities and `authorities`, accepts chain and name. */
  readonly systemTrusts: boolean
  /** OpenSSL's or Node's code when it does not: `SELF_SIGNED_CERT_IN_CHAIN`. */
  readonly verdict: string | null
}

/**
 * With TLS 1.3 the client is done before the server has looked at its certificate: a refusal comes afterwards. Milliseconds
 * to wait for it; most servers end the wait at once by sending a session ticket.
 */
const refusalWaitMs = 700

/** Some servers – Node's – look at our certificate only after the ticket, and then close. Milliseconds. */
const closingWaitMs = 150

/** Certificates read of what a server presents. */
const mostPresented = 32

/**
 * Failures: `client-certificate-needed`, `client-certificate-refused`, `tls-too-old`, `tls-failed`, `cancelled`, and the
 * network ones. A certificate that is not accepted is no failure here, see `judgeChain`.
 */
export function inspectTls(options: TlsInspectionOptions): Promise<Result<TlsHandshake>> {
  const host = options.host.replace(/^\[|\]$/g, '')
  const url = `https://${isIP(host) === 6 ? `[${host}]` : host}:${options.port}`
  const broken = (error: unknown): Result<never> => ({
    ok: false,
    failure: networkFailure(error, url, options.timeoutMs)
  })
  return new Promise<Result<TlsHandshake>>((resolve) => {
    const lower = options.socket ?? net.connect({ host, port: options.port, autoSelectFamily: true })
    let secure: tls.TLSSocket | undefined
    let finished = false
    const finish = (result: Result<TlsHandshake>): void => {
      if (finished) return
      finished = true
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
      secure?.destroy()
      lower.destroy()
      resolve(result)
    }
    const onAbort = (): void => finish(fail('cancelled'))
    const timer = setTimeout(() => finish(broken('ERR_TIMED_OUT')), options.timeoutMs)
    // Listens to the end: an error after the answer must find a listener.
    lower.on('error', (error) => finish(broken(error)))
    if (options.signal?.aborted) return finish(fail('cancelled'))
    options.signal?.addEventListener('abort', onAbort)
    const begin = (): void => {
      try {
        secure = shakeHands(lower, host, options, finish, broken)
      } catch {
        // An authority or a client certificate that cannot be used; both were checked when they were chosen.
        finish(fail('internal', { where: 'preparing a secure connection' }))
      }
    }
    if (lower.destroyed) return finish(broken('ECONNRESET'))
    if (lower instanceof net.Socket && lower.connecting) lower.once('connect', begin)
    else begin()
    // A port that is none.
  }).catch(() => fail('internal', { where: 'preparing a connection' }))
}

function shakeHands(
  lower: Duplex,
  host: string,
  { authorities, clientCertificate = null }: TlsInspectionOptions,
  finish: (result: Result<TlsHandshake>) => void,
  broken: (error: unknown) => Result<never>
): tls.TLSSocket {
  let shown: Pick<TlsHandshake, 'chain' | 'protocol' | 'cipher'> | undefined
  let keysAgreed = false
  const socket = tls.connect({
    socket: lower,
    ...(isIP(host) ? {} : { servername: host }),
    // Said, so that no variable of the environment says otherwise for all of Node.
    rejectUnauthorized: true,
    ca: [...systemAuthorities(), ...authorities],
    ...(clientCertificate ? clientCertificateOptions(clientCertificate) : {}),
    // Reading the chain as it was presented takes it away from where Node would look.
    checkServerIdentity: () => {
      const leaf = shown?.chain[0]
      return leaf && matchesHost(leaf, host) ? undefined : new WrongHost()
    }
  })
  const done = (verdict: string | null): void =>
    finish(shown ? ok({ ...shown, systemTrusts: verdict === null, verdict }) : broken('ECONNRESET'))
  // Before Node's own listener, which destroys a connection that is not accepted.
  socket.prependListener('secure', () => {
    shown = { chain: presentedChain(socket), protocol: socket.getProtocol(), cipher: socket.getCipher().standardName }
  })
  // Only that it happens: the server's part of the handshake was complete.
  socket.once('keylog', () => (keysAgreed = true))
  socket.once('secureConnect', () => {
    if (shown?.protocol !== 'TLSv1.3') return done(null)
    let timer = setTimeout(() => done(null), refusalWaitMs)
    socket.once('session', () => {
      clearTimeout(timer)
      timer = setTimeout(() => done(null), clientCertificate ? closingWaitMs : 0)
    })
    socket.once('close', () => clearTimeout(timer))
    // A ticket is read only when somebody reads; what else the server says is of no interest.
    socket.resume()
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const refusal = refusalOf(error, host, clientCertificate, { keysAgreed, certificate: !!shown || hasPeer(socket) })
    if (refusal) finish({ ok: false, failure: refusal })
    else if (shown && socket.authorizationError) done(String(socket.authorizationError))
    else finish(broken(error))
  })
  socket.once('close', () => {
    if (shown && clientCertificate) finish({ ok: false, failure: refused(host, clientCertificate, silence) })
    else done(null)
  })
  return socket
}

/** The chain as it was sent, neither put in order nor completed, as `getPeerCertificate(true)` would. */
function presentedChain(socket: tls.TLSSocket): X509Certificate[] {
  const chain = new Map<string, X509Certificate>()
  let one = socket.getPeerX509Certificate()
  // Once each, whether the server repeats one or Node makes a root its own issuer.
  for (let count = 0; one && count < mostPresented; count++) {
    if (!chain.has(one.fingerprint256)) chain.set(one.fingerprint256, one)
    one = one.issuerCertificate
  }
  return [...chain.values()]
}

function hasPeer(socket: tls.TLSSocket): boolean {
  try {
    return socket.getPeerX509Certificate() !== undefined
  } catch {
    return false
  }
}

/** Alerts about a certificate of ours, or none: RFC 8446 §6.2. 40 is one only after the server has shown its own. */
const certificateAlerts: Readonly<Record<number, string>> = {
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  48: 'unknown_ca',
  49: 'access_denied',
  116: 'certificate_required'
}
const handshakeFailure = 40
const protocolVersion = 70

/** Some servers end a connection so after a client certificate they do not like. */
const silence = 'closed without an alert'

/** What a handshake that broke says of versions and client certificates; null when it says nothing of them. */
function refusalOf(
  error: NodeJS.ErrnoException,
  host: string,
  own: ClientCertificate | null,
  seen: { keysAgreed: boolean; certificate: boolean }
): Failure | null {
  // OpenSSL and BoringSSL both end so; their names for alerts differ between versions.
  const alert = Number(/SSL alert number (\d+)/.exec(error.message)?.[1] ?? Number.NaN)
  const code = (error.code ?? '').replace(/\W/g, '_')
  if (alert === protocolVersion) return failure('tls-too-old', { host, detail: 'alert protocol_version' })
  if (/UNSUPPORTED_PROTOCOL|WRONG_SSL_VERSION|VERSION_TOO_LOW/.test(code))
    return failure('tls-too-old', { host, detail: code })
  if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|HTTPS_PROXY_REQUEST/.test(code))
    return failure('tls-failed', { host, detail: `what answers does not speak TLS, ${code}` })
  const detail = certificateAlerts[alert]
  if (detail && (alert !== handshakeFailure || seen.certificate)) return refused(host, own, `alert ${detail}`)
  if (own && seen.keysAgreed && /^(ECONNRESET|EPIPE)$/.test(code)) return refused(host, own, silence)
  return code.startsWith('ERR_SSL_') ? failure('tls-failed', { host, detail: code }) : null
}

function refused(host: string, own: ClientCertificate | null, detail: string): Failure {
  return own
    ? failure('client-certificate-refused', { host, subject: describeClientCertificate(own).subject, detail })
    : failure('client-certificate-needed', { host }, { evidence: detail })
}
