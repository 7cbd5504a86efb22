import type { FailureWords } from '../words.ts'

export const cloudAccountMismatch: FailureWords = {
  title: 'This token belongs to {actual}',
  cause: 'The connection to {host} signed in as {expected}; the token is another account’s.',
  remedy:
    'Make the token while signed in at Atlassian as {expected}. To use {actual} instead, add a connection of its own.',
  retry: 'after-remedy',
  evidence: 'GET /rest/api/3/myself: accountId',
  source: 'GET /rest/api/3/myself: accountId'
}
