/**
 * Certificates made for one run with the `openssl` command (it throws when that is missing): authorities, servers,
 * clients. Keys are on the curve P-256: made in milliseconds, known to every TLS version from 1.0 on.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate and its private key, PEM. */
export interface Issued {
  readonly keyPem: string
  readonly certPem: string
}

export interface ServerCertificate {
  readonly keyPem: string
  /** What the server presents: its certificate first. */
  readonly chainPem: string
  /** What a client has to trust. */
  readonly caPem: string
}

/** Days from now; negative ones are past. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** Names and addresses under which a practice server is reached on this computer. */
export const thisComputer = ['localhost', '127.0.0.1', '::1'] as const

const validNow: Period = { from: -1, to: 30 }
const authorityExtensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']

/** Extensions of a server certificate for these names and addresses. */
export const serverExtensions = (hosts: readonly string[]): string[] => [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=serverAuth',
  `subjectAltName=${hosts.map((host) => `${isIP(host) === 0 ? 'DNS' : 'IP'}:${host}`).join(',')}`
]

export const clientExtensions: readonly string[] = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=clientAuth'
]

/** Runs openssl in a folder of its own, which is gone afterwards. */
function inFolder<T>(work: (openssl: (...parameters: string[]) => void, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'practice-jira-'))
  try {
    return work((...parameters) => void execFileSync('openssl', parameters, { cwd: folder, stdio: 'pipe' }), folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'new.key']
const subjectOf = (name: string): string => `/O=Practice Jira/CN=${name}`

const readIssued = (folder: string): Issued => ({
  keyPem: readFileSync(join(folder, 'new.key'), 'utf8'),
  certPem: readFileSync(join(folder, 'new.pem'), 'utf8')
})

/** A certificate that vouches for itself. @param name its common name */
export function selfSigned(name: string, extensions: readonly string[]): Issued {
  return inFolder((openssl, folder) => {
    const config = ['[req]', 'distinguished_name = none', '[none]', '[own]', ...extensions]
    writeFileSync(join(folder, 'req.conf'), config.join('\n'))
    const subject = ['-subj', subjectOf(name), '-config', 'req.conf', '-extensions', 'own']
    openssl('req', '-x509', ...newKey, '-days', String(validNow.to), ...subject, '-out', 'new.pem')
    return readIssued(folder)
  })
}

export const makeAuthority = (name: string): Issued => selfSigned(name, authorityExtensions)

/** An authority below another one, which may vouch for servers but not for further authorities. */
export const makeIntermediate = (root: Issued, name: string): Issued =>
  issue(root, name, ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign,cRLSign'])

/** A certificate from `authority`. @param name its common name */
export function issue(
  authority: Issued,
  name: string,
  extensions: readonly string[],
  period: Period = validNow
): Issued {
  return inFolder((openssl, folder) => {
    const write = (file: string, text: string): void => writeFileSync(join(folder, file), text)
    mkdirSync(join(folder, 'issued'))
    write('index.txt', '')
    write('ca.key', authority.keyPem)
    write('ca.pem', authority.certPem)
    // Of openssl's commands only `ca` sets both ends of the period, in every version.
    const own = ['database = index.txt', 'new_certs_dir = issued', 'rand_serial = yes', 'default_md = sha256']
    const policy = ['[any]', 'organizationName = optional', 'commonName = supplied']
    write('ca.conf', ['[own]', ...own, 'policy = any', ...policy, '[extensions]', ...extensions].join('\n'))
    openssl('req', ...newKey, '-subj', subjectOf(name), '-out', 'new.csr')
    const dates = ['-startdate', opensslTime(period.from), '-enddate', opensslTime(period.to)]
    const signer = ['-name', 'own', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-extensions', 'extensions']
    openssl('ca', '-batch', '-config', 'ca.conf', ...signer, ...dates, '-in', 'new.csr', '-out', 'new.pem', '-notext')
    return readIssued(folder)
  })
}

/** `20260131120000Z` */
function opensslTime(daysFromNow: number): string {
  const at = new Date(Date.now() + daysFromNow * 86_400_000)
  return `${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`
}

/** Certificate, key and the authority's certificate in one PKCS#12 file, as people are given it. */
export function makePfx(issued: Issued, authorityPem: string, passphrase: string): Buffer {
  return inFolder((openssl, folder) => {
    writeFileSync(join(folder, 'own.pem'), issued.keyPem + issued.certPem)
    writeFileSync(join(folder, 'ca.pem'), authorityPem)
    const parameters = ['-in', 'own.pem', '-certfile', 'ca.pem', '-passout', `pass:${passphrase}`, '-out', 'own.pfx']
    openssl('pkcs12', '-export', ...parameters)
    return readFileSync(join(folder, 'own.pfx'))
  })
}

/** A server certificate from an authority made for it. */
export function makeServerCertificate(hosts: readonly string[] = thisComputer): ServerCertificate {
  const authority = makeAuthority('Practice Jira Test CA')
  const { keyPem, certPem } = issue(authority, hosts[0] ?? 'localhost', serverExtensions(hosts))
  return { keyPem, chainPem: certPem + authority.certPem, caPem: authority.certPem }
}
