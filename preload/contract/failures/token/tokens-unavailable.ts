import type { FailureWords } from '../words.ts'

export const tokensUnavailable: FailureWords = {
  title: 'Personal access tokens cannot be used at {host}',
  cause: '{reason}',
  remedy: 'Sign in another way, or ask a Jira administrator to allow personal access tokens.',
  retry: 'after-remedy',
  evidence: 'Jira’s version is below 8.14, or POST /rest/pat/latest/tokens answers 404.',
  source: 'Atlassian: Using personal access tokens (8.14 and newer)'
}
