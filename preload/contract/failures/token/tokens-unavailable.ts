import type { FailureWords } from '../words.ts'

export const tokensUnavailable: FailureWords = {
  title: 'Personal access tokens cannot be used at {host}',
  cause: '{reason}',
  remedy: 'Sign in another way, or ask a Jira administrator to allow personal access tokens.',
  retry: 'after-remedy',
  evidence: 'GET /rest/pat/latest/tokens: 404',
  source: 'GET /rest/pat/latest/tokens: 404'
}
