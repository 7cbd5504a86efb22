import type { FailureWords } from '../words.ts'

export const signInWindowClosed: FailureWords = {
  title: 'The sign-in window was closed',
  cause: 'It was closed before Jira had confirmed.',
  remedy: 'Choose “Log in to Jira” to start again.',
  retry: 'now',
  evidence: 'The sign-in window’s “closed” event came before any confirmation.',
  source: 'Electron BrowserWindow'
}
