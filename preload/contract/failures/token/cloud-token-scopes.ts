import type { FailureWords } from '../words.ts'

export const cloudTokenScopes: FailureWords = {
  title: 'The API token has too few scopes',
  cause: '{host} answered that the token’s scopes do not cover the request.',
  remedy:
    'Make an API token with the scopes read:jira-work and read:jira-user, or one without scopes, and paste it here.',
  retry: 'after-remedy',
  evidence: '401 “Unauthorized; scope does not match” to an API token.',
  source: 'Atlassian: Manage API tokens, tokens with scopes'
}
