import type { FailureWords } from '../words.ts'

export const jiraError: FailureWords = {
  title: 'Jira reports an error of its own',
  cause: '{host} answered {status} for {what}{detail}.',
  remedy: 'Try again later; if it comes back, ask a Jira administrator to look into Jira’s log.',
  retry: 'later',
  evidence:
    'Status 500, 501 or 505 and above, or a status from 400 that means nothing else, with the first of Jira’s errorMessages.',
  source: 'RFC 9110 §15.6; Jira’s error collection'
}
