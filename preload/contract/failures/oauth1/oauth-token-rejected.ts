import type { FailureWords } from '../words.ts'

export const oauthTokenRejected: FailureWords = {
  title: 'The permission given to AtTrack is no longer valid',
  cause: '{host} rejected the token: revoked, unknown, or made for another application link.',
  remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: '401 oauth_problem=token_rejected, token_revoked or token_used; permission_denied on a REST request.',
  source: 'OAuth Problem Reporting extension'
}
