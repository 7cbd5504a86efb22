/**
 * A way from a server's certificate to an imported authority, checked as RFC 5280 §6 asks: every signature, date, limit
 * and name. Node has no call for this; each step is Node's own (`checkIssued`, `verify`).
 */
import type { X509Certificate } from 'node:crypto'
import { issued, isSelfSigned, sameName, shortName, validity } from './describe.ts'
import { extensionsOf, permits, type Extensions } from './extensions.ts'

/** Certificates in a path, the first and the last included. */
const longest = 8
/** A server may send as many certificates as it likes, all in one name: looking for ways through them has an end. */
const mostSteps = 100

export interface TrustedPath {
  /** The server's own first, the imported authority last. */
  readonly certificates: readonly X509Certificate[]
  /** In words, why it must not be followed; null when it may. Dates are not among the reasons. */
  readonly obstacle: string | null
  readonly inTime: boolean
}

/**
 * @param authorities where a path may end. One that is the server's own certificate counts if it signed itself.
 * @returns the best there is: one without fault, else one out of date, else one with an obstacle; null when there is none.
 */
export function findPath(
  leaf: X509Certificate,
  presented: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
  now: number
): TrustedPath | null {
  const ends = new Set(authorities.map(({ fingerprint256 }) => fingerprint256))
  const pool = [...new Map([...authorities, ...presented].map((one) => [one.fingerprint256, one])).values()]
  let best: TrustedPath | null = null
  let steps = 0
  const follow = (path: readonly X509Certificate[]): void => {
    const last = path.at(-1)
    if (!last) return
    if (ends.has(last.fingerprint256) && (path.length > 1 || isSelfSigned(last))) {
      const found = { certificates: path, obstacle: obstacleIn(path), inTime: path.every((one) => isInTime(one, now)) }
      if (!best || rank(found) < rank(best)) best = found
    }
    if (path.length === longest || (best && rank(best) === 0)) return
    for (const issuer of pool) {
      if (path.some(({ fingerprint256 }) => fingerprint256 === issuer.fingerprint256)) continue
      if (!sameName(issuer.subject, last.issuer)) continue
      if (++steps > mostSteps) return
      if (issued(issuer, last)) follow([...path, issuer])
    }
  }
  follow([leaf])
  return best
}

const rank = ({ obstacle, inTime }: TrustedPath): number => (obstacle ? 2 : 0) + (inTime ? 0 : 1)

export function isInTime(one: X509Certificate, now: number): boolean {
  const { from, to } = validity(one)
  return from <= now && now <= to
}

const serverAuthentication = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0']

/** MD2, MD5 and SHA-1 with RSA, DSA and ECDSA: signatures that can be forged. Browsers refuse them too. */
const forgeable = new Set([
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.4',
  '1.2.840.113549.1.1.5',
  '1.2.840.10040.4.3',
  '1.2.840.10045.4.1'
])
const fewestRsaBits = 1024

function obstacleIn(path: readonly X509Certificate[]): string | null {
  const read = path.map((one) => ({ one, name: `“${shortName(one.subject)}”`, extensions: extensionsOf(one) }))
  for (const [at, { one, name, extensions }] of read.entries()) {
    if (!extensions) return `The certificate ${name} is not built as the standard asks.`
    const isEnd = at === path.length - 1
    const below = read.slice(0, at)
    const obstacle =
      ofUse(one, name, at > 0) ??
      (isEnd ? null : ofSignature(one, name, extensions)) ??
      ofLimits(
        name,
        extensions,
        below.flatMap((lower) => (lower.extensions ? [lower.extensions] : [])),
        path.slice(1, at)
      )
    if (obstacle) return obstacle
  }
  return null
}

function ofUse(one: X509Certificate, name: string, isIssuer: boolean): string | null {
  if (isIssuer && !one.ca) return `${name} may not issue certificates: it is not marked as an authority.`
  // Node's name for the extended key usage.
  const usage = one.keyUsage as readonly string[] | undefined
  if (usage && !usage.some((oid) => serverAuthentication.includes(oid)))
    return `${name} is not meant for servers (its extended key usage says so).`
  return null
}

function ofSignature(one: X509Certificate, name: string, { signedWith }: Extensions): string | null {
  if (forgeable.has(signedWith)) return `${name} was signed with an outdated algorithm (SHA-1 or MD5).`
  const bits = rsaBits(one)
  return bits !== undefined && bits < fewestRsaBits ? `The key of ${name} is too short (${bits} bits).` : null
}

/** Undefined for other kinds of keys, unknown ones among them. */
function rsaBits(one: X509Certificate): number | undefined {
  try {
    return one.publicKey.asymmetricKeyDetails?.modulusLength
  } catch {
    return undefined
  }
}

/** @param between the authorities between this one and the server's certificate. */
function ofLimits(
  name: string,
  extensions: Extensions,
  below: readonly Extensions[],
  between: readonly X509Certificate[]
): string | null {
  const [unknown] = extensions.notUnderstood
  if (unknown) return `${name} has a critical extension that AtTrack does not know (${unknown}).`
  // An authority's renewed key in its own name does not count (RFC 5280 §4.2.1.9).
  const length = between.filter((one) => one.subject !== one.issuer).length
  if (extensions.pathLength !== null && length > extensions.pathLength)
    return `${name} may not have ${length === 1 ? 'an authority' : `${length} authorities`} below it.`
  const { constraints } = extensions
  if (constraints && !below.every((lower) => permits(constraints, lower)))
    return `${name} may not vouch for this name (name constraints).`
  return null
}
