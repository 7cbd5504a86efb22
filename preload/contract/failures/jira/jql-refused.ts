import type { FailureWords } from '../words.ts'

export const jqlRefused: FailureWords = {
  title: 'Jira did not accept the search',
  cause: '{detail}',
  remedy: 'Report this: AtTrack asked something this Jira does not understand.',
  retry: 'never',
  evidence: 'POST /rest/api/2/search, 400',
  source: 'POST /rest/api/2/search, 400'
}
