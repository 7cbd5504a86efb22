import type { FailureWords } from '../words.ts'

export const oauth2NeedsHttps: FailureWords = {
  title: 'OAuth 2.0 needs https at this Jira',
  cause: '{host} calls itself {baseUrl}; Jira refuses OAuth 2.0 unless its base URL starts with https.',
  remedy: 'Choose another way to sign in, or ask a Jira administrator to set an https base URL.',
  retry: 'after-remedy',
  evidence: '400 of the authorisation page with “Please ensure that your server is using HTTPS”.',
  source: 'Atlassian: 400 Bad Request when following the OAuth 2.0 provider API authorization steps'
}
