import type { FailureWords } from '../words.ts'

export const oauthDenied: FailureWords = {
  title: 'Access was not allowed',
  cause: 'On Jira’s page “Deny” was chosen.',
  remedy: 'Start again and choose “Allow” if AtTrack should read this Jira.',
  retry: 'now',
  evidence: 'oauth_verifier=denied; oauth_problem=permission_denied',
  source: 'oauth_verifier=denied; oauth_problem=permission_denied'
}
