import type { FailureWords } from '../words.ts'

export const oauth2GrantEnded: FailureWords = {
  title: 'The permission given to AtTrack has ended',
  cause: '{host} does not renew it any more: it was revoked, has expired, or was renewed elsewhere ({problem}).',
  remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: 'RFC 6749 §6: invalid_grant; Cloud: 403 unauthorized_client',
  source: 'RFC 6749 §6: invalid_grant; Cloud: 403 unauthorized_client'
}
