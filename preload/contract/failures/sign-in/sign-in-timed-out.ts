import type { FailureWords } from '../words.ts'

export const signInTimedOut: FailureWords = {
  title: 'The sign-in took too long',
  cause: 'Jira’s confirmation did not arrive within {minutes} minutes.',
  remedy: 'Choose “Log in to Jira” to start again.',
  retry: 'now',
  evidence: 'request tokens live 10 minutes',
  source: 'request tokens live 10 minutes'
}
