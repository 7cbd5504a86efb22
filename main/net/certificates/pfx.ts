/**
 * Certificates and keys out of a PFX (PKCS#12, RFC 7292), as Windows, Java, OpenSSL and browsers write them. Read here and
 * not by OpenSSL, because OpenSSL 3 refuses older files, and because Node, given a PFX, trusts the authorities in it.
 */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import { octetsOf, oidOf, parts, readDer, smallInteger, tags, type Der } from './der.ts'
import type { Effort } from './effort.ts'
import { decrypt, sealFits } from './pfx-ciphers.ts'

const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  nestedBag: '1.2.840.113549.1.12.10.1.6'
} as const

export interface PfxContent {
  readonly certificates: X509Certificate[]
  readonly keys: KeyObject[]
}

export function isPfx(bytes: Uint8Array): boolean {
  const [version, content] = parts(readDer(bytes)) ?? []
  return smallInteger(version) === 3 && oidOf(parts(content)?.[0]) === oids.data
}

/** Failures: `client-certificate-unreadable`. */
export async function readPfx(bytes: Uint8Array, passphrase: string, effort: Effort): Promise<Result<PfxContent>> {
  const [, content, seal] = parts(readDer(bytes)) ?? []
  const safe = octetsOf(parts(parts(content)?.[1])?.[0])
  if (!safe) return unreadable('The file is damaged: it was perhaps cut off when copied.')
  const fits = await sealFits(seal, safe, passphrase, effort)
  if (fits === false) return unreadable(wrong(passphrase))
  const found: PfxContent = { certificates: [], keys: [] }
  for (const info of parts(readDer(safe)) ?? []) {
    const opened = await open(info, passphrase, effort)
    const problem =
      opened instanceof Uint8Array ? await takeBags(readDer(opened), { passphrase, effort, found, depth: 0 }) : opened
    if (problem === 'wrong') return unreadable(fits ? damaged : wrong(passphrase))
    if (problem === 'unsupported') return unreadable(unsupported)
  }
  return ok(found)
}

const damaged = 'The file is damaged, or its parts have different passphrases.'
const unsupported =
  'The file is encrypted in a way AtTrack does not know. Export it again with AES-256, or turn it into PEM: openssl pkcs12 -legacy -in old.pfx -out new.pem'
const wrong = (passphrase: string): string =>
  passphrase ? 'The passphrase is wrong.' : 'The file is protected: enter its passphrase.'

const unreadable = (problem: string): Result<never> => fail('client-certificate-unreadable', { problem })

/** The bags in one part of the safe, decrypted. */
async function open(info: Der, passphrase: string, effort: Effort): Promise<Uint8Array | 'wrong' | 'unsupported'> {
  const [type, wrapped] = parts(info) ?? []
  const inner = parts(wrapped)?.[0]
  if (oidOf(type) === oids.data) return octetsOf(inner) ?? 'wrong'
  // Encrypted for somebody's certificate instead of with a passphrase: nobody does.
  if (oidOf(type) !== oids.encryptedData) return 'unsupported'
  const [, algorithm, encrypted] = parts(parts(inner)?.[1]) ?? []
  const octets = octetsOf(encrypted)
  return octets ? decrypt(algorithm, octets, passphrase, effort) : 'wrong'
}

interface Taking {
  readonly passphrase: string
  readonly effort: Effort
  readonly found: PfxContent
  /** Bags may be in bags. */
  readonly depth: number
}

type Problem = 'wrong' | 'unsupported' | null

/** Adds to `found` what the bags hold. @returns what was wrong, or null. */
async function takeBags(bags: Der | null, taking: Taking): Promise<Problem> {
  if (bags?.tag !== tags.sequence || taking.depth > 4) return 'wrong'
  for (const bag of parts(bags) ?? []) {
    const [type, wrapped] = parts(bag) ?? []
    const value = parts(wrapped)?.[0]
    const problem = await takeBag(oidOf(type), value, taking)
    if (problem) return problem
  }
  return null
}

async function takeBag(type: string, value: Der | undefined, taking: Taking): Promise<Problem> {
  const { passphrase, effort, found, depth } = taking
  if (type === oids.nestedBag) return takeBags(value ?? null, { ...taking, depth: depth + 1 })
  if (type === oids.certificateBag) {
    const der = octetsOf(parts(parts(value)?.[1])?.[0])
    return take(() => found.certificates.push(new X509Certificate(der ?? new Uint8Array())))
  }
  if (type === oids.keyBag) return takeKey(value?.whole, found)
  if (type !== oids.shroudedKeyBag) return null
  const [algorithm, encrypted] = parts(value) ?? []
  const plain = await decrypt(algorithm, octetsOf(encrypted) ?? new Uint8Array(), passphrase, effort)
  return plain instanceof Uint8Array ? takeKey(plain, found) : plain
}

const takeKey = (der: Uint8Array | undefined, found: PfxContent): 'wrong' | null =>
  take(() => found.keys.push(createPrivateKey({ key: Buffer.from(der ?? []), format: 'der', type: 'pkcs8' })))

function take(one: () => void): 'wrong' | null {
  try {
    one()
    return null
  } catch {
    return 'wrong'
  }
}
