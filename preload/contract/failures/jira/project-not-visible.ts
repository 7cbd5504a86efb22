import type { FailureWords } from '../words.ts'

export const projectNotVisible: FailureWords = {
  title: 'The Jira project {project} cannot be seen any more',
  cause: 'It was deleted or archived, or {user} has lost “Browse Projects” there.',
  remedy: 'Ask a Jira administrator for “Browse Projects” in {project}. Tasks already here stay as they are.',
  retry: 'after-remedy',
  evidence: '400 with “The value ‘…’ does not exist for the field ‘project’.”; 404 of GET /project/{key}.',
  source: 'Jira’s JQL messages; Jira REST API: Get project'
}
