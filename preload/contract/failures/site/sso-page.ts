import type { FailureWords } from '../words.ts'

export const ssoPage: FailureWords = {
  title: 'A sign-in page answers instead of Jira',
  cause: 'A single sign-on gateway stands before Jira and answered with a page ({answer}).',
  remedy:
    'Ask whoever runs it to let /rest and /plugins/servlet/oauth through to Jira; a personal access token or OAuth then works.',
  retry: 'after-remedy',
  evidence: 'failures seen in public trackers: 200 text/html in place of JSON',
  source: 'failures seen in public trackers: 200 text/html in place of JSON'
}
