import type { FailureWords } from '../words.ts'

export const oauthVerifierWrong: FailureWords = {
  title: 'The code was not accepted',
  cause: 'Jira does not know this verification code for this sign-in.',
  remedy: 'Start again and paste the code exactly as Jira’s page shows it.',
  retry: 'now',
  evidence: '401 oauth_problem=token_rejected when the request token is exchanged with the verifier.',
  source: 'RFC 5849 §2.3; OAuth Problem Reporting extension'
}
