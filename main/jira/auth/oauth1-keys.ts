/** The RSA pair of the application link: made here, the private half kept in the keychain. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPair as generate, KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'

export interface KeyPair {
  /** Base64 of the PKCS#8 DER: a Windows credential holds 2,560 bytes, and a PEM wastes them. */
  readonly privateKey: string
  /** SPKI PEM, as Jira's application-link screen takes it. */
  readonly publicKeyPem: string
}

const spkiPem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

/** The public half, SPKI PEM, of an RSA private key. */
export const publicKeyOf = (privateKey: KeyObject): string => spkiPem(createPublicKey(privateKey))

/** A fresh RSA pair of 2,048 bits. */
export async function generateKeyPair(): Promise<KeyPair> {
  const { privateKey, publicKey } = await promisify(generate)('rsa', { modulusLength: 2048 })
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    publicKeyPem: spkiPem(publicKey)
  }
}

const readKey = (text: string): KeyObject => {
  if (text.includes('-----BEGIN')) return createPrivateKey(text)
  const der = Buffer.from(text.replace(/\s+/g, ''), 'base64')
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

/**
 * Reads a private key: PEM (PKCS#1 or PKCS#8, not encrypted), or base64 of a PKCS#8 DER as `generateKeyPair` gives it.
 * Fails with `oauth-key-invalid` for anything else, for keys other than RSA and for RSA under 1,024 bits.
 */
export function parsePrivateKey(text: string): Result<KeyObject> {
  try {
    const key = readKey(text.trim())
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    return key.asymmetricKeyType === 'rsa' && bits >= 1024 ? ok(key) : fail('oauth-key-invalid')
  } catch {
    return fail('oauth-key-invalid')
  }
}

/** The public half, SPKI PEM, of a private key in any form `parsePrivateKey` reads. */
export function publicKeyFrom(privateKey: string | KeyObject): Result<string> {
  const key = privateKey instanceof KeyObject ? ok(privateKey) : parsePrivateKey(privateKey)
  return key.ok ? ok(publicKeyOf(key.value)) : key
}

/** A PEM without header, footer and line breaks, for screens that want one line. */
export const publicKeyOneLine = (pem: string): string => pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, '')

/** SHA-256 of the SPKI DER as `ab:cd:…`; what both ends compare when a signature is refused. */
export const fingerprint = (publicKeyPem: string): string =>
  (
    createHash('sha256')
      .update(Buffer.from(publicKeyOneLine(publicKeyPem), 'base64'))
      .digest('hex')
      .match(/../g) ?? []
  ).join(':')
