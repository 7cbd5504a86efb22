/**
 * Everything that can go wrong on purpose, under the words of the list of faults it was made for: what the fault matrix
 * walks through. Faults of replies are switched on in a Jira; surroundings are started around one.
 */
import { faultTable } from './faults/registry.ts'
import { startPracticeJira, type PracticeJiraOptions } from './index.ts'
import { startSurroundings, surroundingsTable, type Surroundings } from './surroundings/index.ts'

export interface NamedFault {
  readonly name: string
  readonly describe: string
  readonly area: 'reply' | 'surroundings'
  /** The list's words; several names may stand for one of its items. */
  readonly issueName: string
}

/** The list's items in its order, each with the names that start it. */
const listed: readonly (readonly [string, ...string[]])[] = [
  ['wrong context path', 'wrong-context-path'],
  ['other product', 'other-product'],
  ['SSO page with 200', 'sso-page'],
  ['SSO redirect to another host', 'sso-redirect'],
  ['Basic disabled', 'basic-disabled'],
  ['CAPTCHA (cleared by web login)', 'captcha'],
  ['bad PAT silent anonymous', 'bad-pat'],
  ['PATs disabled', 'pats-disabled'],
  ['consumer unknown', 'consumer-unknown'],
  ['wrong key', 'wrong-key'],
  ['base URL mismatch behind a rewriting proxy', 'base-url-mismatch', 'rewriting-proxy', 'reverse-proxy'],
  ['clock ±10 minutes', 'clock-ahead', 'clock-behind'],
  ['nonce replay', 'nonce-replay'],
  ['verifier denied', 'verifier-denied'],
  ['token revoked', 'token-revoked'],
  ['token expired', 'token-expired'],
  ['OAuth 2.0-type link', 'oauth2-link'],
  ['XSRF refusal', 'xsrf'],
  ['no Browse Projects', 'no-browse-projects'],
  ['project archived', 'project-archived'],
  ['issue security', 'issue-security'],
  ['429 with and without Retry-After', 'rate-limit', 'rate-limit-bare'],
  ['503 maintenance page', 'maintenance'],
  ['504 from a gateway', 'gateway-504'],
  ['truncated JSON', 'truncated-json'],
  ['invalid JSON', 'invalid-json'],
  ['wrong charset', 'wrong-charset', 'unknown-charset'],
  ['huge body', 'huge-body'],
  ['slow headers', 'slow-headers'],
  ['stalled body', 'stalled-body'],
  ['connection reset', 'connection-reset'],
  ['self-signed', 'self-signed'],
  ['private CA', 'private-ca', 'tls-inspection'],
  ['missing intermediate', 'missing-intermediate'],
  ['expired', 'expired', 'not-yet-valid'],
  ['wrong host', 'wrong-host'],
  ['TLS 1.0 only', 'tls-1.0'],
  ['client certificate required', 'client-certificate'],
  ['proxy 407', 'proxy-407'],
  ['proxy refusing CONNECT', 'proxy-refuses-connect'],
  ['PAC', 'pac', 'pac-missing'],
  ['DNS failure', 'dns-failure'],
  ['IPv6-only', 'ipv6-only', 'ipv6-unreachable'],
  ['search window exceeded', 'search-window-exceeded'],
  ['/search removed (410)', 'search-removed'],
  ['index being rebuilt', 'index-rebuilding']
]

export const allFaults: readonly NamedFault[] = listed.flatMap(([issueName, ...names]) =>
  names.map((name) => {
    const kind = surroundingsTable.get(name)
    const describe = kind?.describe ?? faultTable.get(name)?.describe
    if (describe === undefined) throw new Error(`neither a fault nor surroundings: ${name}`)
    return { name, describe, area: kind === undefined ? ('reply' as const) : ('surroundings' as const), issueName }
  })
)

/**
 * Starts a practice Jira with one fault of either area, by its name. A reply fault may have options after a colon
 * (`rate-limit:retryAfter=5`). Rejects on an unknown name.
 */
export async function startFault(name: string, options: PracticeJiraOptions = {}): Promise<Surroundings> {
  if (surroundingsTable.has(name)) return startSurroundings(name, options)
  const jira = await startPracticeJira({ ...options, faults: [...(options.faults ?? []), name] })
  const { url, caPem } = jira
  return { url, jira, ...(caPem === undefined ? {} : { caPem }), close: () => jira.close() }
}
