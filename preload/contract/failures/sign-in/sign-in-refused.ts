import type { FailureWords } from '../words.ts'

export const signInRefused: FailureWords = {
  title: 'Jira refused the sign-in',
  cause: '{host} answered {status}{reason}.',
  remedy:
    'Sign in on Jira’s own web page first. If that works, ask a Jira administrator whether your account may use the REST API.',
  retry: 'after-remedy',
  evidence: 'GET /rest/api/2/myself answers 403 without CAPTCHA, or 200 with “active”: false.',
  source: 'Jira REST API: Get current user'
}
