import type { FailureWords } from '../words.ts'

export const oauth2NotOffered: FailureWords = {
  title: 'OAuth 2.0 does not answer at this address',
  cause: '{address} answered {status}.',
  remedy:
    'OAuth 2.0 needs Jira 8.22 or newer. If this one is, have the gateway before Jira let /rest/oauth2 through; otherwise choose another way to sign in.',
  retry: 'after-remedy',
  evidence: '404 of GET /rest/oauth2/latest/authorize or POST /rest/oauth2/latest/token.',
  source: 'Atlassian: Jira OAuth 2.0 provider API (8.22 and newer)'
}
