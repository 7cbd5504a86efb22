import type { FailureWords } from '../words.ts'

export const noBrowseProjects: FailureWords = {
  title: '{user} may not see any project',
  cause: 'Jira gives {user} “Browse Projects” in no project.',
  remedy:
    'Ask a Jira administrator to grant “Browse Projects” in the project’s permission scheme to a group or role of {user}.',
  retry: 'after-remedy',
  evidence:
    'GET /rest/api/2/mypermissions: BROWSE_PROJECTS.havePermission is false without a project; the list of projects is empty.',
  source: 'Jira REST API: Get my permissions'
}
