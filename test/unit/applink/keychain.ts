/** A keychain in memory that can be broken at a chosen write, as one that is locked or a computer that loses power. */
import { createSecretStore, type Keychain, type SecretStore } from '../../../main/secrets/secret-store.ts'

export interface TestKeychain {
  /** `oauth1-key:<id>` → secret. */
  readonly items: Map<string, string>
  /** Changes this many more entries, then refuses; infinite at first. */
  writesLeft: number
  /** A fresh store over the same items, as after a restart. */
  open(): SecretStore
}

export function testKeychain(): TestKeychain {
  const items = new Map<string, string>()
  const write = (work: () => void): void => {
    if (keychain.writesLeft <= 0) throw new Error('locked')
    keychain.writesLeft -= 1
    work()
  }
  const chain: Keychain = {
    getPassword: async (_service, account) => items.get(account) ?? null,
    setPassword: async (_service, account, secret) => write(() => items.set(account, secret)),
    deletePassword: async (_service, account) => {
      const there = items.has(account)
      write(() => items.delete(account))
      return there
    }
  }
  const keychain: TestKeychain = { items, writesLeft: Infinity, open: () => createSecretStore(async () => chain) }
  return keychain
}
