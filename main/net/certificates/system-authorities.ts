/** The authorities this computer trusts, for connections that Chromium's stack cannot make. */
import { readFileSync } from 'node:fs'
import tls from 'node:tls'
import { pemBlocks } from './pem.ts'

/** Where Debian, Fedora, SUSE and Alpine keep them, and OpenSSL's own variable first. Node reads none of these by itself. */
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
  known ??= [...new Set([...ofSystem(), ...tls.rootCertificates])]
  return known
}

function ofSystem(): string[] {
  // From Node 22.15 on; the oldest runtime has not got it.
  if (typeof tls.getCACertificates === 'function')
    try {
      return tls.getCACertificates('system')
    } catch {
      return []
    }
  const own = process.env['SSL_CERT_FILE']
  for (const path of own ? [own, ...bundles] : bundles) {
    const found = read(path)
    if (found.length > 0) return found
  }
  return []
}

function read(path: string): string[] {
  try {
    return pemBlocks(readFileSync(path, 'latin1'))
      .filter(({ label, der }) => label.endsWith('CERTIFICATE') && der)
      .map(({ text }) => text)
  } catch {
    return []
  }
}
