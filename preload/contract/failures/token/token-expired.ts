import type { FailureWords } from '../words.ts'

export const tokenExpired: FailureWords = {
  title: 'The token has expired',
  cause: 'It was good until {date}; {host} does not accept it any more.',
  remedy: 'Make a new token and paste it here. Your links and tasks stay as they are.',
  retry: 'after-remedy',
  evidence: 'the expiry date entered or told by Jira',
  source: 'the expiry date entered or told by Jira'
}
