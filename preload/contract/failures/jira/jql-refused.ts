import type { FailureWords } from '../words.ts'

export const jqlRefused: FailureWords = {
  title: 'Jira did not accept the search',
  cause: '{detail}',
  remedy: 'Report this: AtTrack asked something this Jira does not understand.',
  retry: 'never',
  evidence: '400 of /rest/api/2/search or /rest/api/3/search/jql, with Jira’s words about the query.',
  source: 'Jira REST API: Search for issues using JQL'
}
