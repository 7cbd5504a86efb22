/** Surroundings of TLS: real servers with real chains, each wrong in one way. */
import { chainOf, issue, makeAuthority, selfSigned, toPfx, type Made } from '../../support/certificate-factory.ts'
import {
  certificateFrom,
  makeServerCertificate,
  practiceAuthority,
  thisComputer,
  type ServerCertificate
} from '../certificates.ts'
import { httpsJira, type SurroundingsKind } from './surroundings.ts'

const organisation = 'Practice Jira'

const companyRoot = (): Made => practiceAuthority('Practice Company Root CA')

/** As companies build them: the root signs an issuing authority, that one signs servers. */
function throughIntermediate(extensions: readonly string[] = []) {
  const root = companyRoot()
  const name = 'Practice Company Issuing CA 1'
  const intermediate = makeAuthority({ commonName: name, organisation, by: root, pathLength: 0 })
  const server = issue(intermediate, { organisation, names: thisComputer, extensions })
  return { root, intermediate, server }
}

const presenting = (root: Made, server: Made, ...others: readonly Made[]): ServerCertificate => ({
  keyPem: server.key,
  chainPem: chainOf(server, ...others),
  caPem: root.certificate
})

const pemOf = ({ certificate, key }: Made): { certificate: string; key: string } => ({ certificate, key })

export const tlsSurroundings: readonly SurroundingsKind[] = [
  {
    name: 'self-signed',
    describe: 'Jira’s certificate vouches for itself; no authority stands behind it',
    start: (options) => {
      const own = selfSigned({ organisation, names: thisComputer })
      return httpsJira(options, { certificate: presenting(own, own) })
    }
  },
  {
    name: 'private-ca',
    describe: 'Jira’s certificate is from the company’s own authority, by way of an issuing one; the chain is complete',
    start: (options) => {
      const { root, intermediate, server } = throughIntermediate()
      return httpsJira(options, { certificate: presenting(root, server, intermediate) })
    }
  },
  {
    // The usual mistake: only the server's own certificate is installed. It says where its issuer's is to be had, as
    // those of real authorities do, but nobody answers there.
    name: 'missing-intermediate',
    describe: 'Jira sends its own certificate only, not the one between it and the authority',
    start: async (options) => {
      const issuer = 'authorityInfoAccess=caIssuers;URI:http://pki.practice.invalid/issuing-ca-1.crt'
      const { root, intermediate, server } = throughIntermediate([issuer])
      const jira = await httpsJira(options, { certificate: presenting(root, server) })
      return { ...jira, intermediatePem: intermediate.certificate }
    }
  },
  {
    name: 'expired',
    describe: 'Jira’s certificate ended ten days ago',
    start: (options) =>
      httpsJira(options, { certificate: certificateFrom(companyRoot(), thisComputer, { fromDays: -375, toDays: -10 }) })
  },
  {
    name: 'not-yet-valid',
    describe: 'Jira’s certificate begins in two days, or this computer’s clock is behind',
    start: (options) =>
      httpsJira(options, { certificate: certificateFrom(companyRoot(), thisComputer, { fromDays: 2 }) })
  },
  {
    name: 'wrong-host',
    describe: 'Jira’s certificate is for another name: jira.practice.invalid',
    start: (options) => httpsJira(options, { certificate: certificateFrom(companyRoot(), ['jira.practice.invalid']) })
  },
  {
    name: 'tls-inspection',
    describe: 'an appliance of the company opens the connection: its authority, named like Zscaler’s, signed for Jira',
    start: (options) => httpsJira(options, { certificate: certificateFrom(practiceAuthority('Zscaler Root CA')) })
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
      const person = { commonName: 'Anna Nowak', organisation, names: [], usage: 'client' } as const
      const own = issue(root, person)
      const strangers = issue(practiceAuthority('Somebody Else CA'), person)
      const passphrase = 'pfx-passphrase'
      const jira = await httpsJira(options, {
        certificate: certificateFrom(root),
        tls: { requestCert: true, ca: root.certificate }
      })
      return {
        ...jira,
        clientPfx: { bytes: toPfx(own, { passphrase, others: [root] }), passphrase },
        clientPem: pemOf(own),
        strangersPem: pemOf(strangers)
      }
    }
  }
]
