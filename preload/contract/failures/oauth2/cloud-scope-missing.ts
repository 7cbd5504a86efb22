import type { FailureWords } from '../words.ts'

export const cloudScopeMissing: FailureWords = {
  title: 'AtTrack was not given enough access',
  cause: '{host} answered that the token’s scopes do not cover {what}.',
  remedy: 'Sign in again and accept all that is asked for.',
  retry: 'after-remedy',
  evidence: '401 “Unauthorized; scope does not match” from api.atlassian.com.',
  source: 'Atlassian: Scopes for OAuth 2.0 (3LO) apps'
}
