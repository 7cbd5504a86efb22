/**
 * Chromium's sessions for requests to Jira, all in memory: one for every Jira with nothing of its own, one for each with
 * authorities, a pin or a way of its own. A change brings a fresh one, because Chromium remembers verdicts and
 * connections.
 */
import { session, type ProxyConfig, type Session } from 'electron'
import type { ProxySetting } from '../../preload/contract/index.ts'
import { createRefusals, plainHost, verifyIn, type Refusals } from './verify-certificate.ts'
import { isPlain, type SiteRules, type SiteRulesStore } from './site-rules.ts'

export interface ChromiumSessions {
  readonly refusals: Refusals
  /** Ready to be used: its proxy setting is in force. */
  of(rules: SiteRules): Promise<Session>
  /** One used by nobody before, as `of`; told every verdict. For looking only. */
  fresh(rules: SiteRules, seen: (leaf: string, trusted: boolean) => void): Promise<Session>
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

/** The session in which requests without rules of their own go out. */
const shared = 'jira-requests'

/** Chromium would fetch a dictionary for each session, from Google and on the session's own way. */
function inMemory(partition: string): Session {
  const made = session.fromPartition(partition, { cache: false })
  made.setSpellCheckerEnabled(false)
  return made
}

export function createChromiumSessions(rules: SiteRulesStore): ChromiumSessions {
  const refusals = createRefusals()
  const own = new Map<SiteRules, Promise<Session>>()
  let count = 0
  const plain = inMemory(shared)
  verifyIn(plain, () => null, refusals)

  const make = async (
    given: SiteRules,
    notes: Refusals,
    seen?: (leaf: string, trusted: boolean) => void
  ): Promise<Session> => {
    count += 1
    // A proxy reached over TLS, or the server of a proxy script, is verified by the same session: what is trusted for a
    // Jira helps neither, and a pin is not about them.
    const mine = plainHost(new URL(given.origin).hostname)
    const made = inMemory(`jira-requests:${count}`)
    verifyIn(made, (host) => (host === mine ? given : null), notes, seen)
    await made.setProxy(proxyConfig(given.proxy))
    return made
  }

  rules.onGone((gone) => {
    for (const one of gone) {
      void own.get(one)?.then((former) => former.closeAllConnections())
      own.delete(one)
    }
  })

  return {
    refusals,
    async of(given) {
      if (isPlain(given)) return plain
      const known = own.get(given) ?? make(given, refusals)
      if (rules.hold(given)) own.set(given, known)
      return known
    },
    fresh: (given, seen) => make(given, createRefusals(), seen),
    all: async () => [plain, ...(await Promise.all(own.values()))]
  }
}
