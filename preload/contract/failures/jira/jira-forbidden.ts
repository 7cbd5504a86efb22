import type { FailureWords } from '../words.ts'

export const jiraForbidden: FailureWords = {
  title: 'Jira does not allow this for {user}',
  cause: '{host} answered 403 for {what}.',
  remedy: 'Ask a Jira administrator to grant the permission. The sign-in itself is fine.',
  retry: 'after-remedy',
  evidence: '401 or 403 for one thing, while X-AUSERNAME names the user: the sign-in is good, the permission is not.',
  source: 'RFC 9110 §15.5.4; Jira REST API'
}
