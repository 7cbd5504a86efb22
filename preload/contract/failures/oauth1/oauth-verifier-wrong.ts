import type { FailureWords } from '../words.ts'

export const oauthVerifierWrong: FailureWords = {
  title: 'The code was not accepted',
  cause: 'Jira does not know this verification code for this sign-in.',
  remedy: 'Start again and paste the code exactly as Jira’s page shows it.',
  retry: 'now',
  evidence: 'oauth_problem=token_rejected at the access-token step',
  source: 'oauth_problem=token_rejected at the access-token step'
}
