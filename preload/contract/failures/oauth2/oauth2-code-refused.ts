import type { FailureWords } from '../words.ts'

export const oauth2CodeRefused: FailureWords = {
  title: 'The sign-in could not be completed',
  cause: '{host} did not accept the confirmation any more ({problem}).',
  remedy: 'Start again; confirmations are good for a few seconds only.',
  retry: 'now',
  evidence: 'RFC 6749 §5.2: invalid_grant',
  source: 'RFC 6749 §5.2: invalid_grant'
}
