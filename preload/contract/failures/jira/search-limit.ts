import type { FailureWords } from '../words.ts'

export const searchLimit: FailureWords = {
  title: 'Jira lists no more than {limit} results of one search',
  cause:
    '{host} refused the search: it reaches past the limit that its search platform has. Thousands of issues were created in one minute there, and one search has to list them all.',
  remedy: 'Ask a Jira administrator whether the limit (max_result_window) can be raised. What is here stays as it is.',
  retry: 'after-remedy',
  evidence: '500 with “Search limit exceeded … exceeded the search platform limit of 10,000”.',
  source: 'Atlassian: Handling JQL and REST API searching exceeding max_result_window in Jira'
}
