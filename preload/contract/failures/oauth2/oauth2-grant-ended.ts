import type { FailureWords } from '../words.ts'

export const oauth2GrantEnded: FailureWords = {
  title: 'The permission given to AtTrack has ended',
  cause: '{host} does not renew it any more: it was revoked, has expired, or was renewed elsewhere ({problem}).',
  remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: '400 error=invalid_grant when renewing; at Atlassian 403 unauthorized_client “refresh_token is invalid”.',
  source: 'RFC 6749 §5.2 and §6; Atlassian: OAuth 2.0 (3LO) apps'
}
