import type { FailureWords } from '../words.ts'

export const needsSignIn: FailureWords = {
  title: 'Please sign in again',
  cause: 'The last sign-in at {host} was refused; AtTrack does not try it again by itself.',
  remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: '401 without a word of what was wrong, or an earlier refusal that AtTrack remembers and does not repeat.',
  source: 'RFC 9110 §15.5.2; AtTrack’s own rule: nothing is sent again after one refusal'
}
