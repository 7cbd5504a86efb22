/** What a practice server presents over HTTPS. Made anew for each run with the `openssl` command; throws without it. */
import { chainOf, issue, makeAuthority, type CertificateOptions, type Made } from '../support/certificate-factory.ts'

export interface ServerCertificate {
  readonly keyPem: string
  /** What the server presents: its certificate first. */
  readonly chainPem: string
  /** What a client has to trust. */
  readonly caPem: string
}

/** Names and addresses under which a practice server is reached on this computer. */
export const thisComputer = ['localhost', '127.0.0.1', '::1'] as const

export const practiceAuthority = (commonName: string): Made =>
  makeAuthority({ commonName, organisation: 'Practice Jira' })

/** A server certificate straight from `authority`, presented together with it. */
export function certificateFrom(
  authority: Made,
  names: readonly string[] = thisComputer,
  more: CertificateOptions = {}
): ServerCertificate {
  const server = issue(authority, { organisation: 'Practice Jira', names, ...more })
  return { keyPem: server.key, chainPem: chainOf(server, authority), caPem: authority.certificate }
}

/** From an authority made for it. */
export const makeServerCertificate = (names: readonly string[] = thisComputer): ServerCertificate =>
  certificateFrom(practiceAuthority('Practice Jira Test CA'), names)
