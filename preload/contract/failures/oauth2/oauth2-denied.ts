import type { FailureWords } from '../words.ts'

export const oauth2Denied: FailureWords = {
  title: 'Access was not allowed',
  cause: 'On the page of {host} access was declined.',
  remedy: 'Start again and allow access if AtTrack should read this Jira.',
  retry: 'now',
  evidence: 'error=access_denied in the way back to AtTrack.',
  source: 'RFC 6749 §4.1.2.1'
}
