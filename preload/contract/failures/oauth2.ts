import type { FailureWords } from './words.ts'

/** OAuth 2.0: incoming links of Data Center (8.22 and newer), and Jira Cloud (3LO). */
export const oauth2Failures = {
  'oauth2-needs-https': {
    title: 'OAuth 2.0 needs https at this Jira',
    cause: '{host} calls itself {baseUrl}; Jira refuses OAuth 2.0 unless its base URL starts with https.',
    remedy: 'Choose another way to sign in, or ask a Jira administrator to set an https base URL.',
    retry: 'after-remedy',
    source: 'Jira KB: 400 Bad Request when following the OAuth 2.0 provider API authorization steps'
  },
  'oauth2-not-offered': {
    title: 'OAuth 2.0 does not answer at this address',
    cause: '{address} answered {status}.',
    remedy:
      'OAuth 2.0 needs Jira 8.22 or newer. If this one is, have the gateway before Jira let /rest/oauth2 through; otherwise choose another way to sign in.',
    retry: 'after-remedy',
    source: 'GET /rest/oauth2/latest/authorize'
  },
  'oauth2-client-refused': {
    title: 'The client ID or the client secret was not accepted',
    cause: '{host} does not know this client, or its secret is another one ({problem}).',
    remedy: 'Copy both once more from where the client was made (Jira’s incoming link, or Atlassian’s console).',
    retry: 'after-remedy',
    source: 'RFC 6749 §5.2: invalid_client'
  },
  'oauth2-redirect-refused': {
    title: 'The redirect URL is not the one that was registered',
    cause: '{host} does not accept {redirect} for this client.',
    remedy: 'Enter exactly {redirect} where the client was made. Its port can be changed in Settings.',
    retry: 'after-remedy',
    source: 'RFC 6749 §3.1.2.3'
  },
  'oauth2-denied': {
    title: 'Access was not allowed',
    cause: 'On the page of {host} access was declined.',
    remedy: 'Start again and allow access if AtTrack should read this Jira.',
    retry: 'now',
    source: 'RFC 6749 §4.1.2.1: access_denied'
  },
  'oauth2-code-refused': {
    title: 'The sign-in could not be completed',
    cause: '{host} did not accept the confirmation any more ({problem}).',
    remedy: 'Start again; confirmations are good for a few seconds only.',
    retry: 'now',
    source: 'RFC 6749 §5.2: invalid_grant'
  },
  'oauth2-grant-ended': {
    title: 'The permission given to AtTrack has ended',
    cause: '{host} does not renew it any more: it was revoked, has expired, or was renewed elsewhere ({problem}).',
    remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
    retry: 'after-remedy',
    source: 'RFC 6749 §6: invalid_grant; Cloud: 403 unauthorized_client'
  },
  'oauth2-refused': {
    title: 'The sign-in was refused',
    cause: '{host} answered “{problem}”{detail}.',
    remedy: 'Start again. If it stays so, ask whoever made the client (the incoming link) to check it.',
    retry: 'after-remedy',
    source: 'RFC 6749 §4.1.2.1 and §5.2'
  },
  'callback-port-in-use': {
    title: 'Port {port} on this computer is taken',
    cause: 'Another program listens on the port to which the sign-in is to return.',
    remedy:
      'Close that program, or choose another port in Settings – and enter the new redirect URL where the client was made.',
    retry: 'after-remedy',
    source: 'EADDRINUSE'
  },
  'cloud-client-missing': {
    title: 'This AtTrack is not registered at Atlassian',
    cause: 'Logging in on Atlassian’s page needs a client ID and a client secret, and there are none.',
    remedy: 'Use an API token instead: it works at once. Or an Administrator enters a client in Settings → Jira Cloud.',
    retry: 'after-remedy',
    source: 'Jira Cloud: OAuth 2.0 (3LO) apps'
  },
  'cloud-scope-missing': {
    title: 'AtTrack was not given enough access',
    cause: '{host} answered that the token’s scopes do not cover {what}.',
    remedy: 'Sign in again and accept all that is asked for.',
    retry: 'after-remedy',
    source: '401 “scope does not match”'
  }
} as const satisfies Record<string, FailureWords>

/** Finding a Jira Cloud site. */
export const cloudFailures = {
  'cloud-no-sites': {
    title: 'There is no Jira site to choose',
    cause: '{account} allowed access, but to no site with Jira.',
    remedy: 'Start again and choose your site on Atlassian’s page. If none is shown, ask its administrator for access.',
    retry: 'after-remedy',
    source: 'GET /oauth/token/accessible-resources'
  },
  'cloud-site-not-allowed': {
    title: 'Access was allowed to another site',
    cause: 'This connection belongs to {site}, but {account} did not allow access to it.',
    remedy: 'Start again and choose {site} on Atlassian’s page. For the other site, add a connection of its own.',
    retry: 'now',
    source: 'GET /oauth/token/accessible-resources'
  },
  'cloud-site-not-found': {
    title: 'There is no Jira Cloud site “{site}”',
    cause: 'What answered at {address}: {answer}.',
    remedy: 'Open Jira in your browser and copy the address: it looks like https://acme.atlassian.net.',
    retry: 'after-remedy',
    source: 'GET /rest/api/3/serverInfo'
  },
  'not-cloud': {
    title: 'This Jira is run by your company',
    cause: '{host} is Jira {version}, not Jira Cloud.',
    remedy: 'Go back and choose “Log in to Jira” under Server version.',
    retry: 'never',
    source: 'serverInfo.deploymentType'
  }
} as const satisfies Record<string, FailureWords>
