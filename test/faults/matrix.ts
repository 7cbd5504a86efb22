/**
 * The fault matrix: each fault of the practice Jira, the code it must be told by, and where a person meets it. The tests
 * of `faults.test.ts` (services over Node's network) and `faults.spec.ts` (the app over Chromium's) walk through it;
 * `docs/failures.md` is made of what they saw.
 */
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import type { RecognisedHow } from '../support/recognised.ts'

/** What the person does when the fault strikes: the keys of `situations` (situations.ts). */
export type SituationName =
  | 'find-site'
  | 'password'
  | 'token'
  | 'make-token'
  | 'test-link'
  | 'test-link-with-client-id'
  | 'oauth1'
  | 'oauth1-sync'
  | 'sync'
  | 'doctor'
  | 'doctor-of-address'

export interface MatrixRow {
  /** A name of `allFaults` (test/jira/all-faults.ts). */
  readonly fault: string
  readonly code: FailureCode | 'works'
  readonly during: SituationName
  /** `app`: the network stack tells it, so it runs in the real app. */
  readonly in: 'services' | 'app'
  /** Only on a computer with IPv6, or only on one whose network says that a way is missing (see surroundings-here.ts). */
  readonly needs?: 'ipv6' | 'no-ipv6-route'
}

const how: Readonly<Record<SituationName, RecognisedHow>> = {
  'find-site': 'sign-in',
  password: 'sign-in',
  token: 'sign-in',
  'make-token': 'sign-in',
  'test-link': 'sign-in',
  'test-link-with-client-id': 'sign-in',
  oauth1: 'sign-in',
  'oauth1-sync': 'sync',
  sync: 'sync',
  doctor: 'doctor',
  'doctor-of-address': 'doctor'
}
/** Who recognises a fault during a situation, as the document says it. */
export const recognisedBy = (during: SituationName): RecognisedHow => how[during]

/** `fault: [code, situation, …]`, run over the services. */
const services: readonly (readonly [string, FailureCode, ...SituationName[]])[] = [
  ['wrong-context-path', 'jira-elsewhere', 'doctor-of-address'],
  ['other-product', 'other-product', 'find-site', 'doctor-of-address'],
  ['sso-page', 'sso-page', 'find-site', 'password', 'doctor'],
  ['sso-redirect', 'redirected-elsewhere', 'find-site', 'password', 'doctor'],
  ['basic-disabled', 'basic-disabled', 'password', 'doctor'],
  ['captcha', 'captcha-required', 'password', 'doctor'],
  ['bad-pat', 'token-refused', 'token'],
  ['pats-disabled', 'token-refused', 'token'],
  ['pats-disabled', 'tokens-unavailable', 'make-token'],
  ['consumer-unknown', 'oauth-consumer-unknown', 'test-link', 'oauth1'],
  ['wrong-key', 'oauth-key-differs', 'test-link', 'oauth1'],
  ['base-url-mismatch', 'oauth-address-rewritten', 'test-link'],
  ['base-url-mismatch', 'base-url-differs', 'doctor'],
  ['rewriting-proxy', 'oauth-address-rewritten', 'test-link'],
  ['reverse-proxy', 'oauth-address-rewritten', 'test-link'],
  ['reverse-proxy', 'base-url-differs', 'doctor-of-address'],
  ['clock-ahead', 'clock-differs', 'doctor'],
  ['clock-behind', 'clock-differs', 'doctor'],
  ['nonce-replay', 'oauth-nonce-used', 'test-link'],
  ['verifier-denied', 'oauth-denied', 'oauth1'],
  ['token-revoked', 'oauth-token-rejected', 'oauth1-sync'],
  ['token-expired', 'oauth-token-expired', 'oauth1-sync'],
  ['oauth2-link', 'oauth-link-is-oauth2', 'test-link-with-client-id'],
  ['xsrf', 'xsrf-refused', 'make-token'],
  ['no-browse-projects', 'no-browse-projects', 'doctor'],
  ['project-archived', 'project-archived', 'sync', 'doctor'],
  ['issue-security', 'issues-hidden', 'doctor'],
  ['rate-limit', 'rate-limited', 'password', 'doctor'],
  ['rate-limit-bare', 'rate-limited', 'password', 'doctor'],
  ['maintenance', 'site-unavailable', 'find-site', 'password', 'doctor'],
  ['gateway-504', 'site-unavailable', 'find-site', 'password', 'doctor'],
  ['truncated-json', 'reply-not-understood', 'password'],
  ['invalid-json', 'reply-not-understood', 'password'],
  ['wrong-charset', 'reply-not-understood', 'password'],
  ['unknown-charset', 'reply-not-understood', 'password'],
  ['search-window-exceeded', 'search-limit', 'sync', 'doctor'],
  ['search-removed', 'search-removed', 'sync', 'doctor'],
  ['index-rebuilding', 'index-rebuilding', 'sync', 'doctor']
]

/** Those that the network stack tells: run in the app. */
const app: readonly (readonly [string, FailureCode | 'works', ...SituationName[]])[] = [
  ['huge-body', 'reply-too-large', 'find-site'],
  ['slow-headers', 'timed-out', 'find-site'],
  ['stalled-body', 'timed-out', 'find-site'],
  ['connection-reset', 'connection-lost', 'find-site', 'doctor-of-address'],
  ['self-signed', 'certificate-self-signed', 'find-site', 'doctor-of-address'],
  ['private-ca', 'certificate-unknown-authority', 'find-site', 'doctor-of-address'],
  ['tls-inspection', 'certificate-intercepted', 'find-site', 'doctor-of-address'],
  ['missing-intermediate', 'certificate-chain-incomplete', 'find-site', 'doctor-of-address'],
  ['expired', 'certificate-expired', 'find-site', 'doctor-of-address'],
  ['not-yet-valid', 'certificate-expired', 'find-site', 'doctor-of-address'],
  ['wrong-host', 'certificate-wrong-host', 'find-site', 'doctor-of-address'],
  ['tls-1.0', 'tls-too-old', 'find-site', 'doctor-of-address'],
  ['client-certificate', 'client-certificate-needed', 'find-site', 'doctor-of-address'],
  ['proxy-407', 'proxy-sign-in', 'find-site', 'doctor-of-address'],
  ['proxy-refuses-connect', 'proxy-refused', 'find-site', 'doctor-of-address'],
  ['pac', 'works', 'find-site', 'doctor-of-address'],
  ['pac-missing', 'proxy-script-failed', 'find-site', 'doctor-of-address'],
  ['dns-failure', 'dns-not-found', 'find-site', 'doctor-of-address'],
  ['ipv6-only', 'works', 'find-site', 'doctor-of-address'],
  ['ipv6-unreachable', 'ipv6-unreachable', 'find-site', 'doctor-of-address']
]

function needsOf(fault: string): Pick<MatrixRow, 'needs'> {
  if (fault === 'ipv6-only') return { needs: 'ipv6' }
  return fault === 'ipv6-unreachable' ? { needs: 'no-ipv6-route' } : {}
}

const rowsOf = (
  table: readonly (readonly [string, FailureCode | 'works', ...SituationName[]])[],
  where: MatrixRow['in']
): MatrixRow[] =>
  table.flatMap(([fault, code, ...situations]) =>
    situations.map((during) => ({ fault, code, during, in: where, ...needsOf(fault) }))
  )

export const matrix: readonly MatrixRow[] = [...rowsOf(services, 'services'), ...rowsOf(app, 'app')]
