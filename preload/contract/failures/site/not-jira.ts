import type { FailureWords } from '../words.ts'

export const notJira: FailureWords = {
  title: 'There is no Jira at {address}',
  cause: 'What answered there: {answer}.',
  remedy:
    'Open Jira in your browser and paste the address of a page you see there, including anything after the host name.',
  retry: 'after-remedy',
  evidence: 'GET …/rest/api/2/serverInfo answers with no description of a Jira at any path that was tried.',
  source: 'Jira REST API: Server info'
}
