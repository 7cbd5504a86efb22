import type { FailureWords } from '../words.ts'

export const oauthCallbackRefused: FailureWords = {
  title: 'Jira refused the return address',
  cause: '{host} does not accept {callback} as a callback ({advice}).',
  remedy: 'Start again and choose to paste the verification code by hand.',
  retry: 'after-remedy',
  evidence: '400 oauth_problem=parameter_rejected with oauth_parameters_rejected=oauth_callback.',
  source: 'OAuth Problem Reporting extension; Atlassian’s OAuth 1.0 provider'
}
