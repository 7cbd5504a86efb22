/** The authorities this computer trusts, for connections that Chromium's stack cannot make. */
import { readFileSync } from 'node:fs'
import tls from 'node:tls'
import { pemBlocks, toPem } from './pem.ts'

/** Where Debian, Fedora, SUSE and Alpine keep them, after the file that OpenSSL's own variable names. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem'
]

let known: readonly string[] | undefined

/**
 * PEM, one authority each: the system's, then those that come with Node. Read once, when first asked for: an authority
 * installed later is known after a restart.
 */
export function systemAuthorities(): readonly string[] {
  // Written alike, so that one known from both sides is there once.
  known ??= [...new Set([...ofSystem(), ...tls.rootCertificates].flatMap(certificates))]
  return known
}

function certificates(text: string): string[] {
  return pemBlocks(text).flatMap(({ label, der }) => (label === 'CERTIFICATE' && der ? [toPem(der)] : []))
}

function ofSystem(): string[] {
  const asked = askedOfSystem()
  if (asked.length > 0) return asked
  const own = process.env['SSL_CERT_FILE']
  for (const path of own ? [own, ...bundles] : bundles)
    try {
      return [readFileSync(path, 'latin1')]
    } catch {
      // Another system's place.
    }
  return []
}

/** Empty in the oldest runtime, which has not got the call (Node 22.15), and on Linux where Node looks in another place. */
function askedOfSystem(): string[] {
  try {
    return typeof tls.getCACertificates === 'function' ? tls.getCACertificates('system') : []
  } catch {
    return []
  }
}
