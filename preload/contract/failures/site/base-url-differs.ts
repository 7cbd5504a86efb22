import type { FailureWords } from '../words.ts'

export const baseUrlDiffers: FailureWords = {
  title: 'Jira calls itself {baseUrl}',
  cause: 'AtTrack reaches it as {address}. OAuth 1.0 signatures and links in Jira’s mails use Jira’s own base URL.',
  remedy:
    'Enter Jira’s own base URL if it can be reached from here; otherwise a Jira administrator corrects it under System → General configuration.',
  retry: 'after-remedy',
  evidence: 'serverInfo.baseUrl, compared with the address that answered: scheme, host, port and path.',
  source: 'Jira REST API: Server info; Atlassian: Configuring the base URL'
}
