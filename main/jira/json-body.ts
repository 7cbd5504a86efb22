/**
 * Reads the body of a reply that says it is JSON, and says in words what is wrong when it is none. JSON travels as UTF-8
 * (RFC 8259 §8.1); proxies and old servers have been seen to send or to announce something else.
 */
import { isUtf8 } from 'node:buffer'
import type { TransportReply } from '../net/transport.ts'

export type JsonBody = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly detail: string }

type Body = Pick<TransportReply, 'headers' | 'body'>

/** `utf-16le` of `application/json; charset="UTF-16LE"`, in lower case; null when none is named. */
const namedCharset = (headers: Body['headers']): string | null =>
  /charset\s{0,3}=\s{0,3}"?([\w.:-]{1,40})/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? null

/**
 * The body in UTF-8, whatever it came in. What is valid UTF-8 is taken for that, also where the header names another
 * charset: other encodings of words with umlauts are no valid UTF-8. UTF-16 is told by its zero bytes.
 * @returns the bytes, or what is wrong with them.
 */
export function bodyAsUtf8({ headers, body }: Body): { readonly bytes: Uint8Array } | { readonly detail: string } {
  const named = namedCharset(headers)
  if (isUtf8(body) && !body.subarray(0, 4).includes(0)) return { bytes: body }
  if (named === null || /^utf-?8$/.test(named))
    return {
      detail: `its text is not UTF-8${named === null ? ', and it names no other charset' : ', as it says it is'}`
    }
  try {
    return { bytes: Buffer.from(new TextDecoder(named, { fatal: true }).decode(body), 'utf8') }
  } catch {
    return { detail: `its text is not UTF-8, and cannot be read as “${named}”, as it says it is` }
  }
}

/** The reply's JSON, or what is wrong with it, to follow "with something else than expected: ". */
export function readJsonBody(reply: Body): JsonBody {
  const read = bodyAsUtf8(reply)
  return 'detail' in read ? { ok: false, detail: read.detail } : parseJson(Buffer.from(read.bytes).toString('utf8'))
}

/** Bytes up to which a body is read without counting what is in it: that costs memory, but not much. */
const small = 4 * 1024 * 1024
/** Ten times what the largest page of real issues holds. */
const mostValues = 2_000_000

/**
 * Whether the text holds more values than any answer of a Jira. A value of two letters (`{}`) takes fifty bytes and more
 * once it is read: 64 MB of them would take two gigabytes. Counts commas and opening brackets outside of texts.
 */
function isOvercrowded(json: string): boolean {
  let values = 0
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charCodeAt(at)
    if (char === 0x22) {
      at = endOfText(json, at)
      if (at < 0) return false
    } else if ((char === 0x2c || char === 0x5b || char === 0x7b) && ++values > mostValues) return true
  }
  return false
}

/** The quote that closes the text opened at `from`; -1 when there is none. */
function endOfText(json: string, from: number): number {
  for (let end = json.indexOf('"', from + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let escapes = 0
    while (json.charCodeAt(end - 1 - escapes) === 0x5c) escapes += 1
    if (escapes % 2 === 0) return end
  }
  return -1
}

/** The same for text that has been decoded already. */
export function parseJson(text: string): JsonBody {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  if (json.length > small && isOvercrowded(json)) return { ok: false, detail: 'it holds millions of values' }
  try {
    return { ok: true, value: JSON.parse(json) as unknown }
  } catch {
    if (json.trim() === '') return { ok: false, detail: 'the reply is empty' }
    return { ok: false, detail: endsInTheMiddle(json) ? 'it ends in the middle' : 'it is not valid JSON' }
  }
}

/** Whether a list, an object or a text inside of them is still open at the end. */
function endsInTheMiddle(json: string): boolean {
  if (!/^\s*[{[]/.test(json)) return false
  let depth = 0
  let inText = false
  for (let at = 0; at < json.length; at += 1) {
    const char = json[at]
    if (inText) {
      if (char === '\\') at += 1
      else if (char === '"') inText = false
    } else if (char === '"') inText = true
    else if (char === '{' || char === '[') depth += 1
    else if (char === '}' || char === ']') depth -= 1
  }
  return inText || depth > 0
}
