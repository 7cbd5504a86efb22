import { jiraForbidden } from './jira-forbidden.ts'
import { projectNotVisible } from './project-not-visible.ts'
import { jqlRefused } from './jql-refused.ts'
import { searchLimit } from './search-limit.ts'
import { rateLimited } from './rate-limited.ts'
import { xsrfRefused } from './xsrf-refused.ts'
import { replyNotUnderstood } from './reply-not-understood.ts'
import { jiraError } from './jira-error.ts'
import { issuesDisappeared } from './issues-disappeared.ts'
import { searchRemoved } from './search-removed.ts'
import { indexRebuilding } from './index-rebuilding.ts'
import { projectArchived } from './project-archived.ts'
import { noBrowseProjects } from './no-browse-projects.ts'
import { issuesHidden } from './issues-hidden.ts'

export const jiraFailures = {
  'jira-forbidden': jiraForbidden,
  'project-not-visible': projectNotVisible,
  'jql-refused': jqlRefused,
  'search-limit': searchLimit,
  'rate-limited': rateLimited,
  'xsrf-refused': xsrfRefused,
  'reply-not-understood': replyNotUnderstood,
  'jira-error': jiraError,
  'issues-disappeared': issuesDisappeared,
  'search-removed': searchRemoved,
  'index-rebuilding': indexRebuilding,
  'project-archived': projectArchived,
  'no-browse-projects': noBrowseProjects,
  'issues-hidden': issuesHidden
}
