import type { FailureWords } from '../words.ts'

export const oauth2ClientRefused: FailureWords = {
  title: 'The client ID or the client secret was not accepted',
  cause: '{host} does not know this client, or its secret is another one ({problem}).',
  remedy: 'Copy both once more from where the client was made (Jira’s incoming link, or Atlassian’s console).',
  retry: 'after-remedy',
  evidence: 'RFC 6749 §5.2: invalid_client',
  source: 'RFC 6749 §5.2: invalid_client'
}
