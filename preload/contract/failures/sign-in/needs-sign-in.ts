import type { FailureWords } from '../words.ts'

export const needsSignIn: FailureWords = {
  title: 'Please sign in again',
  cause: 'The last sign-in at {host} was refused; AtTrack does not try it again by itself.',
  remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: 'our rule: nothing is retried after one refusal',
  source: 'our rule: nothing is retried after one refusal'
}
