/** A keychain that works, and keeps nothing beyond the test. */
import { createSecretStore, type SecretStore } from '../../../main/secrets/secret-store.ts'

export interface TestKeychain {
  readonly secrets: SecretStore
  /** What is in it, by `<kind>:<id>`. */
  readonly entries: ReadonlyMap<string, string>
  /** What ever was, as `[account, secret]`. */
  readonly ever: readonly (readonly [string, string])[]
}

export function testKeychain(): TestKeychain {
  const entries = new Map<string, string>()
  const ever: [string, string][] = []
  const secrets = createSecretStore(async () => ({
    getPassword: async (_, account) => entries.get(account) ?? null,
    async setPassword(_, account, secret) {
      ever.push([account, secret])
      entries.set(account, secret)
    },
    deletePassword: async (_, account) => entries.delete(account)
  }))
  return { secrets, entries, ever }
}
