import type { FailureWords } from '../words.ts'

export const passwordWrong: FailureWords = {
  title: 'Jira did not accept this login and password',
  cause: '{host} refused them (401).',
  remedy:
    'Use the username, not the e-mail address, and try once more with care: after a few wrong tries Jira asks for a CAPTCHA.',
  retry: 'after-remedy',
  evidence: '401 with X-Seraph-LoginReason: AUTHENTICATED_FAILED, or a 401 that is not anonymous.',
  source: 'Atlassian Seraph, LoginReason; Jira: Basic authentication'
}
