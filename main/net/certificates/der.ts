/**
 * Reads the few DER (and BER) structures that Node does not: bags of certificates, extensions, kinds of files.
 * Never throws: what is malformed, cut off or nested too deep is null.
 */

export interface Der {
  /** The identifier octet: class, constructed bit and number. 0x30 is a SEQUENCE, 0xa0 a constructed `[0]`. */
  readonly tag: number
  readonly content: Uint8Array
  /** With its identifier and length. */
  readonly whole: Uint8Array
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  /** Constructed, context-specific. */
  context: (number: number): number => 0xa0 + number
} as const

const constructed = 0x20
const deepest = 24

/** The element at the start of `bytes`; what follows it is left alone. */
export function readDer(bytes: Uint8Array): Der | null {
  return readAt(bytes, 0)
}

/** The elements a constructed element is made of. */
export function parts(of: Der | null | undefined): Der[] | null {
  return of && of.tag & constructed ? elements(of.content) : null
}

function elements(bytes: Uint8Array): Der[] | null {
  const found: Der[] = []
  for (let at = 0; at < bytes.length;) {
    const one = readAt(bytes.subarray(at), 0)
    if (!one) return null
    found.push(one)
    at += one.whole.length
  }
  return found
}

function readAt(bytes: Uint8Array, depth: number): Der | null {
  const tag = bytes[0]
  const first = bytes[1]
  // Numbers from 31 on take more octets; nothing read here has one.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || depth > deepest) return null
  if (first === 0x80) return readIndefinite(bytes, tag, depth)
  let start = 2
  let length = first
  if (first > 0x80) {
    const octets = first & 0x7f
    if (octets > 4 || bytes.length < 2 + octets) return null
    length = bytes.subarray(2, 2 + octets).reduce((sum, octet) => sum * 256 + octet, 0)
    start += octets
  }
  const end = start + length
  if (end > bytes.length) return null
  return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(0, end) }
}

/** BER's other way: elements until two zeros (X.690 §8.1.3.6). Some programs write PKCS#7 so. */
function readIndefinite(bytes: Uint8Array, tag: number, depth: number): Der | null {
  if (!(tag & constructed)) return null
  for (let at = 2; at + 1 < bytes.length;) {
    if (bytes[at] === 0 && bytes[at + 1] === 0)
      return { tag, content: bytes.subarray(2, at), whole: bytes.subarray(0, at + 2) }
    const inner = readAt(bytes.subarray(at), depth + 1)
    if (!inner) return null
    at += inner.whole.length
  }
  return null
}

/** `2.5.29.19`; empty when it is no object identifier. */
export function oidOf(one: Der | null | undefined): string {
  if (one?.tag !== tags.oid || one.content.length === 0) return ''
  const numbers: number[] = []
  let number = 0
  for (const octet of one.content) {
    number = number * 128 + (octet & 0x7f)
    if (octet & 0x80) continue
    numbers.push(number)
    number = 0
  }
  const [head = 0, ...rest] = numbers
  const root = Math.min(2, Math.floor(head / 40))
  return [root, head - root * 40, ...rest].join('.')
}

/** A small non-negative INTEGER; null when it is none. */
export function smallInteger(one: Der | null | undefined): number | null {
  if (one?.tag !== tags.integer || one.content.length === 0 || one.content.length > 4) return null
  if ((one.content[0] ?? 0) & 0x80) return null
  return one.content.reduce((sum, octet) => sum * 256 + octet, 0)
}

/** The octets of an OCTET STRING, tagged as it may be; BER may cut it into pieces. Null for anything constructed otherwise. */
export function octetsOf(one: Der | null | undefined): Uint8Array | null {
  if (!one) return null
  if (!(one.tag & constructed)) return one.content
  const pieces = parts(one)
  return pieces?.every(({ tag }) => tag === tags.octets) ? Buffer.concat(pieces.map(({ content }) => content)) : null
}
