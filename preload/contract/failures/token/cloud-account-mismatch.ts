import type { FailureWords } from '../words.ts'

export const cloudAccountMismatch: FailureWords = {
  title: 'This token belongs to {actual}',
  cause: 'The connection to {host} signed in as {expected}; the token is another account’s.',
  remedy:
    'Make the token while signed in at Atlassian as {expected}. To use {actual} instead, add a connection of its own.',
  retry: 'after-remedy',
  evidence: 'accountId in GET /rest/api/3/myself is not the one the connection was made with.',
  source: 'Jira Cloud REST API v3: Get current user'
}
