import type { FailureWords } from '../words.ts'

export const oauthSignatureInvalid: FailureWords = {
  title: 'Jira could not verify AtTrack’s signature',
  cause:
    'The public key in the application link is another one, or Jira sees itself under another address than {address} (its own: {baseUrl}).',
  remedy:
    'Compare the key’s fingerprint in “Set up the application link”. If it matches, enter Jira’s own base URL, or have the proxy before Jira pass scheme, host and port on.',
  retry: 'after-remedy',
  evidence: '401 oauth_problem=signature_invalid without a base string to compare.',
  source: 'RFC 5849 §3.4; OAuth Problem Reporting extension'
}
