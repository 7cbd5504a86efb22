import type { FailureWords } from '../words.ts'

export const noBrowseProjects: FailureWords = {
  title: '{user} may not see any project',
  cause: 'Jira gives {user} “Browse Projects” in no project.',
  remedy:
    'Ask a Jira administrator to grant “Browse Projects” in the project’s permission scheme to a group or role of {user}.',
  retry: 'after-remedy',
  evidence: 'mypermissions: BROWSE_PROJECTS.havePermission is false.',
  source: 'GET /rest/api/2/mypermissions'
}
