import type { FailureWords } from '../words.ts'

export const projectArchived: FailureWords = {
  title: '{project} is archived in Jira',
  cause: 'Issues of an archived project cannot be searched.',
  remedy: 'A Jira administrator restores the project – or remove the link here. Tasks already here stay.',
  retry: 'after-remedy',
  evidence: 'project.archived, or Jira’s words.',
  source: 'GET /rest/api/2/project/{key}'
}
