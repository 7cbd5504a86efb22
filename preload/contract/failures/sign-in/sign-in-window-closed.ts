import type { FailureWords } from '../words.ts'

export const signInWindowClosed: FailureWords = {
  title: 'The sign-in window was closed',
  cause: 'It was closed before Jira had confirmed.',
  remedy: 'Choose “Log in to Jira” to start again.',
  retry: 'now',
  evidence: 'the user',
  source: 'the user'
}
