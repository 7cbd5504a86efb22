/**
 * AES-256-GCM around what is too long for a keychain entry (2,560 bytes on Windows): the box is kept in the workspace,
 * its key in the keychain. Neither is of use without the other.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/** @param label what the box belongs to; it can only be opened with the same one. @returns both as base64. */
export function seal(secret: string, label: string): { key: string; box: string } {
  const key = randomBytes(keyBytes)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(label))
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return { key: key.toString('base64'), box: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64') }
}

/** @returns null when the key, the label or the box is not the one that belongs to the others. */
export function unseal(box: string, key: string, label: string): string | null {
  try {
    const bytes = Buffer.from(box, 'base64')
    const nonce = bytes.subarray(0, nonceBytes)
    const decipher = createDecipheriv(algorithm, Buffer.from(key, 'base64'), nonce, { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(label))
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
