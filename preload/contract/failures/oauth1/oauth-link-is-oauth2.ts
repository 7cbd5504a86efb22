import type { FailureWords } from '../words.ts'

export const oauthLinkIsOauth2: FailureWords = {
  title: 'The application link is of the wrong type',
  cause:
    'The Client ID {clientId} belongs to an OAuth 2.0 link (“External application”); OAuth 1.0 needs a link of type “Atlassian product”.',
  remedy:
    'A Jira administrator makes the link again as “Atlassian product” – or sign in with OAuth 2.0, using this Client ID and its secret.',
  retry: 'after-remedy',
  evidence: 'oauth_problem=consumer_key_unknown, while GET /rest/oauth2/latest/authorize knows the Client ID.',
  source: 'Atlassian: Configure an incoming link'
}
