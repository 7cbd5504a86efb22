import type { FailureWords } from '../words.ts'

export const anotherJira: FailureWords = {
  title: 'This is another Jira',
  cause:
    'The connection belongs to {expected}; what answers at {host} is {found}. Its links would bring the wrong issues.',
  remedy: 'Sign in at {expected} again, or choose “Add Account” for the other Jira.',
  retry: 'never',
  evidence: 'serverInfo.baseUrl, or Cloud’s cloudId, is not the one the connection was made with.',
  source: 'Jira REST API: Server info; /_edge/tenant_info'
}
