import type { FailureWords } from '../words.ts'

export const tokenRefused: FailureWords = {
  title: 'Jira does not accept this token',
  cause:
    '{host} answered as if nobody was signed in. Jira does the same for a wrong, an expired and a revoked token, and when tokens are switched off.',
  remedy: 'Make a new token on Jira’s page (your profile → Personal Access Tokens) and paste it here.',
  retry: 'after-remedy',
  evidence: '401 “Client must be authenticated to access this resource.”, or 200 with X-AUSERNAME: anonymous.',
  source: 'Atlassian: Using personal access tokens; field notes on Data Center 9.4'
}
