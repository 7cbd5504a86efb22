import type { FailureWords } from '../words.ts'

export const searchRemoved: FailureWords = {
  title: 'This Jira has no search at the usual place any more',
  cause: '{host} answered 410: the search interface was removed.',
  remedy: 'Update AtTrack; if it is up to date, report it with Jira’s version.',
  retry: 'never',
  evidence: '410 of /rest/api/…/search, with “The requested API has been removed”.',
  source: 'Atlassian: CHANGE-2046'
}
