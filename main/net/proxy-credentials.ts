/**
 * Sign-ins for proxies, kept in the keychain by the proxy's address. One that a proxy refused is not sent again by
 * itself: accounts are locked after a few tries.
 */
import { fail, failure, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { SecretStore } from '../secrets/secret-store.ts'

export interface ProxyCredential {
  readonly username: string
  readonly password: string
}

export interface ProxyCredentials {
  /**
   * What to answer a proxy that asks.
   * Failures: `proxy-sign-in` when nothing is kept, `proxy-credential-refused` when it was refused, `keychain-missing`.
   * @param proxy `host:port`
   * @param host the Jira's, for the words
   */
  answer(proxy: string, host: string): Promise<Result<ProxyCredential>>
  /** The proxy asked again: remembers that until another sign-in is saved, and says so. */
  refused(proxy: string, host: string): Failure
  /** The user name kept; null without one, also when the keychain does not answer. */
  user(proxy: string): Promise<string | null>
  save(proxy: string, credential: ProxyCredential): Promise<Result<null>>
  forget(proxy: string): Promise<Result<null>>
}

export function createProxyCredentials(secrets: SecretStore): ProxyCredentials {
  const refused = new Set<string>()

  const read = async (proxy: string): Promise<Result<ProxyCredential | null>> => {
    const held = await secrets.get('proxy', proxy)
    if (!held.ok) return held
    if (held.value === null) return ok(null)
    try {
      const { username, password } = JSON.parse(held.value) as Partial<ProxyCredential>
      return ok({ username: String(username), password: String(password) })
    } catch {
      return ok(null)
    }
  }

  return {
    async answer(proxy, host) {
      if (refused.has(proxy)) return fail('proxy-credential-refused', { proxy, host })
      const kept = await read(proxy)
      if (!kept.ok) return kept
      return kept.value ? ok(kept.value) : fail('proxy-sign-in', { proxy, host })
    },
    refused(proxy, host) {
      refused.add(proxy)
      return failure('proxy-credential-refused', { proxy, host })
    },
    async user(proxy) {
      const kept = await read(proxy)
      return kept.ok && kept.value ? kept.value.username : null
    },
    async save(proxy, credential) {
      const saved = await secrets.set('proxy', proxy, JSON.stringify(credential))
      if (saved.ok) refused.delete(proxy)
      return saved
    },
    async forget(proxy) {
      refused.delete(proxy)
      return secrets.remove('proxy', proxy)
    }
  }
}
