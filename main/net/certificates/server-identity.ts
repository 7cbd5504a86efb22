/** Node's check whether a certificate is for a host, made as strict as Chromium's: a common name alone names no host. */
import { X509Certificate } from 'node:crypto'
import type { PeerCertificate } from 'node:tls'
import { matchesHost } from './judge-chain.ts'

/** As Node names it; `networkFailure` knows it. */
export class WrongHost extends Error {
  readonly code = 'ERR_TLS_CERT_ALTNAME_INVALID'
}

/**
 * For `checkServerIdentity`.
 * @param host who was meant, whatever name Node makes of a request's headers.
 */
export const identityOf =
  (host: string) =>
  (_name: string, { raw }: PeerCertificate): Error | undefined =>
    raw && matchesHost(new X509Certificate(raw), host) ? undefined : new WrongHost()
