import type { FailureWords } from '../words.ts'

export const siteUnavailable: FailureWords = {
  title: 'Jira is not ready',
  cause: '{host} answered {status}: starting, being maintained, or overloaded.',
  remedy: 'Wait a little and try again.',
  retry: 'later',
  evidence: 'RFC 9110 §15.6.4',
  source: 'RFC 9110 §15.6.4'
}
