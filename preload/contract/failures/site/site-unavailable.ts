import type { FailureWords } from '../words.ts'

export const siteUnavailable: FailureWords = {
  title: 'Jira is not ready',
  cause: '{host} answered {status}: starting, being maintained, or overloaded.',
  remedy: 'Wait a little and try again.',
  retry: 'later',
  evidence: 'Status 502, 503 or 504, with the title of the page that came along.',
  source: 'RFC 9110 §15.6.3–15.6.5'
}
