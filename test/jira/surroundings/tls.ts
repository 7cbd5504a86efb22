/** Surroundings of TLS: real servers with real chains, each wrong in one way. */
import {
  clientExtensions,
  issue,
  makeAuthority,
  makeIntermediate,
  makePfx,
  makeServerCertificate,
  selfSigned,
  serverExtensions,
  thisComputer,
  type Issued,
  type Period,
  type ServerCertificate
} from '../certificates.ts'
import { httpsJira, type SurroundingsKind } from './surroundings.ts'

const companyRoot = (): Issued => makeAuthority('Practice Company Root CA')

/** Root and server, nothing in between; presented together. */
function fromRoot(root: Issued, hosts: readonly string[] = thisComputer, period?: Period): ServerCertificate {
  const server = issue(root, hosts[0] ?? 'localhost', serverExtensions(hosts), period)
  return { keyPem: server.keyPem, chainPem: server.certPem + root.certPem, caPem: root.certPem }
}

/**
 * The usual mistake of an administrator: only the server's own certificate is installed. It says where its issuer's is to
 * be had, as those of real authorities do, but nobody answers there.
 */
function withoutIntermediate(): { certificate: ServerCertificate; intermediatePem: string } {
  const root = companyRoot()
  const intermediate = makeIntermediate(root, 'Practice Company Issuing CA 1')
  const issuer = 'authorityInfoAccess=caIssuers;URI:http://pki.practice.invalid/issuing-ca-1.crt'
  const server = issue(intermediate, 'localhost', [...serverExtensions(thisComputer), issuer])
  return {
    certificate: { keyPem: server.keyPem, chainPem: server.certPem, caPem: root.certPem },
    intermediatePem: intermediate.certPem
  }
}

const pemOf = ({ certPem, keyPem }: Issued): { certificate: string; key: string } => ({
  certificate: certPem,
  key: keyPem
})

export const tlsSurroundings: readonly SurroundingsKind[] = [
  {
    name: 'self-signed',
    describe: 'Jira’s certificate vouches for itself; no authority stands behind it',
    start: (options) => {
      const { keyPem, certPem } = selfSigned('localhost', serverExtensions(thisComputer))
      return httpsJira(options, { certificate: { keyPem, chainPem: certPem, caPem: certPem } })
    }
  },
  {
    name: 'private-ca',
    describe: 'Jira’s certificate is from the company’s own authority, by way of an issuing one; the chain is complete',
    start: (options) => {
      const root = companyRoot()
      const intermediate = makeIntermediate(root, 'Practice Company Issuing CA 1')
      const server = issue(intermediate, 'localhost', serverExtensions(thisComputer))
      const chainPem = server.certPem + intermediate.certPem
      return httpsJira(options, { certificate: { keyPem: server.keyPem, chainPem, caPem: root.certPem } })
    }
  },
  {
    name: 'missing-intermediate',
    describe: 'Jira sends its own certificate only, not the one between it and the authority',
    start: async (options) => {
      const { certificate, intermediatePem } = withoutIntermediate()
      return { ...(await httpsJira(options, { certificate })), intermediatePem }
    }
  },
  {
    name: 'expired',
    describe: 'Jira’s certificate ended ten days ago',
    start: (options) =>
      httpsJira(options, { certificate: fromRoot(companyRoot(), thisComputer, { from: -375, to: -10 }) })
  },
  {
    name: 'not-yet-valid',
    describe: 'Jira’s certificate begins in two days, or this computer’s clock is behind',
    start: (options) => httpsJira(options, { certificate: fromRoot(companyRoot(), thisComputer, { from: 2, to: 30 }) })
  },
  {
    name: 'wrong-host',
    describe: 'Jira’s certificate is for another name: jira.practice.invalid',
    start: (options) => httpsJira(options, { certificate: fromRoot(companyRoot(), ['jira.practice.invalid']) })
  },
  {
    name: 'tls-inspection',
    describe: 'an appliance of the company opens the connection: its authority, named like Zscaler’s, signed for Jira',
    start: (options) => httpsJira(options, { certificate: fromRoot(makeAuthority('Zscaler Root CA')) })
  },
  {
    name: 'tls-1.0',
    describe: 'Jira speaks TLS 1.0 and nothing newer',
    start: (options) =>
      httpsJira(options, {
        certificate: makeServerCertificate(),
        // OpenSSL 3 offers versions before 1.2 at security level 0 only.
        tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }
      })
  },
  {
    name: 'client-certificate',
    describe: 'Jira wants a certificate of whoever connects, from the company’s authority',
    start: async (options) => {
      const root = companyRoot()
      const person = issue(root, 'Anna Nowak', clientExtensions)
      const stranger = issue(makeAuthority('Somebody Else CA'), 'Anna Nowak', clientExtensions)
      const passphrase = 'pfx-passphrase'
      const jira = await httpsJira(options, {
        certificate: fromRoot(root),
        tls: { requestCert: true, ca: root.certPem }
      })
      return {
        ...jira,
        clientPfx: { bytes: makePfx(person, root.certPem, passphrase), passphrase },
        clientPem: pemOf(person),
        strangersPem: pemOf(stranger)
      }
    }
  }
]
