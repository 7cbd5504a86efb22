import type { FailureWords } from '../words.ts'

export const cloudPasswordRefused: FailureWords = {
  title: 'Jira Cloud does not accept passwords here',
  cause: '{host} answered that signing in with a password is not supported.',
  remedy: 'Make an API token at “Atlassian account” and paste that instead of your password.',
  retry: 'after-remedy',
  evidence: '401 with “Basic authentication with passwords is deprecated” or “… not supported”.',
  source: 'Atlassian: Deprecation notice, Basic authentication with passwords'
}
