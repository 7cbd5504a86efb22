import type { FailureWords } from '../words.ts'

export const oauthConsumerUnknown: FailureWords = {
  title: 'Jira has no application link for AtTrack yet',
  cause: '{host} does not know the consumer key “{consumerKey}”.',
  remedy:
    'A Jira administrator creates the incoming application link first: see “Set up the application link”. The consumer key must match to the letter.',
  retry: 'after-remedy',
  evidence: 'oauth_problem=consumer_key_unknown',
  source: 'oauth_problem=consumer_key_unknown'
}
