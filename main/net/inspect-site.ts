/** What a server shows, seen the way a request would go there, and judged as a request would be. Nothing is sent. */
import type { CertificateReport } from '../../preload/contract/index.ts'
import { ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { ClientCertificate } from './certificates/client-certificate.ts'
import { describeCertificate } from './certificates/describe.ts'
import { inspectTls, type TlsHandshake } from './certificates/inspect-tls.ts'
import { judgeChain } from './certificates/judge-chain.ts'
import type { ProxyCredentials } from './proxy-credentials.ts'
import { targetOf, type Route } from './route.ts'
import type { SiteRules } from './site-rules.ts'
import { openConnection } from './tunnel.ts'

/** Everything that decides how a request goes out. */
export interface Way {
  readonly rules: SiteRules
  readonly route: Route
  readonly clientCertificate: ClientCertificate | null
}

export interface SiteInspection {
  readonly handshake: TlsHandshake
  readonly report: CertificateReport
}

/**
 * @param trusts the platform's own verdict on this leaf (SHA-256), where it is known; Node's counts otherwise.
 * Failures: those of the way, `tls-too-old`, `tls-failed`, `client-certificate-needed`, `client-certificate-refused`. A
 * certificate that is not accepted is in the report.
 */
export async function inspectSite(
  url: string,
  { rules, route, clientCertificate }: Way,
  { credentials, timeoutMs }: { credentials: ProxyCredentials; timeoutMs: number },
  trusts: (leaf: string) => Promise<boolean | null> = async () => null
): Promise<Result<SiteInspection>> {
  const { host, port } = targetOf(url)
  const shakeHands = async (authorities: readonly string[]): Promise<Result<TlsHandshake>> => {
    const socket = route.kind === 'direct' ? null : await openConnection({ route, host, port, credentials, timeoutMs })
    if (socket && !socket.ok) return socket
    return inspectTls({
      host,
      port,
      authorities,
      clientCertificate,
      ...(socket ? { socket: socket.value } : {}),
      timeoutMs
    })
  }
  // Without the imported ones: the system's verdict is wanted, the judge adds them.
  const shaken = await shakeHands([])
  if (!shaken.ok) return shaken
  const { chain, systemTrusts } = shaken.value
  const judged = judgeChain({
    chain,
    host,
    authorities: rules.authorities,
    pin: rules.pin && rules.pin.fingerprint256,
    systemTrusts: (await trusts(chain[0]?.fingerprint256 ?? '')) ?? systemTrusts,
    now: Date.now()
  })
  if (!judged.failure && !systemTrusts) {
    // The first handshake ended at the server's certificate; what the server says of ours comes later.
    const whole = await shakeHands([...rules.authorities, ...(rules.pin ? [rules.pin] : [])].map(String))
    if (!whole.ok && whole.failure.code.startsWith('client-certificate-')) return whole
  }
  return ok({
    handshake: shaken.value,
    report: { origin: new URL(url).origin, host, chain: chain.map(describeCertificate), ...judged }
  })
}

/** Milliseconds to look again at what was refused: a failure must not take twice as long to be told. */
const secondLookMs = 5_000

/** The exact failure behind a broken handshake; null when a second look finds none, or cannot be had. */
export async function explainHandshake(url: string, way: Way, credentials: ProxyCredentials) {
  const seen = await inspectSite(url, way, { credentials, timeoutMs: secondLookMs })
  return seen.ok ? seen.value.report.failure : seen.failure.code === 'timed-out' ? null : seen.failure
}
