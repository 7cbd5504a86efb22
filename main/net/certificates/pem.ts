/** The text form of certificates and keys (RFC 7468), as lenient as people's files are. */

export interface PemBlock {
  /** `CERTIFICATE`, `PRIVATE KEY` … */
  readonly label: string
  /** From the BEGIN line to the END line. */
  readonly text: string
  /** Null when what is between the lines is no base64. */
  readonly der: Uint8Array | null
}

/** The file as text when it has a BEGIN line; Notepad's UTF-16 is text too. Null for anything else. */
export function pemText(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = buffer[0] === 0xff && buffer[1] === 0xfe ? buffer.toString('utf16le', 2) : buffer.toString('latin1')
  return text.includes('-----BEGIN ') ? text : null
}

/** All blocks, in order. One that has no end is left out. */
export function pemBlocks(text: string): PemBlock[] {
  const found: PemBlock[] = []
  // The body of a block holds no dashes, so that one without an end does not swallow the next one's.
  for (const match of text.matchAll(/-----BEGIN ([A-Z0-9 #]+)-----([^-]*(?:-(?!----)[^-]*)*)-----END \1-----/g)) {
    const [whole, label = '', body = ''] = match
    const base64 = withoutHeaders(body).replace(/\s+/g, '')
    const isBase64 = base64.length > 0 && /^[A-Za-z0-9+/]+=*$/.test(base64)
    found.push({ label, text: whole, der: isBase64 ? Buffer.from(base64, 'base64') : null })
  }
  return found
}

/** Header lines, as encrypted keys have them, end with an empty line (RFC 1421 §4.4). */
function withoutHeaders(body: string): string {
  const colon = body.indexOf(':')
  if (colon < 0) return body
  const end = /\n\r?\n/g
  end.lastIndex = colon
  return end.test(body) ? body.slice(end.lastIndex) : body
}

/** `-----BEGIN …` with lines of 64. */
export function toPem(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
