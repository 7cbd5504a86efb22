import type { FailureWords } from '../words.ts'

export const indexRebuilding: FailureWords = {
  title: 'Jira is rebuilding its search index',
  cause: '{host} cannot search completely until that is done.',
  remedy:
    'Wait until the re-indexing has finished, then sync again. A Jira administrator sees its progress under System → Indexing.',
  retry: 'later',
  evidence:
    '400, 500 or 503 whose errorMessages speak of the index: IndexException, “re-index”, “index … being rebuilt”, “unavailable”.',
  source: 'Atlassian: Re-indexing Jira after major configuration changes'
}
