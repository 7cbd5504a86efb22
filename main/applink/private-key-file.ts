/** A private key from and to a file: PEM, RFC 7468. */
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { createEffort } from '../net/certificates/effort.ts'
import { pemBlocks, pemText, type PemBlock } from '../net/certificates/pem.ts'
import { isProtectedKey, openProtectedKey } from '../net/certificates/protected-key.ts'

/** Shorter ones are refused by newer Jiras, and no longer secure. */
const minBits = 2048
/** Longer ones take seconds to sign with, and fit into no keychain entry. */
const maxBits = 8192

const unreadable = (problem: string, field?: string): Result<never> =>
  fail('private-key-unreadable', { problem }, field === undefined ? {} : { field })

/**
 * Reads an RSA private key: PEM, PKCS#1 or PKCS#8, encrypted or not; other blocks of the file are passed over.
 * @param passphrase empty when none was given; one that is not needed is not looked at.
 * Fails with `private-key-unreadable`, field `passphrase` when that is what is wrong.
 */
export async function readPrivateKey(file: Uint8Array, passphrase: string): Promise<Result<KeyObject>> {
  const blocks = pemBlocks(pemText(file) ?? '')
  const block = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'))
  if (!block) return unreadable(whatInstead(file, blocks[0]?.label))
  const { text: pem, label } = block
  if (label === 'OPENSSH PRIVATE KEY')
    return unreadable('It is in OpenSSH’s own form. Convert a copy with: ssh-keygen -p -m PEM -f <file>')
  const encrypted = label === 'ENCRYPTED PRIVATE KEY' || /^Proc-Type: *4, *ENCRYPTED/m.test(pem)
  if (encrypted && passphrase === '') return unreadable('It is encrypted: enter its passphrase.', 'passphrase')
  const opened = await (encrypted ? open(block, passphrase) : ok(keyOf(pem)))
  if (!opened.ok) return opened
  const key = opened.value
  if (key === null) return unreadable('The key in it is damaged or cut off.')
  const kind = key.asymmetricKeyType ?? 'unknown'
  if (kind !== 'rsa')
    return unreadable(`It is a key of type ${kind.toUpperCase()}; Jira’s application links take RSA keys only.`)
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < minBits) return unreadable(`It has ${bits} bits; ${minBits} is the least.`)
  if (bits > maxBits) return unreadable(`It has ${bits} bits; ${maxBits} is the most.`)
  return verifiesItself(key) ? ok(key) : unreadable('The key in it is damaged: its parts do not fit together.')
}

/** Null for what is no whole key. */
function keyOf(pem: string): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, format: 'pem' })
  } catch {
    return null
  }
}

/** PKCS#8 says itself how much work its passphrase takes; PKCS#1's own way to encrypt always takes next to none. */
async function open({ text, label, der }: PemBlock, passphrase: string): Promise<Result<KeyObject>> {
  const key =
    label === 'ENCRYPTED PRIVATE KEY' && der && isProtectedKey(der)
      ? await openProtectedKey(der, passphrase, createEffort())
      : openAtOnce(text, passphrase)
  if (key === 'costly')
    return unreadable('Its passphrase takes far more work than any program asks for. Save it anew, with AES-256.')
  if (key === 'unsupported')
    return unreadable('It is encrypted in a way that is not known here. Save it anew, encrypted with AES-256.')
  return key === 'wrong' ? unreadable('The passphrase does not fit.', 'passphrase') : ok(key)
}

function openAtOnce(pem: string, passphrase: string): KeyObject | 'wrong' | 'unsupported' {
  try {
    return createPrivateKey({ key: pem, format: 'pem', passphrase })
  } catch (error) {
    return /unsupported/i.test(String((error as NodeJS.ErrnoException).code)) ? 'unsupported' : 'wrong'
  }
}

/** OpenSSL also reads a key whose public half belongs to another one. */
function verifiesItself(key: KeyObject): boolean {
  const words = Buffer.from('AtTrack')
  try {
    return verify('sha256', words, createPublicKey(key), sign('sha256', words, key))
  } catch {
    return false
  }
}

function whatInstead(file: Uint8Array, label: string | undefined): string {
  if (label === undefined)
    return Buffer.from(file).toString('latin1').startsWith('PuTTY-User-Key-File')
      ? 'It is in PuTTY’s own form. Export it there as an OpenSSH key, then convert it to PEM.'
      : 'There is no line “-----BEGIN … PRIVATE KEY-----” in it, or nothing that ends it.'
  if (label.includes('PUBLIC KEY')) return 'It holds a public key; the private one is needed.'
  if (label.includes('CERTIFICATE')) return 'It holds a certificate; the private key is needed.'
  return `It holds something else: ${label.toLowerCase()}.`
}

/** OpenSSL reads no more of one (PEM_BUFSIZE): a longer one encrypts, and never opens again. Bytes in UTF-8. */
const maxPassphraseBytes = 1024

/** @returns what is wrong with a passphrase for `writePrivateKey`; null when nothing is. */
export const passphraseProblem = (passphrase: string): string | null =>
  Buffer.byteLength(passphrase) > maxPassphraseBytes ? 'It is too long: at most 1,024 bytes can be read again.' : null

/** PKCS#8 PEM, encrypted with AES-256 by the passphrase (PBES2, RFC 8018). */
export const writePrivateKey = (key: KeyObject, passphrase: string): string =>
  key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString()
