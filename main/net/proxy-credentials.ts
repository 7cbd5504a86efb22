/**
 * Sign-ins for proxies, kept in the keychain by the proxy's scheme and address: what was given to a proxy reached over TLS
 * is not told to one without at the same port, which is what somebody on the way, or a proxy script, could put in its
 * place. One that a proxy refused is not sent again by itself: accounts are locked after a few tries.
 */
import { fail, failure, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import { proxyName, proxyUrl, type ProxyAt } from './route.ts'

export interface ProxyCredential {
  readonly username: string
  readonly password: string
}

export interface ProxyCredentials {
  /**
   * What to answer a proxy that asks.
   * Failures: `proxy-sign-in` when nothing is kept, `proxy-credential-refused` when it was refused, `keychain-missing`.
   * @param proxy its scheme as it is reached now, not as somebody on the way says
   * @param host the Jira's, for the words
   */
  answer(proxy: ProxyAt, host: string): Promise<Result<ProxyCredential>>
  /** The proxy asked again: remembers that until another sign-in is saved, and says so. */
  refused(proxy: ProxyAt, host: string): Failure
  /** The user name kept; null without one, also when the keychain does not answer. */
  user(proxy: ProxyAt): Promise<string | null>
  save(proxy: ProxyAt, credential: ProxyCredential): Promise<Result<null>>
  forget(proxy: ProxyAt): Promise<Result<null>>
}

/** The names of a proxy's sign-in in the keychain: as it is kept, and as it was before schemes were. */
export const keptNames = (proxy: ProxyAt): readonly [string, string] => [proxyUrl(proxy), proxy.address]

/**
 * @param entered the proxies that people entered by hand. Entries of before schemes were kept have none (`host:port`): such
 * a one goes to whoever shows a certificate for that name, or to what was entered so; a proxy without TLS that only a
 * script or the system names may be another one than was meant, and so asks once more.
 */
export function createProxyCredentials(
  secrets: SecretStore,
  entered: () => Promise<readonly ProxyAt[]>
): ProxyCredentials {
  const refused = new Set<string>()

  const readEntry = async (id: string): Promise<Result<ProxyCredential | null>> => {
    const held = await secrets.get('proxy', id)
    if (!held.ok) return held
    if (held.value === null) return ok(null)
    try {
      const { username, password } = JSON.parse(held.value) as Partial<ProxyCredential>
      return ok({ username: String(username), password: String(password) })
    } catch {
      return ok(null)
    }
  }

  const read = async (proxy: ProxyAt): Promise<Result<ProxyCredential | null>> => {
    const kept = await readEntry(proxyUrl(proxy))
    if (!kept.ok || kept.value) return kept
    const former = await readEntry(proxy.address)
    if (!former.ok || !former.value || !(await isMeant(proxy))) return kept
    // Written anew first: cut short, it is there twice.
    const moved = await secrets.set('proxy', proxyUrl(proxy), JSON.stringify(former.value))
    if (moved.ok) await secrets.remove('proxy', proxy.address)
    return former
  }
  const isMeant = async ({ scheme, address }: ProxyAt): Promise<boolean> => {
    if (scheme === 'https') return true
    const schemes = (await entered()).filter((one) => one.address === address).map((one) => one.scheme)
    return schemes.includes(scheme) && !schemes.includes('https')
  }

  return {
    async answer(proxy, host) {
      const named = { proxy: proxyName(proxy), host }
      if (refused.has(proxyUrl(proxy))) return fail('proxy-credential-refused', named)
      const kept = await read(proxy)
      if (!kept.ok) return kept
      return kept.value ? ok(kept.value) : fail('proxy-sign-in', named)
    },
    refused(proxy, host) {
      refused.add(proxyUrl(proxy))
      return failure('proxy-credential-refused', { proxy: proxyName(proxy), host })
    },
    async user(proxy) {
      const kept = await read(proxy)
      return kept.ok && kept.value ? kept.value.username : null
    },
    async save(proxy, credential) {
      const saved = await secrets.set('proxy', proxyUrl(proxy), JSON.stringify(credential))
      if (!saved.ok) return saved
      refused.delete(proxyUrl(proxy))
      // Replaced by what was entered now; should it stay behind, forgetting takes it along.
      await secrets.remove('proxy', proxy.address)
      return ok(null)
    },
    async forget(proxy) {
      refused.delete(proxyUrl(proxy))
      const former = await secrets.remove('proxy', proxy.address)
      return former.ok ? secrets.remove('proxy', proxyUrl(proxy)) : former
    }
  }
}
