import type { FailureWords } from './words.ts'

/** Personal access tokens of Server and Data Center, API tokens of Cloud. */
export const tokenFailures = {
  'token-refused': {
    title: 'Jira does not accept this token',
    cause:
      '{host} answered as if nobody was signed in. Jira does the same for a wrong, an expired and a revoked token, and when tokens are switched off.',
    remedy: 'Make a new token on Jira’s page (your profile → Personal Access Tokens) and paste it here.',
    retry: 'after-remedy',
    source: 'X-AUSERNAME: anonymous; 401 “Client must be authenticated to access this resource.”'
  },
  'token-expired': {
    title: 'The token has expired',
    cause: 'It was good until {date}; {host} does not accept it any more.',
    remedy: 'Make a new token and paste it here. Your links and tasks stay as they are.',
    retry: 'after-remedy',
    source: 'the expiry date entered or told by Jira'
  },
  'token-malformed': {
    title: 'This does not look like a token',
    cause: '{problem}',
    remedy: 'Copy the token once more – the whole of it, and nothing else – and paste it.',
    retry: 'after-remedy',
    source: 'RFC 6750 §2.1: b64token'
  },
  'tokens-unavailable': {
    title: 'Personal access tokens cannot be used at {host}',
    cause: '{reason}',
    remedy: 'Sign in another way, or ask a Jira administrator to allow personal access tokens.',
    retry: 'after-remedy',
    source: 'GET /rest/pat/latest/tokens: 404'
  },
  'token-not-created': {
    title: 'Jira did not make a token',
    cause: '{host} answered {status}{reason}.',
    remedy: 'Make the token on Jira’s own page (your profile → Personal Access Tokens) and paste it here.',
    retry: 'after-remedy',
    source: 'POST /rest/pat/latest/tokens'
  },
  'api-token-missing': {
    title: 'The API token is not in the keychain any more',
    cause: 'The keychain holds no API token for {host}: it was removed there, or kept only until AtTrack was closed.',
    remedy: 'Enter the API token again, or a new one. Your links and tasks stay as they are.',
    retry: 'after-remedy',
    source: 'the system’s keychain'
  },
  'cloud-token-scopes': {
    title: 'The API token has too few scopes',
    cause: '{host} answered that the token’s scopes do not cover the request.',
    remedy:
      'Make an API token with the scopes read:jira-work and read:jira-user, or one without scopes, and paste it here.',
    retry: 'after-remedy',
    source: '401 “scope does not match”'
  },
  'cloud-token-refused': {
    title: 'Atlassian does not accept this API token',
    cause: '{host} refused it for {email}: wrong, expired, revoked, or made by another account.',
    remedy: 'Check the e-mail address, or make a new API token at “Atlassian account” and paste it here.',
    retry: 'after-remedy',
    source: '401; X-Seraph-LoginReason: AUTHENTICATED_FAILED'
  },
  'cloud-password-refused': {
    title: 'Jira Cloud does not accept passwords here',
    cause: '{host} answered that signing in with a password is not supported.',
    remedy: 'Make an API token at “Atlassian account” and paste that instead of your password.',
    retry: 'after-remedy',
    source: '401 “Basic authentication with passwords is deprecated”'
  },
  'cloud-account-mismatch': {
    title: 'This token belongs to {actual}',
    cause: 'The connection to {host} signed in as {expected}; the token is another account’s.',
    remedy:
      'Make the token while signed in at Atlassian as {expected}. To use {actual} instead, add a connection of its own.',
    retry: 'after-remedy',
    source: 'GET /rest/api/3/myself: accountId'
  }
} as const satisfies Record<string, FailureWords>
