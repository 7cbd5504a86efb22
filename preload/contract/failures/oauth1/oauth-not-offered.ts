import type { FailureWords } from '../words.ts'

export const oauthNotOffered: FailureWords = {
  title: 'OAuth 1.0 does not answer at this address',
  cause: '{address} answered {status}.',
  remedy:
    'Check the address (context path). If a gateway stands before Jira, have it let /plugins/servlet/oauth through.',
  retry: 'after-remedy',
  evidence: 'POST /plugins/servlet/oauth/request-token answers 404 or with a page, without any oauth_problem.',
  source: 'Atlassian: OAuth for REST APIs (Server and Data Center)'
}
