import type { FailureWords } from '../words.ts'

export const replyNotUnderstood: FailureWords = {
  title: 'Jira’s reply could not be read',
  cause: '{host} answered {what} with something else than expected: {detail}.',
  remedy: 'Try again. If it comes back, a proxy may be changing replies; report it with this text.',
  retry: 'later',
  evidence: 'our own schemas',
  source: 'our own schemas'
}
