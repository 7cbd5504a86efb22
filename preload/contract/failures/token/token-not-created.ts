import type { FailureWords } from '../words.ts'

export const tokenNotCreated: FailureWords = {
  title: 'Jira did not make a token',
  cause: '{host} answered {status}{reason}.',
  remedy: 'Make the token on Jira’s own page (your profile → Personal Access Tokens) and paste it here.',
  retry: 'after-remedy',
  evidence: 'POST /rest/pat/latest/tokens answers 400, 401 or 403.',
  source: 'Atlassian: Using personal access tokens'
}
