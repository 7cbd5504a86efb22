import type { FailureWords } from '../words.ts'

export const isCloud: FailureWords = {
  title: 'This is Jira Cloud',
  cause: '{host} is a Jira Cloud site; the Server version is for a Jira your company runs itself.',
  remedy: 'Go back and choose “Log in to Jira” under Cloud version.',
  retry: 'never',
  evidence: 'The host ends in .atlassian.net or .jira.com, or serverInfo.deploymentType is “Cloud”.',
  source: 'Jira Cloud REST API v3: Server info'
}
