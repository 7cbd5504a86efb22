import type { FailureWords } from '../words.ts'

export const oauthDenied: FailureWords = {
  title: 'Access was not allowed',
  cause: 'On Jira’s page “Deny” was chosen.',
  remedy: 'Start again and choose “Allow” if AtTrack should read this Jira.',
  retry: 'now',
  evidence:
    'oauth_verifier=denied in the way back; oauth_problem=permission_denied or user_refused when the token is exchanged.',
  source: 'Atlassian’s OAuth 1.0 provider; OAuth Problem Reporting extension'
}
