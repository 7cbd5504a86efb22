import type { FailureWords } from '../words.ts'

export const cloudSiteNotFound: FailureWords = {
  title: 'There is no Jira Cloud site “{site}”',
  cause: 'What answered at {address}: {answer}.',
  remedy: 'Open Jira in your browser and copy the address: it looks like https://acme.atlassian.net.',
  retry: 'after-remedy',
  evidence: 'GET /rest/api/3/serverInfo answers 404, or with something that is no description of a Jira Cloud.',
  source: 'Jira Cloud REST API v3: Server info'
}
