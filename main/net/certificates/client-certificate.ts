/**
 * A certificate of our own, shown to servers that ask for one. Whatever file it came in, it is kept as PEM: given a PFX,
 * Node would also trust the authorities in it, for any server.
 */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import tls, { type SecureContextOptions } from 'node:tls'
import { z } from 'zod'
import type { Certificate } from '../../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import type { ChosenFile } from '../../desktop.ts'
import { describeCertificate, issued, isSelfSigned, validity } from './describe.ts'
import { createEffort, type Effort } from './effort.ts'
import { pemBlocks, pemText, toPem, type PemBlock } from './pem.ts'
import { isPfx, readPfx } from './pfx.ts'
import { isProtectedKey, openProtectedKey } from './protected-key.ts'
import { otherKind, readCertificates } from './read-certificates.ts'

/** Secret, because of its key: it lives in the keychain and in memory. */
export interface ClientCertificate {
  /** PEM: its own certificate first, then the intermediates the file had, without roots. */
  readonly certificate: string
  /** PEM, PKCS#8, without a passphrase. */
  readonly key: string
}

/**
 * @param files a PFX; or PEM with certificate and key in one file or two, the certificate also as DER or PKCS#7.
 * @param passphrase of the PFX or of the key; empty when there is none.
 * Failures: `client-certificate-unreadable`, its `problem` in words.
 */
export async function readClientCertificate(
  files: readonly ChosenFile[],
  passphrase: string
): Promise<Result<ClientCertificate>> {
  const effort = createEffort()
  const certificates: X509Certificate[] = []
  const keys: KeyObject[] = []
  for (const { bytes } of files) {
    const read = await readOne(bytes, passphrase, effort)
    if (!read.ok) return read
    certificates.push(...read.value.certificates)
    keys.push(...read.value.keys)
  }
  const [key] = keys
  if (certificates.length === 0 && !key) return unreadable('No file was chosen.')
  if (certificates.length === 0) return unreadable('The certificate is missing: only a private key was found.')
  if (!key) return unreadable('The private key is missing: choose its file together with the certificate’s.')
  const own = certificates.find((one) => fits(one, key))
  if (!own) return unreadable('The private key does not belong to the certificate.')
  const { from, to } = validity(own)
  const now = Date.now()
  if (to < now) return unreadable(`The certificate expired on ${day(to)}.`)
  if (from > now) return unreadable(`The certificate is not valid before ${day(from)}.`)
  const one: ClientCertificate = {
    certificate: withIssuers(own, certificates)
      .map(({ raw }) => toPem(raw))
      .join(''),
    key: key.export({ format: 'pem', type: 'pkcs8' }).toString()
  }
  try {
    tls.createSecureContext(clientCertificateOptions(one))
  } catch (error) {
    return unreadable(`OpenSSL does not take it (${reasonOf(error)}).`)
  }
  return ok(one)
}

/** For `tls.connect`, `https.Agent` and the like. */
export function clientCertificateOptions(one: ClientCertificate): Pick<SecureContextOptions, 'cert' | 'key'> {
  return { cert: one.certificate, key: one.key }
}

/** What may be shown of it: nothing secret. */
export function describeClientCertificate(one: ClientCertificate): Certificate {
  return describeCertificate(new X509Certificate(one.certificate))
}

const stored = z.strictObject({ certificate: z.string(), key: z.string() })

/** For the keychain, or for a file encrypted with a key from it. Some 1,500 characters with a short key, 5,000 with a long one. */
export function serialise(one: ClientCertificate): string {
  return JSON.stringify(one)
}

/** Failures: `client-certificate-unreadable`. */
export function deserialise(text: string): Result<ClientCertificate> {
  try {
    const one = stored.parse(JSON.parse(text))
    if (!new X509Certificate(one.certificate).checkPrivateKey(createPrivateKey(one.key))) throw new Error('not a pair')
    tls.createSecureContext(clientCertificateOptions(one))
    return ok(one)
  } catch {
    return unreadable('What was kept of it is damaged. Choose the file again.')
  }
}

const unreadable = (problem: string): Result<never> => fail('client-certificate-unreadable', { problem })

interface Found {
  readonly certificates: readonly X509Certificate[]
  readonly keys: readonly KeyObject[]
}

