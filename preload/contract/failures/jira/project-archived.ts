import type { FailureWords } from '../words.ts'

export const projectArchived: FailureWords = {
  title: '{project} is archived in Jira',
  cause: 'Issues of an archived project cannot be searched.',
  remedy: 'A Jira administrator restores the project – or remove the link here. Tasks already here stay.',
  retry: 'after-remedy',
  evidence: '“archived”: true in GET /rest/api/2/project/{key}, or a refusal that says the project is archived.',
  source: 'Atlassian: Archiving a project; GET /rest/api/2/project/{key}'
}
