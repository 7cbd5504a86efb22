/** The signature base string of RFC 5849 §3.4.1, from what the server itself received. */
import { percentEncode, type Pair } from './encode.ts'

/**
 * Base string URI (§3.4.1.2): scheme and host in lower case, default port dropped, query and fragment dropped.
 * Works on the text: a URL parser would re-encode the path.
 */
export function baseStringUri(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i.exec(url)
  if (match === null) return url
  const scheme = (match[1] as string).toLowerCase()
  const host = (match[2] as string).toLowerCase()
  const path = match[3] === '' ? '/' : (match[3] as string)
  const defaultPort = scheme === 'http' ? ':80' : ':443'
  const shortHost = host.endsWith(defaultPort) ? host.slice(0, -defaultPort.length) : host
  return `${scheme}://${shortHost}${path}`
}

/** §3.4.1.3.2: encode, sort by encoded name, then by encoded value, as bytes; `oauth_signature` does not take part. */
export function normalizeParameters(pairs: readonly Pair[]): string {
  return pairs
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

export function signatureBaseString(method: string, url: string, pairs: readonly Pair[]): string {
  return [method.toUpperCase(), baseStringUri(url), normalizeParameters(pairs)].map(percentEncode).join('&')
}
