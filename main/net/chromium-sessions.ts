/**
 * Chromium's sessions for requests to Jira, all in memory: one for every Jira with nothing of its own, one for each with
 * authorities, a pin or a way of its own. After a change another one is used, because Chromium remembers verdicts and
 * connections; session-pool.ts says which.
 */
import { session, type ProxyConfig, type Session } from 'electron'
import type { ProxySetting } from '../../preload/contract/index.ts'
import { proxyRoute, proxyUrl, type ProxyRoute, type Route } from './route.ts'
import { createSessionPool } from './session-pool.ts'
import { createRefusals, plainHost, verifyIn, type Refusals } from './verify-certificate.ts'
import { isPlain, type SiteRules, type SiteRulesStore } from './site-rules.ts'

/** A session ready to be used. */
export interface InUse {
  readonly session: Session
  /** The proxies it goes through, where that is certain: no script and no setting of the system decides anew. */
  readonly proxies: readonly ProxyRoute[]
}

export interface ChromiumSessions {
  readonly refusals: Refusals
  /**
   * Runs `work` with the session for these rules, which belongs to nobody else before `work` is done.
   * @param ways to go by these, in their order, instead of by what the rules say.
   */
  within<T>(rules: SiteRules, work: (use: InUse) => Promise<T>, ways?: readonly Route[] | null): Promise<T>
  all(): Promise<Session[]>
}

/** For `Session.setProxy`. Chromium never goes through a proxy to this very computer, unless the bypass list says so. */
export function proxyConfig(proxy: ProxySetting): ProxyConfig {
  switch (proxy.mode) {
    case 'system':
      return { mode: 'system' }
    case 'direct':
      return { mode: 'direct' }
    case 'manual':
      return { mode: 'fixed_servers', proxyRules: proxy.url, proxyBypassRules: proxy.bypass }
    case 'script':
      return { mode: 'pac_script', pacScript: proxy.url }
  }
}

/** As above, for ways that a script has named already. It was asked about this computer, too. */
export const waysConfig = (ways: readonly Route[]): ProxyConfig => ({
  mode: 'fixed_servers',
  proxyRules: waysText(ways),
  proxyBypassRules: '<-loopback>'
})
const waysText = (ways: readonly Route[]): string =>
  ways.map((way) => (way.kind === 'direct' ? 'direct://' : proxyUrl(way))).join(',')

/** The session in which requests without rules of their own go out. */
const shared = 'jira-requests'
/** What a session is called that goes by its rules' proxy setting. */
const asSet = 'as set'
/** A hostile script may name another proxy for every request. */
const mostByWays = 8

/** Chromium would fetch a dictionary for each session, from Google and on the session's own way. */
export function inMemory(partition: string): Session {
  const made = session.fromPartition(partition, { cache: false })
  made.setSpellCheckerEnabled(false)
  return made
}

/** By what verdicts are made in a session of these rules; empty where they are Chromium's alone. */
function trustOf({ origin, authorities, pin }: SiteRules): string {
  if (authorities.length === 0 && pin === null) return ''
  const prints = authorities.map(({ fingerprint256 }) => fingerprint256).sort()
  return [plainHost(new URL(origin).hostname), pin?.fingerprint256 ?? 'no pin', ...prints].join(' ')
}

/** One of the pool's. */
interface Slot {
  readonly session: Session
  /** Whose trust counts in it. */
  given: SiteRules | null
}

interface Use extends InUse {
  readonly slot: Slot
  readonly trust: string
  /** Its proxy setting is in force. */
  readonly ready: Promise<void>
  users: number
  gone: boolean
}

export function createChromiumSessions(rules: SiteRulesStore): ChromiumSessions {
  const refusals = createRefusals()
  const uses = new Map<SiteRules, Map<string, Use>>()
  const byWays: { readonly given: SiteRules; readonly name: string }[] = []
  let count = 0
  const plain = inMemory(shared)
  verifyIn(plain, () => null, refusals)

  const pool = createSessionPool<Slot>(() => {
    count += 1
    const slot: Slot = { session: inMemory(`${shared}:${count}`), given: null }
    // A proxy reached over TLS, or the server of a proxy script, is verified by the same session: what is trusted for a
    // Jira helps neither, and a pin is not about them.
    const isOf = (host: string, { origin }: SiteRules): boolean => host === plainHost(new URL(origin).hostname)
    verifyIn(slot.session, (host) => (slot.given && isOf(host, slot.given) ? slot.given : null), refusals)
    return slot
  })

  const begin = (given: SiteRules, ways: readonly Route[] | null): Use => {
    const trust = trustOf(given)
    const slot = pool.take(trust)
    slot.given = given
    const { session } = slot
    const ready = session.setProxy(ways ? waysConfig(ways) : proxyConfig(given.proxy))
    return { slot, session, proxies: certainProxies(given, ways), trust, ready, users: 0, gone: false }
  }

  /** Back to the pool, once nobody uses it any more. */
  const giveBack = async ({ slot, session, trust, ready }: Use): Promise<void> => {
    await ready
    await session.closeAllConnections()
    await session.clearAuthCache()
    pool.give(slot, trust)
  }
  const retire = async (use: Use): Promise<void> => {
    use.gone = true
    // What is under way is not to go on by what holds no longer.
    if (use.users > 0) await use.session.closeAllConnections()
    else await giveBack(use)
  }

  rules.onGone((gone) => {
    for (const one of gone) {
      for (const use of uses.get(one)?.values() ?? []) void retire(use)
      uses.delete(one)
    }
  })

  const keep = (given: SiteRules, name: string, use: Use): void => {
    uses.set(given, (uses.get(given) ?? new Map<string, Use>()).set(name, use))
    if (name === asSet) return
    byWays.push({ given, name })
    const oldest = byWays.length > mostByWays ? byWays.shift() : undefined
    const former = oldest && uses.get(oldest.given)?.get(oldest.name)
    if (!former) return
    uses.get(oldest.given)?.delete(oldest.name)
    void retire(former)
  }

  return {
    refusals,
    async within(given, work, ways = null) {
      if (isPlain(given) && !ways) return work({ session: plain, proxies: [] })
      const name = ways ? waysText(ways) : asSet
      const use = uses.get(given)?.get(name) ?? begin(given, ways)
      if (!rules.hold(given)) use.gone = true
      else if (uses.get(given)?.get(name) !== use) keep(given, name, use)
      use.users += 1
      try {
        await use.ready
        return await work(use)
      } finally {
        use.users -= 1
        if (use.users === 0 && use.gone) void giveBack(use)
      }
    },
    all: async () => [plain, ...[...uses.values()].flatMap((own) => [...own.values()].map((use) => use.session))]
  }
}

/** Of a session: none where a script, or the system, decides anew for each request. */
function certainProxies({ proxy }: SiteRules, ways: readonly Route[] | null): ProxyRoute[] {
  if (ways) return ways.flatMap((way) => (way.kind === 'proxy' ? [way] : []))
  return proxy.mode === 'manual' ? [proxyRoute(proxy.url)] : []
}
