import type { FailureWords } from '../words.ts'

export const replyTooLarge: FailureWords = {
  title: '{host} sent more than AtTrack accepts',
  cause: 'The reply was longer than {limit} bytes.',
  remedy: 'Check that the address leads to Jira itself. If it does, report it.',
  retry: 'never',
  evidence: 'our own size limit',
  source: 'our own size limit'
}
