/** Verifying RSA-SHA1 signatures (RFC 5849 §3.4.3: RSASSA-PKCS1-v1_5 with SHA-1) and reading public keys. */
import { createPublicKey, createVerify, X509Certificate, type KeyObject } from 'node:crypto'

export function verifyRsaSha1(baseString: string, signature: string, publicKey: KeyObject): boolean {
  // Anything that is not canonical base64 is refused rather than repaired.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return false
  try {
    return createVerify('RSA-SHA1').update(baseString, 'utf8').verify(publicKey, signature, 'base64')
  } catch {
    return false
  }
}

/**
 * Reads what an administrator pastes: a PEM public key, a certificate, or the bare base64 of either.
 * Undefined when it is no RSA public key; a private key is refused too.
 */
export function readPublicKey(pasted: string): KeyObject | undefined {
  const trimmed = pasted.trim()
  if (trimmed.includes('PRIVATE KEY')) return undefined
  const pem = trimmed.startsWith('-----')
    ? trimmed
    : `-----BEGIN PUBLIC KEY-----\n${trimmed.replace(/\s+/g, '').replace(/(.{64})/g, '$1\n')}\n-----END PUBLIC KEY-----`
  try {
    const key = pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem)
    return key.asymmetricKeyType === 'rsa' ? key : undefined
  } catch {
    return undefined
  }
}
