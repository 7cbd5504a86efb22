import type { FailureWords } from '../words.ts'

export const notCloud: FailureWords = {
  title: 'This Jira is run by your company',
  cause: '{host} is Jira {version}, not Jira Cloud.',
  remedy: 'Go back and choose “Log in to Jira” under Server version.',
  retry: 'never',
  evidence: 'serverInfo.deploymentType',
  source: 'serverInfo.deploymentType'
}
