import type { FailureWords } from '../words.ts'

export const secretMissing: FailureWords = {
  title: 'The saved sign-in is gone from the keychain',
  cause: 'The keychain holds no secret for {host} any more.',
  remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: 'The connection is known, its entry in the keychain is not there.',
  source: 'keytar getPassword: null when there is no entry'
}
