/**
 * Whether a chain of certificates is good for a host, what is wrong with it, and which failure that is.
 *
 * **A missing intermediate or an unknown root?** A server need not send the root (RFC 8446 §4.4.2), so a chain that ends
 * in a certificate somebody else issued is the usual shape of a private authority *and* of a forgotten intermediate. They
 * differ in what helps: importing the company's root, or the server's administrator adding a certificate. It is called
 * incomplete only when something says so:
 * - certificates came along, but none of them issued the server's own;
 * - the server's own was issued by a public authority: their roots never issue those themselves;
 * - the missing issuer's name says that it is no root;
 * - a root of the same organisation has been imported and is not the missing issuer.
 * Else it is an unknown authority, and the words mention that an intermediate may be missing. An address for the issuer's
 * certificate (caIssuers) decides nothing: Windows' authorities write one for roots too; it is only told.
 */
import { isIP } from 'node:net'
import type { X509Certificate } from 'node:crypto'
import type { CertificateProblem, CertificateReport } from '../../../preload/contract/index.ts'
import { failure, type Failure } from '../../../preload/contract/failures/failure.ts'
import type { FailureCode } from '../../../preload/contract/failures/catalogue.ts'
import { issued, isSelfSigned, namesOf, sameName, shortName, validity } from './describe.ts'
import { findPath, isInTime, type TrustedPath } from './find-path.ts'
import { isPublicAuthority, looksLikeInspector, looksLikeIntermediate } from './known-issuers.ts'

export interface ChainInput {
  /** As the server presented it, its own certificate first. */
  readonly chain: readonly X509Certificate[]
  /** Name or IP address, without port. */
  readonly host: string
  /** Imported for this origin. */
  readonly authorities: readonly X509Certificate[]
  /** SHA-256 fingerprint of the one certificate trusted as it is, as Node writes it. */
  readonly pin: string | null
  /** The platform's own verdict, made without the imported authorities; null when it is not known. */
  readonly systemTrusts: boolean | null
  /** Milliseconds since 1970. */
  readonly now: number
}

type Problem = CertificateReport['problems'][number]

export interface Judgement {
  /** What would keep it from being trusted, had no pin decided; none when the system or an imported authority trusts it. */
  readonly problems: Problem[]
  readonly trustedBy: CertificateReport['trustedBy']
  /** Null exactly when `trustedBy` is not. */
  readonly failure: Failure | null
}

export function judgeChain(input: ChainInput): Judgement {
  const { chain, host, pin } = input
  const [leaf] = chain
  if (!leaf)
    return input.systemTrusts && pin === null
      ? { problems: [], trustedBy: 'system', failure: null }
      : { problems: [], trustedBy: null, failure: failure('tls-failed', { host, detail: 'no certificate was shown' }) }
  const path = findPath(leaf, chain.slice(1), input.authorities, input.now)
  const fits = matchesHost(leaf, host)
  const imported = path !== null && path.obstacle === null && path.inTime && fits
  const otherwise = input.systemTrusts ? 'system' : imported ? 'imported' : null
  const problems = otherwise ? [] : faults(input, leaf, path, fits)
  if (pin === leaf.fingerprint256) return { problems, trustedBy: 'pin', failure: null }
  if (pin !== null)
    problems.unshift({
      problem: 'changed',
      index: 0,
      text: `You trusted the certificate with the fingerprint ${pin}; this is another one.`
    })
  if (pin === null && otherwise) return { problems, trustedBy: otherwise, failure: null }
  return { problems, trustedBy: null, failure: worst(problems, leaf, input) }
}

/** Whether the certificate is for this host. Only the subject alternative name counts (RFC 9525 §2). */
export function matchesHost(leaf: X509Certificate, host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  // To OpenSSL a name that begins with a dot stands for every name below it.
  if (name.startsWith('.')) return false
  try {
    if (isIP(name)) return leaf.checkIP(name) !== undefined
    return leaf.checkHost(name, { subject: 'never', partialWildcards: false }) !== undefined
  } catch {
    return false
  }
}

function faults(input: ChainInput, leaf: X509Certificate, path: TrustedPath | null, fits: boolean): Problem[] {
  const found: Problem[] = fits ? [] : [{ problem: 'wrong-host', index: 0, text: wrongHost(leaf, input.host) }]
  const line = path?.certificates ?? lineOf(input)
  // What came along without being needed may be out of date.
  for (const one of line) {
    const index = indexIn(input.chain, one)
    const { from, to } = validity(one)
    const name = index === 0 ? 'It' : `“${shortName(one.subject)}”`
    if (input.now < from)
      found.push({ problem: 'not-yet-valid', index, text: `${name} is not valid before ${day(from)}.` })
    else if (!isInTime(one, input.now))
      found.push({ problem: 'expired', index, text: `${name} has not been valid since ${day(to)}.` })
  }
  if (path?.obstacle)
    found.push({
      problem: 'unknown-authority',
      index: 0,
      text: `It leads to an imported authority, but: ${path.obstacle}`
    })
  if (!path) found.push(...ofEnd(input, leaf, line))
  // Refused, and for a reason that cannot be seen from here: revoked, or an authority the system no longer accepts.
  if (found.length === 0)
    found.push({ problem: 'unknown-authority', index: 0, text: 'This computer does not accept it.' })
  return found
}

