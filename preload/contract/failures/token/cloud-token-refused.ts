import type { FailureWords } from '../words.ts'

export const cloudTokenRefused: FailureWords = {
  title: 'Atlassian does not accept this API token',
  cause: '{host} refused it for {email}: wrong, expired, revoked, or made by another account.',
  remedy: 'Check the e-mail address, or make a new API token at “Atlassian account” and paste it here.',
  retry: 'after-remedy',
  evidence: '401 of GET /rest/api/3/myself, or 200 with X-Seraph-LoginReason: AUTHENTICATED_FAILED.',
  source: 'Atlassian: Manage API tokens; MrRefactoring/jira.js 418'
}
