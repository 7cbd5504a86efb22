/** Finds the Jira behind whatever was pasted: probes the candidate addresses and says what answered if none is a Jira. */
import { err, fail, ok, type Failure, type Result } from '../../../preload/contract/failures/failure.ts'
import type { FailureCode } from '../../../preload/contract/failures/catalogue.ts'
import type { Site } from '../../../preload/contract/connections.ts'
import type { Transport } from '../../net/transport.ts'
import { candidateAddresses } from './address.ts'
import { adviseMethods, probeMethods } from './advise.ts'
import { probeAddress, type FoundSite, type Located } from './probe-site.ts'

/**
 * @param pasted what the person pasted into *Link to your Jira*.
 * @returns the site with the ways to sign in it offers, or the most telling failure of all addresses tried.
 */
export async function findSite(transport: Transport, pasted: string): Promise<Result<Site>> {
  const cleaned = candidateAddresses(pasted)
  if (!cleaned.ok) return cleaned
  const found = await locateSite(transport, cleaned.value.candidates)
  return found.ok ? ok(await withAdvice(transport, found.value.site)) : found
}

/**
 * Probes addresses until one is a Jira's.
 * @param candidates origins with context paths, in the order to try; `/jira` of each origin is tried after them, and
 * where a redirect of the same host leads.
 */
export async function locateSite(transport: Transport, candidates: readonly string[]): Promise<Result<Located>> {
  const queue = [...candidates, ...candidates.map((one) => `${new URL(one).origin}/jira`)]
  const tried = new Set<string>()
  const failures: Failure[] = []
  while (queue.length > 0 && tried.size < 12) {
    const address = queue.shift() as string
    if (tried.has(address)) continue
    tried.add(address)
    const probe = await probeAddress(transport, address)
    if ('site' in probe) return ok(probe)
    if ('tryNext' in probe) queue.unshift(probe.tryNext)
    else {
      failures.push(probe.failure)
      if (stopsProbing(probe.failure.code)) break
    }
  }
  const best = failures.sort((a, b) => rank(a.code) - rank(b.code))[0]
  return best ? err(best) : fail('not-jira', { address: candidates[0] ?? '', answer: 'nothing' })
}

/** Failures that no other address of the same host can mend. */
const hostWide: readonly FailureCode[] = [
  'is-cloud',
  'dns-not-found',
  'unreachable',
  'ipv6-unreachable',
  'timed-out',
  'tls-too-old',
  'rate-limited',
  'cancelled'
]

/**
 * The same name resolves no better with another path, and an untrusted https must not fall back to http: the password
 * would then travel readable past whoever presented that certificate.
 */
const stopsProbing = (code: FailureCode): boolean =>
  hostWide.includes(code) || /^(certificate|client-certificate|proxy)-/.test(code)

/** The most telling first: what was really found says more than what was not. */
const telling: readonly FailureCode[] = [
  'other-product',
  'sso-page',
  'redirected-elsewhere',
  'index-rebuilding',
  'site-unavailable',
  'reply-not-understood',
  'not-jira',
  'connection-lost',
  'tls-failed',
  'connection-refused'
]
const rank = (code: FailureCode): number => {
  if (stopsProbing(code)) return -1
  const at = telling.indexOf(code)
  return at < 0 ? telling.length : at
}

/** The ways to sign in at a site that was found. */
export async function withAdvice(transport: Transport, site: FoundSite): Promise<Site> {
  const { url, version, baseUrl, insecure } = site
  const probes = await probeMethods(transport, url, version)
  return { ...site, methods: adviseMethods({ version, baseUrl, insecure, probes }) }
}
