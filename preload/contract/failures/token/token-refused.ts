import type { FailureWords } from '../words.ts'

export const tokenRefused: FailureWords = {
  title: 'Jira does not accept this token',
  cause:
    '{host} answered as if nobody was signed in. Jira does the same for a wrong, an expired and a revoked token, and when tokens are switched off.',
  remedy: 'Make a new token on Jira’s page (your profile → Personal Access Tokens) and paste it here.',
  retry: 'after-remedy',
  evidence: 'X-AUSERNAME: anonymous; 401 “Client must be authenticated to access this resource.”',
  source: 'X-AUSERNAME: anonymous; 401 “Client must be authenticated to access this resource.”'
}
