/** The workspace's own RSA-2048 key pair: the private key lives in the keychain, the public one is derived from it. */
import type { KeyObject } from 'node:crypto'
import { ok, type Result } from '../../preload/contract/failures/failure.ts'
import { generateKeyPair, parsePrivateKey } from '../jira/auth/oauth1-keys.ts'
import type { SecretStore } from '../secrets/secret-store.ts'

export interface KeyPair {
  readonly privateKey: KeyObject
}

/**
 * The pair of this workspace, made on first use.
 * @param workspaceId names the keychain entry.
 * Failures: `keychain-missing`, `oauth-key-invalid` (somebody changed the entry; it is never overwritten).
 */
export function createKeyPairService(
  secrets: SecretStore,
  workspaceId: () => Promise<Result<string>>
): { get(): Promise<Result<KeyPair>> } {
  let pending: Promise<Result<KeyPair>> | undefined
  const load = async (): Promise<Result<KeyPair>> => {
    const id = await workspaceId()
    if (!id.ok) return id
    const held = await secrets.get('oauth1-key', id.value)
    if (!held.ok) return held
    if (held.value !== null) {
      const parsed = parsePrivateKey(held.value)
      return parsed.ok ? ok({ privateKey: parsed.value }) : parsed
    }
    const made = await generateKeyPair()
    // Base64 of the PKCS#8 DER: the form that fits a Windows credential.
    const saved = await secrets.set('oauth1-key', id.value, made.privateKey)
    if (!saved.ok) return saved
    const parsed = parsePrivateKey(made.privateKey)
    return parsed.ok ? ok({ privateKey: parsed.value }) : parsed
  }
  return {
    async get() {
      // One at a time: two callers at first use must not make two pairs.
      pending ??= load()
      const result = await pending
      if (!result.ok) pending = undefined
      return result
    }
  }
}
