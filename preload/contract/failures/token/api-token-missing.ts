import type { FailureWords } from '../words.ts'

export const apiTokenMissing: FailureWords = {
  title: 'The API token is not in the keychain any more',
  cause: 'The keychain holds no API token for {host}: it was removed there, or kept only until AtTrack was closed.',
  remedy: 'Enter the API token again, or a new one. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: 'The connection is known, its API token is not in the keychain.',
  source: 'keytar getPassword: null when there is no entry'
}