async function readOne(bytes: Uint8Array, passphrase: string, effort: Effort): Promise<Result<Found>> {
  if (bytes.length === 0) return unreadable('The file is empty.')
  if (isPfx(bytes)) return readPfx(bytes, passphrase, effort)
  const text = pemText(bytes)
  const keyBlocks = text === null ? [] : pemBlocks(text).filter(({ label }) => label.endsWith('PRIVATE KEY'))
  const keys: KeyObject[] = []
  for (const block of keyBlocks) {
    const key = await readKey(block, passphrase, effort)
    if (!key.ok) return key
    keys.push(key.value)
  }
  const certificates = readCertificates(bytes)
  if (certificates.ok) return ok({ certificates: certificates.value, keys })
  if (keys.length > 0) return ok({ certificates: [], keys })
  if (text === null && isProtectedKey(bytes)) {
    const key = await readProtected(bytes, passphrase, effort)
    return key.ok ? ok({ certificates: [], keys: [key.value] }) : key
  }
  const key = text === null ? readDerKey(bytes) : null
  if (key) return ok({ certificates: [], keys: [key] })
  return unreadable(certificates.failure.params['problem'] ?? otherKind(bytes))
}

const enterPassphrase = 'The private key is protected: enter its passphrase.'
const wrongPassphrase = 'The passphrase is wrong, or the private key is damaged.'
// Said of outdated ways to encrypt, and sometimes of what a wrong passphrase makes of a key.
const outdated =
  'The passphrase is wrong, or the private key is encrypted in an outdated way. To convert it: openssl pkcs8 -topk8 -in old.key -out new.key'
const costly =
  'The private key is protected in a way that takes too long to open. To convert it: openssl pkcs8 -topk8 -in old.key -out new.key'

async function readProtected(der: Uint8Array, passphrase: string, effort: Effort): Promise<Result<KeyObject>> {
  if (!passphrase) return unreadable(enterPassphrase)
  const key = await openProtectedKey(der, passphrase, effort)
  if (key === 'wrong') return unreadable(wrongPassphrase)
  if (key === 'unsupported') return unreadable(outdated)
  return key === 'costly' ? unreadable(costly) : ok(key)
}

async function readKey({ text, der }: PemBlock, passphrase: string, effort: Effort): Promise<Result<KeyObject>> {
  if (der && isProtectedKey(der)) return readProtected(der, passphrase, effort)
  const isEncrypted = /ENCRYPTED/.test(text)
  if (isEncrypted && !passphrase) return unreadable(enterPassphrase)
  try {
    // What is left is protected by one round of hashing (RFC 1421), or not at all.
    return ok(createPrivateKey({ key: text, passphrase }))
  } catch (error) {
    if (/OPENSSH/.test(text)) return unreadable('The private key is one for SSH; TLS needs it as PKCS#8 or PKCS#1.')
    if (!isEncrypted) return unreadable('The private key is damaged.')
    return unreadable(/unsupported/i.test(reasonOf(error)) ? outdated : wrongPassphrase)
  }
}

/** `.key` files are sometimes DER: PKCS#8, PKCS#1 or SEC 1. */
function readDerKey(bytes: Uint8Array): KeyObject | null {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const)
    try {
      return createPrivateKey({ key: Buffer.from(bytes), format: 'der', type })
    } catch {
      // Not this one.
    }
  return null
}

function fits(one: X509Certificate, key: KeyObject): boolean {
  try {
    return one.checkPrivateKey(key)
  } catch {
    return false
  }
}

/** The certificate and those that lead to a root, in order, without the root: the server has that. */
function withIssuers(own: X509Certificate, from: readonly X509Certificate[]): X509Certificate[] {
  const line = [own]
  for (let last: X509Certificate | undefined = own; last;) {
    const child: X509Certificate = last
    last = from.find((one) => !line.includes(one) && issued(one, child) && !isSelfSigned(one))
    if (last) line.push(last)
  }
  return line
}

/** OpenSSL's reason alone: never the file, never the passphrase. */
function reasonOf(error: unknown): string {
  const { code, reason } = (error ?? {}) as { code?: unknown; reason?: unknown }
  return [reason, code].find((text): text is string => typeof text === 'string') ?? 'no reason given'
}

/** `2026-01-31` */
const day = (time: number): string => new Date(time).toISOString().slice(0, 10)
