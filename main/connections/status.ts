/** What a failure says about a connection: one table, so that a lost network is never taken for a lost sign-in. */
import type { ConnectionStatus } from '../../preload/contract/connections.ts'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'

const table: Partial<Record<FailureCode, ConnectionStatus>> = {
  'dns-not-found': 'unreachable',
  'connection-refused': 'unreachable',
  'connection-lost': 'unreachable',
  unreachable: 'unreachable',
  'timed-out': 'unreachable',
  'proxy-failed': 'unreachable',
  'proxy-sign-in': 'unreachable',
  'tls-failed': 'unreachable',
  'reply-too-large': 'unreachable',
  'site-unavailable': 'unreachable',
  'jira-error': 'unreachable',
  'reply-not-understood': 'unreachable',
  'sso-page': 'unreachable',
  'redirected-elsewhere': 'unreachable',
  'not-jira': 'unreachable',
  'sign-in-api-missing': 'unreachable',
  'certificate-unknown-authority': 'untrusted-certificate',
  'certificate-expired': 'untrusted-certificate',
  'certificate-wrong-host': 'untrusted-certificate',
  'password-wrong': 'needs-sign-in',
  'basic-disabled': 'needs-sign-in',
  'anonymous-reply': 'needs-sign-in',
  'sign-in-refused': 'needs-sign-in',
  'needs-sign-in': 'needs-sign-in',
  'secret-missing': 'needs-sign-in',
  'oauth-token-rejected': 'needs-sign-in',
  'oauth-token-expired': 'needs-sign-in',
  'oauth-denied': 'needs-sign-in',
  'captcha-required': 'blocked-by-captcha',
  'oauth-consumer-unknown': 'waiting-for-administrator',
  'oauth-signature-invalid': 'waiting-for-administrator',
  'rate-limited': 'throttled',
  'project-not-visible': 'limited',
  'jira-forbidden': 'limited'
}

/** The status a failure puts a connection into, or null when it says nothing about the connection (our own fault, a cancel). */
export const statusAfter = (code: FailureCode): ConnectionStatus | null => table[code] ?? null

/**
 * Statuses in which AtTrack sends nothing by itself: the next request with the same secret would be refused again,
 * and for passwords would bring the CAPTCHA closer.
 */
export const needsPerson = (status: ConnectionStatus): boolean =>
  status === 'needs-sign-in' || status === 'blocked-by-captcha' || status === 'token-required'
