/**
 * Real certificates for tests, made with the `openssl` command: authorities, intermediates, servers' and clients', good and
 * bad ones, PFX and PKCS#7 files. Throws when the command is missing or refuses.
 */
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Made {
  /** PEM. */
  readonly certificate: string
  /** PEM, PKCS#8, unprotected. */
  readonly key: string
  readonly x509: X509Certificate
}

export interface CertificateOptions {
  readonly commonName?: string
  readonly organisation?: string
  /** DNS names and IP addresses of the subject alternative name. */
  readonly names?: readonly string[]
  /** `any`: no extended key usage at all. */
  readonly usage?: 'server' | 'client' | 'any'
  /** Days from now, negative for the past. From -1 to 30 when absent. */
  readonly fromDays?: number
  readonly toDays?: number
  /** Certificates of 2048 bit RSA take a while; the elliptic curve P-256 when absent. */
  readonly keyType?: 'ec' | 'rsa'
  readonly digest?: 'sha256' | 'sha1'
  /** Further lines for OpenSSL's extension section: `authorityInfoAccess=caIssuers;URI:http://…`. */
  readonly extensions?: readonly string[]
}

export interface AuthorityOptions extends CertificateOptions {
  /** How many further authorities may follow; no limit when absent. */
  readonly pathLength?: number
  /** Who issues it; itself, as a root, when absent. */
  readonly by?: Made
}

/** A root, or an intermediate when `by` is given. */
export function makeAuthority(options: AuthorityOptions = {}): Made {
  const limit = options.pathLength === undefined ? '' : `,pathlen:${options.pathLength}`
  return make(
    { commonName: 'Example Root', organisation: 'Example', ...options },
    [`basicConstraints=critical,CA:TRUE${limit}`, 'keyUsage=critical,keyCertSign,cRLSign'],
    options.by
  )
}

/** A certificate for a server (localhost, when no names are given) or a client. */
export function issue(by: Made, options: CertificateOptions = {}): Made {
  return make(options, endEntity(options), by)
}

/** One that nobody else vouches for. */
export function selfSigned(options: CertificateOptions = {}): Made {
  return make(options, endEntity(options))
}

/** What a server sends: its own, then the given others. */
export const chainOf = (...made: readonly Made[]): string => made.map(({ certificate }) => certificate).join('')

/** A PFX. @param options.legacy as old Windows writes it: RC2 of 40 bits and Triple DES. */
export function toPfx(
  one: Made,
  options: { passphrase: string; others?: readonly Made[]; legacy?: boolean; parameters?: string }
): Uint8Array {
  return inFolder((folder, openssl) => {
    writeFileSync(join(folder, 'own.pem'), one.certificate + one.key)
    writeFileSync(join(folder, 'others.pem'), chainOf(...(options.others ?? [])))
    const others = options.others?.length ? '-certfile others.pem' : ''
    openssl(
      `pkcs12 -export ${options.legacy ? '-legacy' : ''} -in own.pem ${others} -out out.pfx ${options.parameters ?? ''}`,
      '-passout',
      `pass:${options.passphrase}`
    )
    return readFileSync(join(folder, 'out.pfx'))
  })
}

/** A bag of certificates, `.p7b`. */
export function toP7b(made: readonly Made[], form: 'PEM' | 'DER'): Uint8Array {
  return inFolder((folder, openssl) => {
    writeFileSync(join(folder, 'all.pem'), chainOf(...made))
    openssl(`crl2pkcs7 -nocrl -certfile all.pem -outform ${form} -out out.p7b`)
    return readFileSync(join(folder, 'out.p7b'))
  })
}

/** A signed message, written as a stream: lengths are left open, as BER may. */
export function toStreamedMessage(one: Made): Uint8Array {
  return inFolder((folder, openssl) => {
    writeFileSync(join(folder, 'own.pem'), one.certificate + one.key)
    openssl('cms -sign -binary -stream -nodetach -outform DER -signer own.pem -in own.pem -out out.p7m')
    return readFileSync(join(folder, 'out.p7m'))
  })
}

/** The key of `one`, protected. @param cipher of PKCS#8: `aes-256-cbc`. */
export function protectedKey(one: Made, passphrase: string, cipher = 'aes-256-cbc'): string {
  return inFolder((folder, openssl) => {
    writeFileSync(join(folder, 'key.pem'), one.key)
    openssl(`pkcs8 -topk8 -in key.pem -v2 ${cipher} -out out.pem`, '-passout', `pass:${passphrase}`)
    return readFileSync(join(folder, 'out.pem'), 'utf8')
  })
}

const endEntity = ({ names = ['localhost', '127.0.0.1'], usage = 'server' }: CertificateOptions): string[] => [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  ...(usage === 'any' ? [] : [`extendedKeyUsage=${usage}Auth`]),
  ...(names.length > 0
    ? [`subjectAltName=${names.map((name) => `${isIP(name) ? 'IP' : 'DNS'}:${name}`).join(',')}`]
    : [])
]

function make(options: CertificateOptions, extensions: readonly string[], by?: Made): Made {
  const { commonName = options.names?.[0] ?? 'localhost', organisation = 'Example', digest = 'sha256' } = options
  return inFolder((folder, openssl) => {
    const key = newKey(options.keyType)
    const file = (name: string, text: string): void => writeFileSync(join(folder, name), text)
    file('own.key', key)
    file('by.key', by?.key ?? key)
    file('by.pem', by?.certificate ?? '')
    file('index.txt', '')
    mkdirSync(join(folder, 'issued'))
    file('ca.conf', [...configuration, ...extensions, ...(options.extensions ?? [])].join('\n'))
    openssl('req -new -utf8 -key own.key -config ca.conf -out own.csr', '-subj', `/O=${organisation}/CN=${commonName}`)
    const period = `-startdate ${time(options.fromDays ?? -1)} -enddate ${time(options.toDays ?? 30)}`
    openssl(
      `ca -batch -notext -utf8 -config ca.conf -extensions extensions -md ${digest} ${period}
      ${by ? '-cert by.pem' : '-selfsign'} -keyfile by.key -in own.csr -out own.pem`
    )
    const certificate = readFileSync(join(folder, 'own.pem'), 'utf8')
    return { certificate, key, x509: new X509Certificate(certificate) }
  })
}

/** `openssl ca`, because it alone takes dates, in every version of OpenSSL. */
const configuration = [
  '[req]',
  'distinguished_name = name',
  '[name]',
  '[ca]',
  'default_ca = it',
  '[it]',
  'database = index.txt',
  'new_certs_dir = issued',
  'rand_serial = yes',
  'unique_subject = no',
  'policy = anything',
  'email_in_dn = no',
  '[anything]',
  'organizationName = optional',
  'commonName = optional',
  '[extensions]',
  'subjectKeyIdentifier = hash'
]

function newKey(type: 'ec' | 'rsa' = 'ec'): string {
  const { privateKey } =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

/** `20260131120000Z` */
const time = (days: number): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().replace(/\D/g, '').slice(0, 14)}Z`

/** @param work gets a folder of its own, and OpenSSL's command: words parted by spaces, then words as they are. */
function inFolder<T>(work: (folder: string, openssl: (words: string, ...more: string[]) => void) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'attrack-certificates-'))
  try {
    return work(folder, (words, ...more) => {
      execFileSync('openssl', [...words.split(/\s+/).filter(Boolean), ...more], { cwd: folder, stdio: 'pipe' })
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
