/** A private key protected with a passphrase, as PKCS#8 has it (EncryptedPrivateKeyInfo, RFC 5958 §3). */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { octetsOf, oidOf, parts, readDer, smallInteger, tags, type Der } from './der.ts'
import { takeTurns, type Effort } from './effort.ts'
import { decrypt } from './pfx-ciphers.ts'

const scrypt = '1.3.6.1.4.1.11591.4.11'
/** OpenSSL's own product of cost, block size and parallelism is 131,072; some 0.4 s are ten times as much. */
const mostScrypt = 1_310_720
/** Of what is left to OpenSSL, which hashes at once and has no limit of its own: some 0.2 s. */
const mostAtOnce = 200_000

export const isProtectedKey = (der: Uint8Array): boolean => {
  const [algorithm, encrypted, ...more] = parts(readDer(der)) ?? []
  const known = /^1\.2\.840\.113549\.1\.(5|12\.1)\./.test(oidOf(parts(algorithm)?.[0]))
  return known && encrypted?.tag === tags.octets && more.length === 0
}

/** @returns the key; `costly`: protected by more hashing than is done for a file. */
export async function openProtectedKey(
  der: Uint8Array,
  passphrase: string,
  effort: Effort
): Promise<KeyObject | 'wrong' | 'unsupported' | 'costly'> {
  const [algorithm, encrypted] = parts(readDer(der)) ?? []
  const plain = await decrypt(algorithm, octetsOf(encrypted) ?? new Uint8Array(), passphrase, effort)
  try {
    if (plain instanceof Uint8Array) return createPrivateKey({ key: Buffer.from(plain), format: 'der', type: 'pkcs8' })
  } catch {
    return 'wrong'
  }
  if (plain !== 'unsupported') return plain
  // Ways that OpenSSL knows and AtTrack does not, scrypt among them.
  const cost = costOf(algorithm)
  if (cost === null || !effort.spendHere(cost)) return 'costly'
  await takeTurns()
  try {
    return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8', passphrase })
  } catch (error) {
    return /unsupported/i.test(String((error as { code?: unknown }).code)) ? 'unsupported' : 'wrong'
  }
}

/** In rounds; null when it is more than is done at once. */
function costOf(algorithm: Der | undefined): number | null {
  const numbers = integersIn(algorithm, 0)
  const [derivation] = parts(parts(algorithm)?.[1]) ?? []
  const isScrypt = oidOf(parts(derivation)?.[0]) === scrypt
  const cost = isScrypt
    ? numbers?.slice(0, 3).reduce((product, one) => product * one, 1)
    : numbers?.reduce((sum, one) => sum + one, 0)
  return cost !== undefined && cost <= (isScrypt ? mostScrypt : mostAtOnce) ? cost : null
}

/** All numbers in an element, in their order; null when one is too large to be any of use. */
function integersIn(one: Der | undefined, depth: number): number[] | null {
  if (!one || depth > 8) return null
  if (one.tag === tags.integer) {
    const number = smallInteger(one)
    return number === null ? null : [number]
  }
  const inner = (parts(one) ?? []).map((part) => integersIn(part, depth + 1))
  return inner.includes(null) ? null : inner.flatMap((numbers) => numbers ?? [])
}
