import type { FailureWords } from '../words.ts'

export const signInTimedOut: FailureWords = {
  title: 'The sign-in took too long',
  cause: 'Jira’s confirmation did not arrive within {minutes} minutes.',
  remedy: 'Choose “Log in to Jira” to start again.',
  retry: 'now',
  evidence: 'No confirmation reached AtTrack’s own address within the life of a request token, 10 minutes.',
  source: 'Atlassian’s OAuth 1.0 provider: request tokens live 10 minutes'
}
