import type { FailureWords } from '../words.ts'

export const replyTooLarge: FailureWords = {
  title: '{host} sent more than AtTrack accepts',
  cause: 'The reply was longer than {limit} bytes.',
  remedy: 'Check that the address leads to Jira itself. If it does, report it.',
  retry: 'never',
  evidence: 'Content-Length, or the bytes received after decompression, exceed AtTrack’s limit; reading stops there.',
  source: 'AtTrack’s own limits on replies'
}
