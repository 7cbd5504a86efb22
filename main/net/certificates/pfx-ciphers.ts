/** How the parts of a PFX are encrypted and sealed: PBES2 (RFC 8018) and the older ways of PKCS#12 itself (RFC 7292). */
import { createDecipheriv, createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { octetsOf, oidOf, parts, smallInteger, type Der } from './der.ts'
import { roundsAtOnce, takeTurns, type Effort } from './effort.ts'
import { decryptRc2 } from './rc2.ts'

/** What came of decrypting: the plain octets, or why there are none. */
export type Decrypted = Uint8Array | 'wrong' | 'unsupported'

const hashInPool = promisify(pbkdf2)

/** Octets of certificates that RC2, done here at once, decrypts in some 50 milliseconds. */
const mostRc2 = 65_536

const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  // As HMAC, for PBKDF2.
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512'
}

/** Appendix C: PBE with SHA-1 and … */
const oldCiphers: Readonly<Record<string, { name: 'des-ede3-cbc' | 'rc2'; keyLength: number }>> = {
  '1.2.840.113549.1.12.1.3': { name: 'des-ede3-cbc', keyLength: 24 },
  '1.2.840.113549.1.12.1.4': { name: 'des-ede3-cbc', keyLength: 16 },
  '1.2.840.113549.1.12.1.5': { name: 'rc2', keyLength: 16 },
  '1.2.840.113549.1.12.1.6': { name: 'rc2', keyLength: 5 }
}

const ciphers: Readonly<Record<string, { name: string; keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 }
}

/** @param algorithm an AlgorithmIdentifier with its parameters. */
export async function decrypt(
  algorithm: Der | undefined,
  encrypted: Uint8Array,
  passphrase: string,
  effort: Effort
): Promise<Decrypted> {
  const [type, parameters] = parts(algorithm) ?? []
  const oid = oidOf(type)
  if (oid === '1.2.840.113549.1.5.13') return decryptPbes2(parameters, encrypted, passphrase, effort)
  const cipher = oldCiphers[oid]
  const [saltPart, iterationsPart] = parts(parameters) ?? []
  const salt = octetsOf(saltPart)
  const iterations = smallInteger(iterationsPart)
  // Two blocks of SHA-1 for the longest key, one for the initial value.
  if (!cipher || !salt || !iterations || !effort.spendHere(3 * iterations)) return 'unsupported'
  if (cipher.name === 'rc2' && encrypted.length > mostRc2) return 'unsupported'
  const password = bmpString(passphrase)
  const key = await derive('sha1', password, salt, iterations, 1, cipher.keyLength)
  const iv = await derive('sha1', password, salt, iterations, 2, 8)
  if (cipher.name === 'rc2') return decryptRc2(key, iv, encrypted) ?? 'wrong'
  // Two keys: the first is used again.
  return decipher(cipher.name, key.length === 16 ? Buffer.concat([key, key.subarray(0, 8)]) : key, iv, encrypted)
}

async function decryptPbes2(
  parameters: Der | undefined,
  encrypted: Uint8Array,
  passphrase: string,
  effort: Effort
): Promise<Decrypted> {
  const [derivation, scheme] = parts(parameters) ?? []
  const [derivationType, derivationParameters] = parts(derivation) ?? []
  const [schemeType, ivPart] = parts(scheme) ?? []
  const [saltPart, iterationsPart, ...rest] = parts(derivationParameters) ?? []
  const salt = octetsOf(saltPart)
  const iterations = smallInteger(iterationsPart)
  const iv = octetsOf(ivPart)
  const cipher = ciphers[oidOf(schemeType)]
  const random = rest.map((one) => oidOf(parts(one)?.[0])).find(Boolean)
  const hash = random ? hashes[random] : 'sha1'
  if (oidOf(derivationType) !== '1.2.840.113549.1.5.12' || !salt || !iterations) return 'unsupported'
  // Two blocks of SHA-1 for the longest key.
  if (!cipher || !iv || !hash || !effort.spend(hash === 'sha1' ? 2 * iterations : iterations)) return 'unsupported'
  const key = await hashInPool(passphrase, salt, iterations, cipher.keyLength, hash)
  return decipher(cipher.name, key, iv, encrypted)
}

function decipher(name: string, key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Decrypted {
  try {
    const one = createDecipheriv(name, key, iv)
    return Buffer.concat([one.update(encrypted), one.final()])
  } catch {
    return 'wrong'
  }
}

/** Whether the seal of a PFX (its MAC, §4) fits the passphrase; null when it has none, or one of a kind not known here. */
export async function sealFits(
  seal: Der | undefined,
  sealed: Uint8Array,
  passphrase: string,
  effort: Effort
): Promise<boolean | null> {
  const [digestInfo, saltPart, iterationsPart] = parts(seal) ?? []
  const [algorithm, digestPart] = parts(digestInfo) ?? []
  const hash = hashes[oidOf(parts(algorithm)?.[0])]
  const digest = octetsOf(digestPart)
  const salt = octetsOf(saltPart)
  const iterations = iterationsPart ? smallInteger(iterationsPart) : 1
  if (!hash || !digest || !salt || !iterations || !effort.spendHere(iterations)) return null
  const password = bmpString(passphrase)
  const key = await derive(hash, password, salt, iterations, 3, createHash(hash).digest().length)
  const made = createHmac(hash, key).update(sealed).digest()
  return made.length === digest.length && timingSafeEqual(made, digest)
}

/** UTF-16, big end first, with a zero at the end (Appendix B.1). */
const bmpString = (text: string): Uint8Array => Buffer.from(`${text}\0`, 'utf16le').swap16()

/**
 * PKCS#12's own way from a password to octets (Appendix B.2).
 * @param purpose 1 a key, 2 an initial value, 3 a key for the seal.
 */
async function derive(
  hash: string,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  purpose: 1 | 2 | 3,
  length: number
): Promise<Buffer> {
  const block = hash === 'sha384' || hash === 'sha512' ? 128 : 64
  const filled = (octets: Uint8Array): Buffer => Buffer.alloc(Math.ceil(octets.length / block) * block, octets)
  const input = Buffer.concat([salt, password].map((octets) => (octets.length > 0 ? filled(octets) : Buffer.alloc(0))))
  const diversifier = Buffer.alloc(block, purpose)
  const made: Buffer[] = []
  for (let size = 0; size < length;) {
    let digest = createHash(hash).update(diversifier).update(input).digest()
    for (let n = 1; n < iterations; n++) {
      digest = createHash(hash).update(digest).digest()
      if (n % roundsAtOnce === 0) await takeTurns()
    }
    made.push(digest)
    size += digest.length
    const addend = Buffer.alloc(block, digest)
    for (let at = 0; at < input.length; at += block) addInto(input.subarray(at, at + block), addend)
  }
  return Buffer.concat(made).subarray(0, length)
}

/** `number` becomes number + addend + 1, without what no longer fits. */
function addInto(number: Buffer, addend: Uint8Array): void {
  let carry = 1
  for (let at = number.length - 1; at >= 0; at--) {
    carry += (number[at] ?? 0) + (addend[at] ?? 0)
    number[at] = carry & 0xff
    carry >>= 8
  }
}
