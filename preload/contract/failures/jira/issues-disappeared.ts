import type { FailureWords } from '../words.ts'

export const issuesDisappeared: FailureWords = {
  title: '{count} tasks would disappear at once',
  cause:
    'Jira no longer lists {count} of {total} issues of {project}. That many at once is more often a lost permission than a deletion.',
  remedy: 'Check in Jira whether they are really gone. AtTrack keeps them and checks again with the next sync.',
  retry: 'later',
  evidence: 'our rule: nothing is archived in bulk without proof',
  source: 'our rule: nothing is archived in bulk without proof'
}
