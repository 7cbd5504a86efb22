import type { FailureWords } from '../words.ts'

export const issuesHidden: FailureWords = {
  title: '{user} sees no issue in {project}',
  cause:
    'The project can be seen, but the search finds nothing in it. Unless it is empty, an issue security level or a permission for reporters only hides its issues.',
  remedy:
    'Ask a Jira administrator to add {user} to the issue security level, or to grant “Browse Projects” by group or role.',
  retry: 'after-remedy',
  evidence: 'Search answers 200 with total 0 in a project that GET /project shows.',
  source: 'Atlassian: Configuring issue-level security'
}
