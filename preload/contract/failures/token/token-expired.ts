import type { FailureWords } from '../words.ts'

export const tokenExpired: FailureWords = {
  title: 'The token has expired',
  cause: 'It was good until {date}; {host} does not accept it any more.',
  remedy: 'Make a new token and paste it here. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: 'A refusal after the date that was entered, or that Jira told as expiringAt.',
  source: 'Atlassian: Using personal access tokens; Manage API tokens'
}
