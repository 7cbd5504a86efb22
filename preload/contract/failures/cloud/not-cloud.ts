import type { FailureWords } from '../words.ts'

export const notCloud: FailureWords = {
  title: 'This Jira is run by your company',
  cause: '{host} is Jira {version}, not Jira Cloud.',
  remedy: 'Go back and choose “Log in to Jira” under Server version.',
  retry: 'never',
  evidence: 'deploymentType in GET /rest/api/3/serverInfo is not “Cloud”.',
  source: 'Jira REST API: Server info'
}
