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

/** @param trusts the platform's own verdict on this leaf (SHA-256), where it is known; Node's counts otherwise. */
export async function inspectSite(
  url: string,
  { rules, route, clientCertificate }: Way,
  { credentials, timeoutMs }: { credentials: ProxyCredentials; timeoutMs: number },
  trusts: (leaf: string) => boolean | null = () => null
): Promise<Result<SiteInspection>> {
  const { host, port } = targetOf(url)
  const socket = route.kind === 'direct' ? null : await openConnection({ route, host, port, credentials, timeoutMs })
  if (socket && !socket.ok) return socket
  const shaken = await inspectTls({
    host,
    port,
    // Without the imported ones: the system's verdict is wanted, the judge adds them.
    authorities: [],
    clientCertificate,
    ...(socket ? { socket: socket.value } : {}),
    timeoutMs
  })
  if (!shaken.ok) return shaken
  const { chain, systemTrusts } = shaken.value
  const leaf = chain[0]?.fingerprint256 ?? ''
  const judged = judgeChain({
    chain,
    host,
    authorities: rules.authorities,
    pin: rules.pin && rules.pin.fingerprint256,
    systemTrusts: trusts(leaf) ?? systemTrusts,
    now: Date.now()
  })
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
