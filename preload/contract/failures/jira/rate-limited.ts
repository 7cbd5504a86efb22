import type { FailureWords } from '../words.ts'

export const rateLimited: FailureWords = {
  title: 'Jira asks us to slow down',
  cause: '{host} limits how much may be asked of it; the next try may be in {seconds} s.',
  remedy: 'Nothing to do: AtTrack waits and goes on by itself.',
  retry: 'later',
  evidence: 'Status 429; Retry-After, else X-RateLimit-Remaining and -Interval-Seconds, say for how long.',
  source: 'Atlassian: Adjusting your code for rate limiting; Rate limiting in Jira Cloud'
}
