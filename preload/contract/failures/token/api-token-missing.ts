import type { FailureWords } from '../words.ts'

export const apiTokenMissing: FailureWords = {
  title: 'The API token is not in the keychain any more',
  cause: 'The keychain holds no API token for {host}: it was removed there, or kept only until AtTrack was closed.',
  remedy: 'Enter the API token again, or a new one. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: 'the system’s keychain',
  source: 'the system’s keychain'
}
