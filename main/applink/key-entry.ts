/**
 * How a private key is written into a keychain entry. `<base64 of the PKCS#8 DER>`, as ever since there are keys, with
 * `;created=<ms since 1970>` behind it; a key too long for a Windows credential (RSA of 4,096 bits) as its two primes and
 * its exponent, from which the rest of an RSA key follows (RFC 8017 §3.2): `primes=<p>,<q>,<e>`, base64url.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { parsePrivateKey, publicKeyOf } from '../jira/auth/oauth1-keys.ts'
import { maxSecretBytes } from '../secrets/secret-store.ts'

export interface KeyEntry {
  readonly privateKey: KeyObject
  /** ms since 1970; null for keys of before this was noted. */
  readonly createdAt: number | null
}

/** Null when no form of this key fits into an entry. */
export function writeKeyEntry({ privateKey, createdAt }: KeyEntry): string | null {
  const created = createdAt === null ? '' : `;created=${createdAt}`
  const whole = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') + created
  if (Buffer.byteLength(whole) <= maxSecretBytes) return whole
  const { p, q, e } = privateKey.export({ format: 'jwk' })
  const short = `primes=${p},${q},${e}${created}`
  if (!p || !q || !e || Buffer.byteLength(short) > maxSecretBytes) return null
  // From more than two primes, or ones that are not its own, another key would follow.
  const again = readKeyEntry(short)
  return again.ok && publicKeyOf(again.value.privateKey) === publicKeyOf(privateKey) ? short : null
}

/** Fails with `oauth-key-invalid`. */
export function readKeyEntry(text: string): Result<KeyEntry> {
  const [key = '', ...more] = text.trim().split(';')
  const created = more.find((one) => one.startsWith('created='))?.slice('created='.length) ?? ''
  const privateKey = key.startsWith('primes=') ? fromPrimes(key.slice('primes='.length)) : parsePrivateKey(key)
  if (!privateKey.ok) return privateKey
  return ok({ privateKey: privateKey.value, createdAt: /^\d{10,15}$/.test(created) ? Number(created) : null })
}

function fromPrimes(text: string): Result<KeyObject> {
  try {
    const [p, q, e] = text.split(',').map(toNumber) as [bigint, bigint, bigint]
    const d = inverse(e, ((p - 1n) * (q - 1n)) / greatestCommonDivisor(p - 1n, q - 1n))
    const parts = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
    const jwk = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, fromNumber(value)]))
    return ok(createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' }))
  } catch {
    return fail('oauth-key-invalid')
  }
}

const toNumber = (base64url: string): bigint => BigInt(`0x${Buffer.from(base64url, 'base64url').toString('hex')}`)

function fromNumber(value: bigint): string {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url')
}

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestCommonDivisor(b, a % b))

/** x with a·x ≡ 1 (mod m), by the extended Euclidean algorithm. */
function inverse(a: bigint, m: bigint): bigint {
  let [previous, rest] = [a % m, m]
  let [x, next] = [1n, 0n]
  while (rest !== 0n) {
    const quotient = previous / rest
    ;[previous, rest] = [rest, previous - quotient * rest]
    ;[x, next] = [next, x - quotient * next]
  }
  return ((x % m) + m) % m
}
