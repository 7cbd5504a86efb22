/** What a failure says about a connection: one table, so that a lost network is never taken for a lost sign-in. */
import type { ConnectionAction, ConnectionStatus } from '../../preload/contract/connections.ts'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'

interface StatusRule {
  /** The one thing to do, shown as the button that stands out. */
  readonly action: ConnectionAction
  /**
   * AtTrack goes on asking by itself. Not where the next request with the same secret would be refused again –
   * for passwords that would bring the CAPTCHA closer.
   */
  readonly triesByItself: boolean
  /** The failures that lead to this status. Codes in no list say nothing about the connection: our own faults, a cancel. */
  readonly after: readonly FailureCode[]
}

export const statusRules: Readonly<Record<ConnectionStatus, StatusRule>> = {
  connected: { action: 'select', triesByItself: true, after: [] },
  limited: {
    action: 'select',
    triesByItself: true,
    after: ['project-not-visible', 'jira-forbidden', 'project-archived', 'no-browse-projects', 'issues-hidden']
  },
  throttled: { action: 'wait', triesByItself: true, after: ['rate-limited'] },
  unreachable: {
    action: 'check',
    triesByItself: true,
    after: [
      'dns-not-found',
      'connection-refused',
      'connection-lost',
      'unreachable',
      'timed-out',
      'proxy-failed',
      'proxy-sign-in',
      'tls-failed',
      'reply-too-large',
      'site-unavailable',
      'jira-error',
      'reply-not-understood',
      'sso-page',
      'redirected-elsewhere',
      'not-jira',
      'other-product',
      'sign-in-api-missing',
      'oauth-not-offered',
      'oauth2-not-offered',
      'oauth-clock',
      'oauth-nonce-used',
      'tls-too-old',
      'proxy-refused',
      'proxy-credential-refused',
      'proxy-script-failed',
      'ipv6-unreachable',
      'jira-elsewhere',
      'search-removed',
      'index-rebuilding'
    ]
  },
  'untrusted-certificate': {
    action: 'check',
    triesByItself: true,
    after: [
      'certificate-unknown-authority',
      'certificate-expired',
      'certificate-wrong-host',
      'certificate-self-signed',
      'certificate-chain-incomplete',
      'certificate-intercepted',
      'certificate-changed',
      'client-certificate-needed',
      'client-certificate-refused'
    ]
  },
  'needs-sign-in': {
    action: 'sign-in',
    triesByItself: false,
    after: [
      'password-wrong',
      'basic-disabled',
      'anonymous-reply',
      'sign-in-refused',
      'needs-sign-in',
      'secret-missing',
      'oauth-key-elsewhere',
      'oauth-token-rejected',
      'oauth-token-expired',
      'oauth-denied',
      'oauth2-grant-ended',
      'oauth2-client-refused',
      'oauth2-refused',
      'oauth2-code-refused',
      'oauth2-redirect-refused',
      'cloud-client-missing',
      'cloud-scope-missing',
      'cloud-password-refused'
    ]
  },
  'blocked-by-captcha': { action: 'sign-in', triesByItself: false, after: ['captcha-required'] },
  'waiting-for-administrator': {
    action: 'check',
    triesByItself: true,
    after: [
      'oauth-consumer-unknown',
      'oauth-signature-invalid',
      'oauth-key-differs',
      'oauth-address-rewritten',
      'oauth-link-is-oauth2',
      'oauth-refused'
    ]
  },
  'token-required': {
    action: 'enter-token',
    triesByItself: false,
    after: [
      'token-refused',
      'token-expired',
      'cloud-token-refused',
      'cloud-token-scopes',
      'api-token-missing',
      'cloud-account-mismatch'
    ]
  }
}

const table = new Map<FailureCode, ConnectionStatus>(
  (Object.keys(statusRules) as ConnectionStatus[]).flatMap((status) =>
    statusRules[status].after.map((code) => [code, status] as const)
  )
)

/** The status a failure puts a connection into, or null when it says nothing about the connection. */
export const statusAfter = (code: FailureCode): ConnectionStatus | null => table.get(code) ?? null

/** Statuses in which AtTrack sends nothing by itself. */
export const needsPerson = (status: ConnectionStatus): boolean => !statusRules[status].triesByItself
