/**
 * Compares the base string AtTrack signed with the one Jira made of the request it saw (`oauth_signature_base_string` of
 * the OAuth Problem Reporting extension): the same words under a refused signature mean another key, another address
 * means that a proxy changed it on the way. RFC 5849 §3.4.1.
 */

/** Base string URI, or what else of a base string differs. */
export type Difference =
  | { readonly kind: 'none' }
  | { readonly kind: 'address'; readonly ours: string; readonly theirs: string }
  /** Method or parameters: something on the way changes requests. */
  | { readonly kind: 'other' }

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Method and base string URI; null for what is no base string. */
export function readBaseStringUri(baseString: string): { method: string; uri: string } | null {
  const [method = '', encoded = '', parameters, ...rest] = baseString.split('&')
  const uri = decoded(encoded)
  return uri && parameters !== undefined && rest.length === 0 && /^[A-Z]{3,10}$/.test(method) ? { method, uri } : null
}

/** The part of both addresses that people know as Jira's: without what Jira's own path adds to it. */
function siteParts(ours: string, theirs: string): { ours: string; theirs: string } {
  const own = /\/(?:plugins\/servlet\/oauth|rest)\/.*$/
  const [a, b] = [own.exec(ours)?.[0], own.exec(theirs)?.[0]]
  return a !== undefined && a === b
    ? { ours: ours.slice(0, -a.length), theirs: theirs.slice(0, -a.length) }
    : { ours, theirs }
}

/**
 * @param theirs as Jira gave it; `…` at its end when it was too long to be kept whole.
 * @returns null when there is nothing to compare.
 */
export function compareBaseStrings(ours: string, theirs: string | undefined): Difference | null {
  const [mine, jiras] = [readBaseStringUri(ours), theirs === undefined ? null : readBaseStringUri(theirs)]
  if (!mine || !jiras || theirs === undefined) return null
  if (mine.uri !== jiras.uri) {
    // Nobody's name or password belongs into an address that is shown.
    const plain = jiras.uri.replace(/\/\/[^/@]*@/, '//')
    return { kind: 'address', ...siteParts(mine.uri, plain) }
  }
  const same = theirs.endsWith('…') ? ours.startsWith(theirs.slice(0, -1)) : ours === theirs
  return { kind: same ? 'none' : 'other' }
}
