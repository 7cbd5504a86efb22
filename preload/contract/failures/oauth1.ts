import type { FailureWords } from './words.ts'

export const oauth1Failures = {
  'oauth-consumer-unknown': {
    title: 'Jira has no application link for AtTrack yet',
    cause: '{host} does not know the consumer key “{consumerKey}”.',
    remedy:
      'A Jira administrator creates the incoming application link first: see “Set up the application link”. The consumer key must match to the letter.',
    retry: 'after-remedy',
    source: 'oauth_problem=consumer_key_unknown'
  },
  'oauth-signature-invalid': {
    title: 'Jira could not verify AtTrack’s signature',
    cause:
      'The public key in the application link is another one, or Jira sees itself under another address than {address} (its own: {baseUrl}).',
    remedy:
      'Compare the key’s fingerprint in “Set up the application link”. If it matches, enter Jira’s own base URL, or have the proxy before Jira pass scheme, host and port on.',
    retry: 'after-remedy',
    source: 'oauth_problem=signature_invalid; RFC 5849 §3.4.1.2'
  },
  'oauth-clock': {
    title: 'The clocks of this computer and Jira differ too much',
    cause: '{host} refused the time stamp; the clocks differ by {skew}.',
    remedy: 'Set this computer’s clock (or Jira’s) right; more than 5 minutes’ difference is refused.',
    retry: 'after-remedy',
    source: 'oauth_problem=timestamp_refused; RFC 5849 §3.3'
  },
  'oauth-nonce-used': {
    title: 'Jira says the request was seen before',
    cause: 'The nonce was refused twice; a proxy may be sending requests again.',
    remedy: 'Try again. If it stays so, ask whoever runs the proxy before {host} whether it repeats requests.',
    retry: 'later',
    source: 'oauth_problem=nonce_used; RFC 5849 §3.3'
  },
  'oauth-denied': {
    title: 'Access was not allowed',
    cause: 'On Jira’s page “Deny” was chosen.',
    remedy: 'Start again and choose “Allow” if AtTrack should read this Jira.',
    retry: 'now',
    source: 'oauth_verifier=denied; oauth_problem=permission_denied'
  },
  'oauth-token-rejected': {
    title: 'The permission given to AtTrack is no longer valid',
    cause: '{host} rejected the token: revoked, unknown, or made for another application link.',
    remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
    retry: 'after-remedy',
    source: 'oauth_problem=token_rejected, token_revoked, token_used'
  },
  'oauth-token-expired': {
    title: 'The permission given to AtTrack has expired',
    cause: '{host} says the token is past its time.',
    remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
    retry: 'after-remedy',
    source: 'oauth_problem=token_expired'
  },
  'oauth-verifier-wrong': {
    title: 'The code was not accepted',
    cause: 'Jira does not know this verification code for this sign-in.',
    remedy: 'Start again and paste the code exactly as Jira’s page shows it.',
    retry: 'now',
    source: 'oauth_problem=token_rejected at the access-token step'
  },
  'oauth-callback-tampered': {
    title: 'The answer did not come from this sign-in',
    cause: 'The confirmation named another request than the one AtTrack made, so it was discarded.',
    remedy: 'Start again. If it comes back, another program on this computer interferes.',
    retry: 'now',
    source: 'RFC 5849 §2.2: oauth_token must match'
  },
  'oauth-callback-refused': {
    title: 'Jira refused the return address',
    cause: '{host} does not accept {callback} as a callback ({advice}).',
    remedy: 'Start again and choose to paste the verification code by hand.',
    retry: 'after-remedy',
    source: 'oauth_problem=parameter_rejected'
  },
  'oauth-not-offered': {
    title: 'OAuth 1.0 does not answer at this address',
    cause: '{address} answered {status}.',
    remedy:
      'Check the address (context path). If a gateway stands before Jira, have it let /plugins/servlet/oauth through.',
    retry: 'after-remedy',
    source: 'POST /plugins/servlet/oauth/request-token'
  },
  'oauth-refused': {
    title: 'Jira refused the OAuth request',
    cause: '{host} answered “{problem}”{advice}.',
    remedy: 'Ask a Jira administrator to check the application link for the consumer key “{consumerKey}”.',
    retry: 'after-remedy',
    source: 'OAuth Problem Reporting extension'
  },
  'oauth-key-invalid': {
    title: 'AtTrack’s private key cannot be used',
    cause: 'The key in the keychain is not a readable RSA key.',
    remedy:
      'Remove the entry “AtTrack” from the keychain; AtTrack then makes a new pair, and the application link needs the new public key.',
    retry: 'after-remedy',
    source: 'RFC 8017'
  }
} as const satisfies Record<string, FailureWords>
