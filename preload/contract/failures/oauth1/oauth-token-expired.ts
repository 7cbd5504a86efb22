import type { FailureWords } from '../words.ts'

export const oauthTokenExpired: FailureWords = {
  title: 'The permission given to AtTrack has expired',
  cause: '{host} says the token is past its time.',
  remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: '401 oauth_problem=token_expired, and no session handle to renew with.',
  source: 'OAuth Session extension; OAuth Problem Reporting extension'
}
