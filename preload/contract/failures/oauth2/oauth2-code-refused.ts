import type { FailureWords } from '../words.ts'

export const oauth2CodeRefused: FailureWords = {
  title: 'The sign-in could not be completed',
  cause: '{host} did not accept the confirmation any more ({problem}).',
  remedy: 'Start again; confirmations are good for a few seconds only.',
  retry: 'now',
  evidence: '400 error=invalid_grant when the code is exchanged; at Atlassian “authorization_code is invalid”.',
  source: 'RFC 6749 §5.2'
}
