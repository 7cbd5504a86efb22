import type { FailureWords } from '../words.ts'

export const secretMissing: FailureWords = {
  title: 'The saved sign-in is gone from the keychain',
  cause: 'The keychain holds no secret for {host} any more.',
  remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: 'our own records',
  source: 'our own records'
}
