import type { FailureWords } from '../words.ts'

export const oauthKeyElsewhere: FailureWords = {
  title: 'The key for this application link is not on this computer',
  cause:
    'The workspace was restored from a backup without sign-ins. The application link at {host} holds the public key of the AtTrack that was backed up.',
  remedy:
    'Import the key exported there under “Set up the application link”, or have a Jira administrator replace the public key in the link by the new one shown there. Then sign in again.',
  retry: 'after-remedy',
  evidence: 'The connection is known; the keychain has no key of this workspace.',
  source: 'keytar getPassword: null when there is no entry'
}
