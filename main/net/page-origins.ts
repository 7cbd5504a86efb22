/**
 * Where a page and what it loads may lead, for a session of its own. Chromium asks for verdicts by the name of a host, and
 * remembers them by it, while trust belongs to an origin: so a second port of a host is only reached where the same is
 * trusted at both.
 */
import { siteOrigin, type SiteRules } from './site-rules.ts'
import { plainHost } from './verify-certificate.ts'

export interface PageOrigins {
  /** To be asked before each request. False: it must not be made. */
  admits(url: string): boolean
  /** What is set for a host that has been admitted; null where nothing is. @param host as `plainHost` has it. */
  rulesFor(host: string): SiteRules | null
}

/** @param known what is set for an origin. */
export function createPageOrigins(known: (origin: string) => SiteRules | null): PageOrigins {
  const origins = new Map<string, string>()
  return {
    admits(url) {
      const { protocol, hostname } = new URL(url)
      if (protocol !== 'https:' && protocol !== 'wss:') return true
      const origin = siteOrigin(url).replace(/^wss:/, 'https:')
      const first = origins.get(plainHost(hostname))
      if (first === undefined) origins.set(plainHost(hostname), origin)
      return first === undefined || first === origin || (trustsNothing(known(first)) && trustsNothing(known(origin)))
    },
    rulesFor(host) {
      const origin = origins.get(host)
      return origin === undefined ? null : known(origin)
    }
  }
}

const trustsNothing = (rules: SiteRules | null): boolean =>
  rules === null || (rules.authorities.length === 0 && rules.pin === null)
