import type { FailureWords } from '../words.ts'

export const replyNotUnderstood: FailureWords = {
  title: 'Jira’s reply could not be read',
  cause: '{host} answered {what} with something else than expected: {detail}.',
  remedy: 'Try again. If it comes back, a proxy may be changing replies; report it with this text.',
  retry: 'later',
  evidence:
    'Status 200 and yet no JSON, JSON that ends in the middle or is in an unknown charset, or JSON of another shape.',
  source: 'RFC 8259; the Jira REST API’s descriptions of its replies'
}
