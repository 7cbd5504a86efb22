/**
 * The fingerprint of a public key that somebody pasted, to be compared with AtTrack's own.
 * @param text a PEM, or the base64 in it; blanks and line breaks do not matter
 * @returns SHA-256 of the DER, `ab:cd:…`, or null when it is no public key
 */
export async function keyFingerprint(text: string): Promise<string | null> {
  const body = text.replace(/-----(BEGIN|END) PUBLIC KEY-----/g, '').replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body) || body.length % 4 !== 0) return null
  const der = Uint8Array.from(atob(body), (char) => char.charCodeAt(0))
  if (!isWholeSequence(der)) return null
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', der))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(':')
}

/** A DER sequence exactly as long as it says (X.690 §8.1.3): the copy was complete. Keys need the two-byte length. */
function isWholeSequence(der: Uint8Array): boolean {
  const [tag, form, high = 0, low = 0] = der
  return tag === 0x30 && form === 0x82 && der.length === 4 + high * 256 + low
}
