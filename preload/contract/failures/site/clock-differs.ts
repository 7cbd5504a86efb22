import type { FailureWords } from '../words.ts'

export const clockDiffers: FailureWords = {
  title: 'The clocks of this computer and Jira differ',
  cause: 'They differ by {skew}. OAuth 1.0 is refused beyond 5 minutes, certificates and tokens may seem expired.',
  remedy: 'Set this computer’s clock (or Jira’s) right; let it be set from the network.',
  retry: 'after-remedy',
  evidence: 'The Date header of Jira’s replies, compared with this computer’s clock at half of the round trip.',
  source: 'RFC 9110 §6.6.1; RFC 5849 §3.3'
}
