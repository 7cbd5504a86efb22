/** Turns whatever people paste as "the link to your Jira" into base URLs worth probing. */
import { isIPv4, isIPv6 } from 'node:net'
import { fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import { contextSegments } from './ui-path.ts'

export interface Candidates {
  /** Base URLs in the order to probe, 1 to 8: origin and context path, no slash at the end, no credentials. */
  readonly candidates: readonly string[]
  /** Host, with the port when it is not the scheme's own; names in punycode. */
  readonly host: string
}

const maxLength = 2000
const maxCandidates = 8
const maxContextDepth = 5

const invalid = (problem: string): Result<never> => fail('address-invalid', { problem }, { field: 'address' })

/** Marks that come along when an address is copied out of a text. */
const wrapping =
  /^(?:[\s"'`<>()\]{}«»‹›“”„‘’\u200b-\u200f\u2060\ufeff]|\[(?![\da-f:.]*\]))+|[\s"'`<>(){}«»‹›“”„‘’,;!\u200b-\u200f\u2060\ufeff]+$/giu

/** `https://`, and what becomes of it in a hurry: `http//`, `https:/`, `htps://`, `ttps://`, `https;//`. */
const webScheme = /^(h?t{1,3}ps?)(?::\/*|;\/+|\/{2,})/i

/** Schemes that are never a Jira; the ones written without `//` could otherwise pass for `host:port`. */
const otherScheme =
  /^(?:([a-z][a-z0-9+.-]*):\/\/|(javascript|data|file|mailto|ftp|ftps|sftp|ssh|vbscript|about|chrome|blob|tel|news|urn):(?!\d+(?:[/?#]|$)))/i

/** Ports on which a Jira without https usually listens. */
const plainPorts = new Set(['80', '2990', '8080', '8081', '8090'])

interface Written {
  /** Null when no scheme was written. */
  readonly scheme: 'http' | 'https' | null
  /** Host and port as written, without credentials. */
  readonly authority: string
  readonly path: string
}

/** Drops what stands around the address: quotes, brackets, "Jira: ", "our Jira is at ". */
function unwrap(pasted: string): string {
  const text = pasted.replace(wrapping, '')
  const labelled = /^[^/?#@]{0,200}?[\s:=("'<[](?=https?:\/\/)/i.exec(text) ?? /^[\p{L} ]{1,40}:\s+/u.exec(text)
  // A scheme written twice (`http://https://…`) is no label: readScheme sees to it.
  return (labelled && !webScheme.test(text) ? text.slice(labelled[0].length) : text).replace(wrapping, '')
}

function readScheme(text: string): { scheme: 'http' | 'https' | null; rest: string } {
  let scheme: 'http' | 'https' | null = null
  let rest = text
  for (let match = webScheme.exec(rest); match !== null; match = webScheme.exec(rest)) {
    // `http:8080`, `https:443/…`: a host of that name with its port, as far as anyone can tell.
    if (/^\w+:\d+(?:\/|$)/.test(rest)) break
    scheme = /s$/i.test(match[1] ?? '') ? 'https' : 'http'
    rest = rest.slice(match[0].length)
  }
  // `//host` leaves the scheme open; `/path` leaves the host out.
  return { scheme, rest: scheme === null && /^\/(?!\/)/.test(rest) ? rest : rest.replace(/^\/+/, '') }
}

function readWritten(pasted: string): Result<Written> {
  if (pasted.length > maxLength) return invalid('It is longer than 2,000 characters.')
  const unwrapped = unwrap(pasted)
  if (unwrapped === '') return invalid('Nothing was entered.')
  const { scheme, rest } = readScheme(unwrapped.replace(/\\/g, '/'))
  const other = scheme === null ? otherScheme.exec(rest) : null
  if (other)
    return invalid(
      `It begins with “${(other[1] ?? other[2] ?? '').slice(0, 30)}:”; only http and https addresses lead to a Jira.`
    )
  // Queries and fragments never matter, and may hold blanks: a JQL copied out of an address bar.
  const address = (rest.split(/[?#]/, 1)[0] ?? '').replace(wrapping, '')
  const slash = address.indexOf('/')
  const beforePath = slash < 0 ? address : address.slice(0, slash)
  const path = slash < 0 ? '' : address.slice(slash)
  if (scheme === null && path === '' && /^[^\s:@]+@[^\s:@]+\.[^\s:@]+$/.test(beforePath)) {
    return invalid('That is an e-mail address.')
  }
  const authority = beforePath.slice(beforePath.lastIndexOf('@') + 1)
  if (/\s/.test(authority + path)) return invalid('There are spaces inside it.')
  if (authority === '') return invalid('It names no host.')
  return ok({ scheme, authority, path })
}

/** Host and port of an authority; IPv6 literals may lack their brackets. */
function splitPort(authority: string): { host: string; port: string | null } {
  if (isIPv6(authority)) return { host: `[${authority}]`, port: null }
  const colon = authority.lastIndexOf(':')
  if (colon < 0 || authority.endsWith(']')) return { host: authority, port: null }
  const host = authority.slice(0, colon)
  return { host: isIPv6(host) ? `[${host}]` : host, port: authority.slice(colon + 1) }
}

function readHost(written: Written): Result<{ hostname: string; port: string | null }> {
  const { host, port } = splitPort(written.authority)
  if (host === '' || host === '[]') return invalid('It names no host.')
  if (port !== null && port !== '' && !/^\d{1,6}$/.test(port))
    return invalid(`The port “${port.slice(0, 30)}” is not a number.`)
  if (port && (Number(port) < 1 || Number(port) > 65_535))
    return invalid(`The port ${port} does not exist; ports go from 1 to 65535.`)
  const name = host.replace(/\.+$/, '')
  if (/^[\d.]*$/.test(name) && !isIPv4(name)) return invalid(`“${host.slice(0, 40)}” is only a number, not a host.`)
  try {
    const { hostname } = new URL(`http://${name}`)
    // The URL standard lets marks such as `;` pass; no host is called that.
    if (!/^(?:[a-z\d_-]+(?:\.[a-z\d_-]+)*|\[[a-f\d:.]+\])$/.test(hostname))
      return invalid(`“${host.slice(0, 80)}” is not a host name.`)
    return ok({ hostname, port: port ? String(Number(port)) : null })
  } catch {
    return invalid(`“${host.slice(0, 80)}” is not a host name.`)
  }
}

const isLocal = (hostname: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$|\.localhost$/.test(hostname)

/** https first, unless the place speaks for plain http. A scheme that was written is taken at its word. */
function schemesFor(written: Written, hostname: string, port: string | null): ('http' | 'https')[] {
  if (written.scheme !== null) return [written.scheme]
  return isLocal(hostname) || (port !== null && plainPorts.has(port)) ? ['http', 'https'] : ['https', 'http']
}

/** Marks a URL may hold but `unwrap` takes for the text's: encoded, so that pasting a candidate again gives the same. */
const escapeMarks = (segment: string): string =>
  segment.replace(/['(),!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** The context path found, then its parents; `/jira` as well when there is none. */
function contextPaths(path: string): string[] {
  const pathname = new URL(`http://host${path}`).pathname
  const segments = contextSegments(pathname).slice(0, maxContextDepth).map(escapeMarks)
  if (segments.length === 0) return ['', '/jira']
  return Array.from({ length: segments.length + 1 }, (_, i) =>
    segments
      .slice(0, segments.length - i)
      .map((s) => `/${s}`)
      .join('')
  )
}

/** What is sent to this computer's own loopback interface cannot be read on the way. */
export const isThisComputer = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

const isCloudHost = (hostname: string): boolean => /(?:^|\.)(?:atlassian\.net|jira\.com)$/.test(hostname)

/**
 * @param pasted a host, an address of any Jira page, with or without scheme, quotes, credentials (which are dropped).
 * Fails with `address-invalid` (field `address`, saying what is wrong) or `is-cloud`.
 */
export function candidateAddresses(pasted: string): Result<Candidates> {
  const written = readWritten(pasted)
  if (!written.ok) return written
  const found = readHost(written.value)
  if (!found.ok) return found
  const { hostname, port } = found.value
  if (isCloudHost(hostname)) return fail('is-cloud', { host: hostname }, { field: 'address' })
  const paths = contextPaths(written.value.path)
  const schemes = schemesFor(written.value, hostname, port)
  const each = Math.floor(maxCandidates / schemes.length)
  const chosen = paths.length <= each ? paths : [...paths.slice(0, 1), ...paths.slice(1 - each)]
  const origins = schemes.map((scheme) => new URL(`${scheme}://${hostname}${port === null ? '' : `:${port}`}`))
  const candidates = origins.flatMap(({ origin }) => chosen.map((path) => origin + path))
  return ok({ candidates: [...new Set(candidates)], host: origins[0]?.host ?? hostname })
}

/** Whether both lead to the same place; a slash at the end and the scheme's own port do not matter. */
export const sameAddress = (a: string, b: string): boolean => {
  try {
    return new URL(a).href.replace(/\/+$/, '') === new URL(b).href.replace(/\/+$/, '')
  } catch {
    return false
  }
}
