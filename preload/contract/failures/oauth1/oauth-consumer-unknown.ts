import type { FailureWords } from '../words.ts'

export const oauthConsumerUnknown: FailureWords = {
  title: 'Jira has no application link for AtTrack yet',
  cause: '{host} does not know the consumer key “{consumerKey}”.',
  remedy:
    'A Jira administrator creates the incoming application link first: see “Set up the application link”. The consumer key must match to the letter.',
  retry: 'after-remedy',
  evidence: '401 oauth_problem=consumer_key_unknown or consumer_key_rejected.',
  source: 'OAuth Problem Reporting extension'
}
