import type { FailureWords } from '../words.ts'

export const indexRebuilding: FailureWords = {
  title: 'Jira is rebuilding its search index',
  cause: '{host} cannot search completely until that is done.',
  remedy:
    'Wait until the re-indexing has finished, then sync again. A Jira administrator sees its progress under System → Indexing.',
  retry: 'later',
  evidence: 'Jira’s words about the index, with status 503 or in a warning.',
  source: 'Jira: Re-indexing'
}
