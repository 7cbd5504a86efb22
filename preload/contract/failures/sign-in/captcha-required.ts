import type { FailureWords } from '../words.ts'

export const captchaRequired: FailureWords = {
  title: 'Jira wants a CAPTCHA first',
  cause:
    'After several wrong passwords {host} refuses every password, right or wrong, until someone signs in on its web page.',
  remedy: 'Open Jira in your browser, sign in there once (it shows the CAPTCHA), then come back and try once.',
  retry: 'after-remedy',
  evidence:
    'X-Authentication-Denied-Reason: CAPTCHA_CHALLENGE, or X-Seraph-LoginReason: AUTHENTICATION_DENIED (usually with 403).',
  source: 'Atlassian: Jira REST API, CAPTCHA'
}