/** A server may send as many as it likes; each step costs signatures. */
const longestLine = 8

/** From the server's own certificate to the last one whose issuer is at hand. */
function lineOf({ chain, authorities }: ChainInput): X509Certificate[] {
  const line = chain.slice(0, 1)
  const rest = [...chain.slice(1), ...authorities]
  for (let last = line[0]; last && line.length < longestLine && !isSelfSigned(last);) {
    const child: X509Certificate = last
    last = rest.find((one) => sameName(one.subject, child.issuer) && !line.includes(one) && issued(one, child))
    if (last) line.push(last)
  }
  return line
}

/** What is wrong with how the chain ends. */
function ofEnd(input: ChainInput, leaf: X509Certificate, line: readonly X509Certificate[]): Problem[] {
  const found: Problem[] = []
  const inspected = line.find((one) => looksLikeInspector(one.issuer))
  if (inspected)
    found.push({
      problem: 'intercepted',
      index: indexIn(input.chain, inspected),
      text: `“${shortName(inspected.issuer)}” sounds like a device or program that opens TLS connections on the way.`
    })
  const last = line.at(-1) ?? leaf
  const index = indexIn(input.chain, last)
  const issuer = shortName(last.issuer)
  if (isSelfSigned(last)) {
    const itself: Problem =
      last === leaf
        ? { problem: 'self-signed', index, text: 'It was issued by itself: nobody else vouches for it.' }
        : { problem: 'unknown-authority', index, text: `This computer does not know the authority “${issuer}”.` }
    return [...found, itself]
  }
  const [address] = /https?:\S+/.exec(/CA Issuers - URI:.*/.exec(last.infoAccess ?? '')?.[0] ?? '') ?? []
  const where = address ? ` It is offered at ${address}` : ''
  if (isIncomplete(input, leaf, last))
    return [
      ...found,
      { problem: 'chain-incomplete', index, text: `The certificate of its issuer “${issuer}” was not sent.${where}` }
    ]
  // Of what issued an authority that was sent, or calls itself a root, nobody needs to be told that it may be one below.
  const maybeBelow = last === leaf && !/\broot\b/i.test(issuer)
  const maybe = maybeBelow ? ` Perhaps “${issuer}” is an intermediate, whose certificate the server should send.` : ''
  return [
    ...found,
    {
      problem: 'unknown-authority',
      index,
      text: `It was issued by “${issuer}”, which this computer does not know and the server did not send.${maybe}${where}`
    }
  ]
}

/** See the top of this file. `last` is not self-signed, and its issuer is not at hand. */
function isIncomplete({ chain, authorities }: ChainInput, leaf: X509Certificate, last: X509Certificate): boolean {
  const isLeaf = last === leaf
  if (isLeaf && chain.length > 1) return true
  if (isLeaf && isPublicAuthority(last.issuer)) return true
  if (looksLikeIntermediate(last.issuer)) return true
  const organisation = organisationOf(last.issuer)
  return authorities.some(
    (one) => organisation !== null && organisationOf(one.subject) === organisation && isSelfSigned(one)
  )
}

const organisationOf = (name: string): string | null => /^O=(.+)$/m.exec(name)?.[1] ?? null

/** -1 would be outside of the chain: an imported certificate is told at the last place. */
function indexIn(chain: readonly X509Certificate[], one: X509Certificate): number {
  const index = chain.findIndex(({ fingerprint256 }) => fingerprint256 === one.fingerprint256)
  return index < 0 ? chain.length - 1 : index
}

function wrongHost(leaf: X509Certificate, host: string): string {
  const names = namesOf(leaf)
  if (names.length === 0) return `It names no host at all, so not ${host} either.`
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return `It is for ${names.slice(0, 5).join(', ')}${more}, not for ${host}.`
}

/** `2026-01-31` */
const day = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** The first that applies is the failure. */
const precedence: readonly (readonly [CertificateProblem, FailureCode])[] = [
  ['changed', 'certificate-changed'],
  ['wrong-host', 'certificate-wrong-host'],
  ['expired', 'certificate-expired'],
  ['not-yet-valid', 'certificate-expired'],
  ['intercepted', 'certificate-intercepted'],
  ['self-signed', 'certificate-self-signed'],
  ['chain-incomplete', 'certificate-chain-incomplete'],
  ['unknown-authority', 'certificate-unknown-authority']
]

function worst(problems: readonly Problem[], leaf: X509Certificate, { chain, host, pin }: ChainInput): Failure {
  const [kind, code] = precedence.find(([kind]) => problems.some(({ problem }) => problem === kind)) ?? [
    'unknown-authority',
    'certificate-unknown-authority'
  ]
  const problem = problems.find((one) => one.problem === kind)
  const issuer = shortName((chain[problem?.index ?? 0] ?? leaf).issuer)
  return failure(
    code,
    { host, issuer, ...(kind === 'changed' ? { pinned: pin ?? '', found: leaf.fingerprint256 } : {}) },
    problem ? { evidence: problem.text } : {}
  )
}
