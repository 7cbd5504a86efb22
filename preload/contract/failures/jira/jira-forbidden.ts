import type { FailureWords } from '../words.ts'

export const jiraForbidden: FailureWords = {
  title: 'Jira does not allow this for {user}',
  cause: '{host} answered 403 for {what}.',
  remedy: 'Ask a Jira administrator to grant the permission. The sign-in itself is fine.',
  retry: 'after-remedy',
  evidence: 'RFC 9110 §15.5.4',
  source: 'RFC 9110 §15.5.4'
}
