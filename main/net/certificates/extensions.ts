/**
 * What Node's X509Certificate does not tell, and a path through it must know (RFC 5280 §4.2): limits an authority was
 * given, names it may not vouch for, extensions nobody here understands, how it was signed.
 */
import type { X509Certificate } from 'node:crypto'
import { oidOf, parts, readDer, smallInteger, tags, type Der } from './der.ts'

export interface Extensions {
  /** How many further authorities may follow below it; null when there is no limit. */
  readonly pathLength: number | null
  readonly constraints: Constraints | null
  /** DNS names and addresses of the subject alternative name, names in lower case. */
  readonly dns: readonly string[]
  readonly addresses: readonly Uint8Array[]
  /** The subject's parts, comparable: `2.5.4.10=example`. */
  readonly subject: readonly string[]
  /** Critical, and not understood here: such a certificate must not be accepted (RFC 5280 §4.2). */
  readonly notUnderstood: readonly string[]
  /** Object identifier of the algorithm it was signed with. */
  readonly signedWith: string
}

/** Names that authorities below may vouch for, or may not (RFC 5280 §4.2.1.10). */
export interface Constraints {
  readonly permitted: Names
  readonly excluded: Names
}

export interface Names {
  readonly dns: readonly string[]
  /** Address and mask, 8 or 32 octets. */
  readonly ranges: readonly Uint8Array[]
  readonly directories: readonly (readonly string[])[]
}

const oids = {
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  subjectAltName: '2.5.29.17'
} as const

/** Understood here or by Node: besides the above key usages, key identifiers, policies, revocation lists. */
const understood = new Set([
  ...Object.values(oids),
  ...[14, 15, 18, 31, 32, 33, 35, 36, 37, 46, 54].map((last) => `2.5.29.${last}`)
])

/** Null when the certificate is not built as one. */
export function extensionsOf(one: X509Certificate): Extensions | null {
  const fields = parts(parts(readDer(one.raw))?.[0])
  if (!fields) return null
  // Serial number, algorithm, issuer, validity, subject: the version before them is left out in version 1.
  const first = fields.findIndex(({ tag }) => tag === tags.integer)
  const subject = rdns(fields[first + 4])
  const list = parts(parts(fields.find(({ tag }) => tag === tags.context(3)))?.[0]) ?? []
  const found = new Map<string, Der | null>()
  const notUnderstood: string[] = []
  for (const item of list) {
    const [type, second, third] = parts(item) ?? []
    const oid = oidOf(type)
    const value = third ?? second
    if (!oid || value?.tag !== tags.octets || found.has(oid)) return null
    found.set(oid, readDer(value.content))
    if (third && second?.content[0] && !understood.has(oid)) notUnderstood.push(oid)
  }
  const constraints = found.has(oids.nameConstraints) ? constraintsOf(found.get(oids.nameConstraints)) : null
  if (subject === null || constraints === undefined) return null
  const names = parts(found.get(oids.subjectAltName)) ?? []
  return {
    pathLength: smallInteger(parts(found.get(oids.basicConstraints))?.find(({ tag }) => tag === tags.integer)),
    constraints,
    dns: names.filter(({ tag }) => tag === dnsName).map(text),
    addresses: names.filter(({ tag }) => tag === ipAddress).map(({ content }) => content),
    subject,
    notUnderstood,
    signedWith: oidOf(parts(fields[first + 1])?.[0])
  }
}

const dnsName = 0x82
const ipAddress = 0x87
const directoryName = tags.context(4)
const text = ({ content }: Der): string => Buffer.from(content).toString('latin1').toLowerCase()

/** Undefined when they cannot be read: then nothing may be vouched for. */
function constraintsOf(value: Der | null | undefined): Constraints | undefined {
  const [permitted, excluded] = [0, 1].map((number) => {
    const subtrees = parts(value)?.find(({ tag }) => tag === tags.context(number))
    const bases = (parts(subtrees) ?? []).map((subtree) => parts(subtree)?.[0])
    const directories = bases.filter((base) => base?.tag === directoryName).map((base) => rdns(parts(base)?.[0]))
    const ranges = bases.filter((base) => base?.tag === ipAddress).map((base) => base?.content ?? new Uint8Array())
    if (bases.includes(undefined) || directories.includes(null)) return undefined
    if (ranges.some(({ length }) => length !== 8 && length !== 32)) return undefined
    return {
      dns: bases.flatMap((base) => (base?.tag === dnsName ? [text(base)] : [])),
      ranges,
      directories: directories.flatMap((names) => (names ? [names] : []))
    }
  })
  return parts(value) && permitted && excluded ? { permitted, excluded } : undefined
}

/** A distinguished name as comparable parts: letters' case and the kind of string make no difference (§7.1). */
function rdns(name: Der | undefined): string[] | null {
  return (
    parts(name)?.map((set) =>
      (parts(set) ?? [])
        .map((pair) => {
          const [type, value] = parts(pair) ?? []
          return `${oidOf(type)}=${Buffer.from(value?.content ?? [])
            .toString('utf8')
            .trim()
            .toLowerCase()}`
        })
        .sort()
        .join('+')
    ) ?? null
  )
}

/** Whether an authority with these constraints may vouch for the names of `one`. */
export function permits({ permitted, excluded }: Constraints, one: Extensions): boolean {
  const dns = one.dns.every(
    (name) =>
      (permitted.dns.length === 0 || permitted.dns.some((base) => isBelow(name.replace(/^\*\./, ''), base))) &&
      !excluded.dns.some((base) => isBelow(name, base) || (name.startsWith('*.') && isBelow(base, name.slice(2))))
  )
  const addresses = one.addresses.every(
    (address) =>
      (permitted.ranges.length === 0 || permitted.ranges.some((range) => isWithin(address, range))) &&
      !excluded.ranges.some((range) => isWithin(address, range))
  )
  const begins = (base: readonly string[]): boolean => base.every((part, at) => one.subject[at] === part)
  const directory =
    one.subject.length === 0 ||
    ((permitted.directories.length === 0 || permitted.directories.some(begins)) && !excluded.directories.some(begins))
  return dns && addresses && directory
}

/** `example.com` covers itself and everything below it; `.example.com`, as some write, only what is below. */
function isBelow(name: string, base: string): boolean {
  if (base === '') return true
  return base.startsWith('.') ? name.endsWith(base) : name === base || name.endsWith(`.${base}`)
}

function isWithin(address: Uint8Array, range: Uint8Array): boolean {
  const size = range.length / 2
  if (address.length !== size) return false
  return address.every((octet, at) => {
    const mask = range[size + at] ?? 0xff
    return (octet & mask) === ((range[at] ?? 0) & mask)
  })
}
