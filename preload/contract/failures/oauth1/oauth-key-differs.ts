import type { FailureWords } from '../words.ts'

export const oauthKeyDiffers: FailureWords = {
  title: 'The application link holds another public key',
  cause:
    'Jira and AtTrack signed the same words, but the signature does not fit the public key in the link. AtTrack’s key has the fingerprint {fingerprint}.',
  remedy:
    'A Jira administrator opens the link, replaces its public key with the one under “Set up the application link”, and compares the fingerprint.',
  retry: 'after-remedy',
  evidence: 'oauth_problem=signature_invalid, and oauth_signature_base_string equals the string AtTrack signed.',
  source: 'RFC 5849 §3.4.3; OAuth Problem Reporting extension'
}
