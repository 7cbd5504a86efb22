/** A certificate in the words of the contract, and the pieces of it that words are made of. */
import type { X509Certificate } from 'node:crypto'
import type { Certificate } from '../../../preload/contract/index.ts'

export function describeCertificate(one: X509Certificate): Certificate {
  const { from, to } = validity(one)
  return {
    subject: oneLine(one.subject),
    issuer: oneLine(one.issuer),
    serialNumber: one.serialNumber,
    validFrom: from,
    validTo: to,
    fingerprint: one.fingerprint256,
    names: namesOf(one),
    isAuthority: one.ca,
    selfSigned: isSelfSigned(one)
  }
}

/** Milliseconds since 1970. A date that cannot be read is 1970: such a certificate counts as expired. */
export function validity(one: X509Certificate): { from: number; to: number } {
  return { from: Date.parse(one.validFrom) || 0, to: Date.parse(one.validTo) || 0 }
}

/** Signed with its own key, not only issued in its own name. A server's may do so without being allowed to issue. */
export function isSelfSigned(one: X509Certificate): boolean {
  return sameName(one.subject, one.issuer) && signed(one, one)
}

/** Whether two names, as Node gives them, are one: case and spaces make no difference (RFC 5280 §7.1). */
export function sameName(one: string, other: string): boolean {
  return one === other || plain(one) === plain(other)
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\S\n]+/g, ' ')

/** Whether `issuer` issued `one`, by its names, by what it may do, and by its signature. */
export function issued(issuer: X509Certificate, one: X509Certificate): boolean {
  return one.checkIssued(issuer) && signed(issuer, one)
}

/** Bits of RSA. With a longer key a server could keep AtTrack busy; nobody's authority has one. */
const longestKey = 8192

/** An unknown kind of key signed nothing. */
function signed(issuer: X509Certificate, one: X509Certificate): boolean {
  try {
    const key = issuer.publicKey
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) <= longestKey && one.verify(key)
  } catch {
    return false
  }
}

/** Host names and addresses of the subject alternative name; the common name counts for nothing (RFC 9525 §2). */
export function namesOf(one: X509Certificate): string[] {
  // Node quotes a name that has a comma or quotes in it, as JSON does.
  const entries = (one.subjectAltName ?? '').match(/(?:[^",]|"(?:[^"\\]|\\.)*")+/g) ?? []
  return entries.flatMap((entry) => {
    const [, name] = /^\s*(?:DNS|IP Address):(.*)$/s.exec(entry) ?? []
    return name ? [name.trim()] : []
  })
}

/** Node's lines, the most general first, as one line with the most special first (RFC 4514 §2.1). */
function oneLine(lines: string | undefined): string {
  return (lines ?? '').split('\n').filter(Boolean).reverse().join(', ')
}

/** How people call the owner of a name: its common name, else its unit or organisation. `name` as Node gives it. */
export function shortName(lines: string | undefined): string {
  const values = new Map(
    (lines ?? '').split('\n').map((line) => {
      const at = line.indexOf('=')
      return [line.slice(0, at), line.slice(at + 1).replace(/\\(.)/g, '$1')]
    })
  )
  return values.get('CN') || values.get('OU') || values.get('O') || [...values.values()].at(-1) || '(no name)'
}
