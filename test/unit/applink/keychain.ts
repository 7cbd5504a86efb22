/** A keychain in memory that can be broken at a chosen write, as one that is locked or a computer that loses power. */
import { createSecretStore, type Keychain, type SecretStore } from '../../../main/secrets/secret-store.ts'

export interface TestKeychain {
  /** `oauth1-key:<id>` → secret. */
  readonly items: Map<string, string>
  /** Changes this many more entries, then refuses; infinite at first. */
  writesLeft: number
  /** Locked: nothing is found in it until somebody writes, as when the question for its password is dismissed once. */
  locked: boolean
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
    getPassword: async (_service, account) => (keychain.locked ? null : (items.get(account) ?? null)),
    setPassword: async (_service, account, secret) =>
      write(() => {
        keychain.locked = false
        items.set(account, secret)
      }),
    deletePassword: async (_service, account) => {
      const there = items.has(account)
      write(() => items.delete(account))
      return there
    }
  }
  const keychain: TestKeychain = {
    items,
    writesLeft: Infinity,
    locked: false,
    open: () => createSecretStore(async () => chain)
  }
  return keychain
}
