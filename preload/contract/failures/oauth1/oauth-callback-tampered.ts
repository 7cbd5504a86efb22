import type { FailureWords } from '../words.ts'

export const oauthCallbackTampered: FailureWords = {
  title: 'The answer did not come from this sign-in',
  cause: 'The confirmation named another request than the one AtTrack made, so it was discarded.',
  remedy: 'Start again. If it comes back, another program on this computer interferes.',
  retry: 'now',
  evidence: 'The oauth_token that comes back is not the request token of this sign-in, or there is no oauth_verifier.',
  source: 'RFC 5849 §2.2'
}
