import type { FailureWords } from '../words.ts'

export const oauthConsumerUnknown: FailureWords = {
  title: 'Jira has no application link for AtTrack yet',
  cause: '{host} does not know the consumer key “{consumerKey}”.',
  remedy:
    'Send the setup sheet to a Jira administrator, who makes the application link with exactly this consumer key, to the letter.',
  retry: 'after-remedy',
  evidence: '401 oauth_problem=consumer_key_unknown or consumer_key_rejected.',
  source: 'OAuth Problem Reporting extension'
}
