import type { FailureWords } from '../words.ts'

export const oauthCallbackRefused: FailureWords = {
  title: 'Jira refused the return address',
  cause: '{host} does not accept {callback} as a callback ({advice}).',
  remedy: 'Start again and choose to paste the verification code by hand.',
  retry: 'after-remedy',
  evidence: 'oauth_problem=parameter_rejected',
  source: 'oauth_problem=parameter_rejected'
}
