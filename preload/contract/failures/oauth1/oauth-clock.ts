import type { FailureWords } from '../words.ts'

export const oauthClock: FailureWords = {
  title: 'The clocks of this computer and Jira differ too much',
  cause: '{host} refused the time stamp; the clocks differ by {skew}.',
  remedy: 'Set this computer’s clock (or Jira’s) right; more than 5 minutes’ difference is refused.',
  retry: 'after-remedy',
  evidence:
    '400 oauth_problem=timestamp_refused; the middle of oauth_acceptable_timestamps, else the Date header, tells Jira’s time.',
  source: 'RFC 5849 §3.3; OAuth Problem Reporting extension'
}
