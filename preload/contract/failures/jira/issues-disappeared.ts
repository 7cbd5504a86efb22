import type { FailureWords } from '../words.ts'

export const issuesDisappeared: FailureWords = {
  title: '{count} tasks would disappear at once',
  cause:
    'Jira no longer lists {count} of {total} issues of {project}. That many at once is more often a lost permission than a deletion.',
  remedy: 'Check in Jira whether they are really gone. AtTrack keeps them and checks again with the next sync.',
  retry: 'later',
  evidence: 'The census: ids Jira no longer lists, counted against the tasks that are here.',
  source: 'AtTrack’s own rule: nothing is archived in bulk without proof'
}
