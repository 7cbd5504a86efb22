import type { FailureWords } from '../words.ts'

export const jiraElsewhere: FailureWords = {
  title: 'Jira is at {found}',
  cause: 'At {address} there is no Jira, but at {found} there is.',
  remedy: 'Use {found}: choose “Sign in again” and enter that address.',
  retry: 'after-remedy',
  evidence: 'serverInfo answered below another path of the same host.',
  source: 'GET /rest/api/2/serverInfo'
}
