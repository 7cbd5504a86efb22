import type { FailureWords } from '../words.ts'

export const oauthRefused: FailureWords = {
  title: 'Jira refused the OAuth request',
  cause: '{host} answered “{problem}”{advice}.',
  remedy: 'Ask a Jira administrator to check the application link for the consumer key “{consumerKey}”.',
  retry: 'after-remedy',
  evidence: 'Any other oauth_problem, in WWW-Authenticate or in the body, with oauth_problem_advice.',
  source: 'OAuth Problem Reporting extension'
}
