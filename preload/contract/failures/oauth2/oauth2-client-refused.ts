import type { FailureWords } from '../words.ts'

export const oauth2ClientRefused: FailureWords = {
  title: 'The client ID or the client secret was not accepted',
  cause: '{host} does not know this client, or its secret is another one ({problem}).',
  remedy: 'Copy both once more from where the client was made (Jira’s incoming link, or Atlassian’s console).',
  retry: 'after-remedy',
  evidence:
    'error=invalid_client, unauthorized_client or access_denied at the token endpoint; an authorisation page that does not know the client.',
  source: 'RFC 6749 §5.2'
}
