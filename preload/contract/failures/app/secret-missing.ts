import type { FailureWords } from '../words.ts'

export const secretMissing: FailureWords = {
  title: 'No sign-in is kept for {host}',
  cause: 'The keychain holds none: nobody has signed in yet, or it was removed there.',
  remedy: 'Choose “Log in to Jira” or “Sign in again”. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: 'The connection is known, its entry in the keychain is not there.',
  source: 'keytar getPassword: null when there is no entry'
}
