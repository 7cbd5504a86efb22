/**
 * What Node's TLS leaves to `checkServerIdentity`, made as strict as what Chromium's stack goes by: a common name names no
 * host, and what leads to an imported authority is judged by `judgeChain` as it is there.
 */
import { X509Certificate } from 'node:crypto'
import type { DetailedPeerCertificate, PeerCertificate } from 'node:tls'
import { findPath } from './find-path.ts'
import { judgeChain, matchesHost, type ChainInput, type Judgement } from './judge-chain.ts'
import { systemAuthorities } from './system-authorities.ts'

/** As Node names it; `networkFailure` knows it. */
export class WrongHost extends Error {
  readonly code = 'ERR_TLS_CERT_ALTNAME_INVALID'
}

/**
 * For `checkServerIdentity`.
 * @param host who was meant, whatever name Node makes of a request's headers.
 */
export const identityOf =
  (host: string) =>
  (_name: string, { raw }: PeerCertificate): Error | undefined =>
    raw && matchesHost(new X509Certificate(raw), host) ? undefined : new WrongHost()

let known: readonly X509Certificate[] | undefined

/**
 * The judgement on a certificate that OpenSSL has accepted, with the system's authorities, the imported ones and the pinned
 * certificate as anchors.
 * @param seen as Node gives it to `checkServerIdentity`.
 */
export function judgeAccepted(
  seen: PeerCertificate,
  trust: Pick<ChainInput, 'host' | 'authorities' | 'pin'>
): Judgement {
  const chain = chainOf(seen)
  const [leaf] = chain
  const now = Date.now()
  // Without an imported authority only the system's can have been the anchor.
  const system = (): boolean => {
    if (trust.authorities.length === 0) return true
    known ??= systemAuthorities().map((pem) => new X509Certificate(pem))
    const path = leaf && findPath(leaf, chain.slice(1), known, now)
    return path?.obstacle === null && path.inTime
  }
  const fits = leaf !== undefined && matchesHost(leaf, trust.host)
  return judgeChain({ ...trust, chain, now, systemTrusts: fits && trust.pin === null && system() })
}

/** Certificates read of what Node tells. */
const mostShown = 32

function chainOf(seen: PeerCertificate): X509Certificate[] {
  const chain = new Map<string, X509Certificate>()
  // A root is its own issuer there.
  for (let one = seen as Partial<DetailedPeerCertificate> | undefined; one?.raw && chain.size < mostShown;) {
    const read = new X509Certificate(one.raw)
    if (chain.has(read.fingerprint256)) break
    chain.set(read.fingerprint256, read)
    one = one.issuerCertificate
  }
  return [...chain.values()]
}
