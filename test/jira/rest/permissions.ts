/** /mypermissions and /permissions. */
import { anonymousRefusal } from '../auth/refusals.ts'
import { jiraErrors, json, type Exchange, type Reply } from '../exchange.ts'
import type { Project } from '../issues/types.ts'
import { allows } from '../oauth2/scopes.ts'
import type { World } from '../world.ts'

type Kind = 'GLOBAL' | 'PROJECT'
type Holder = 'browse' | 'admin' | 'user'

/** Number, key, kind, name, description, who holds it here. */
const permissions: readonly (readonly [string, string, Kind, string, string, Holder])[] = [
  ['0', 'ADMINISTER', 'GLOBAL', 'Jira Administrators', 'Ability to perform most administration functions.', 'admin'],
  [
    '44',
    'SYSTEM_ADMIN',
    'GLOBAL',
    'Jira System Administrators',
    'Ability to perform all administration functions.',
    'admin'
  ],
  [
    '22',
    'CREATE_SHARED_OBJECTS',
    'GLOBAL',
    'Create Shared Objects',
    'Ability to share dashboards and filters with other users.',
    'user'
  ],
  [
    '24',
    'MANAGE_GROUP_FILTER_SUBSCRIPTIONS',
    'GLOBAL',
    'Manage Group Filter Subscriptions',
    'Ability to manage group filter subscriptions.',
    'admin'
  ],
  ['33', 'BULK_CHANGE', 'GLOBAL', 'Bulk Change', 'Ability to modify a collection of issues at once.', 'user'],
  ['27', 'USER_PICKER', 'GLOBAL', 'Browse Users', 'Ability to select a user or group from a popup window.', 'user'],
  [
    '10',
    'BROWSE_PROJECTS',
    'PROJECT',
    'Browse Projects',
    'Ability to browse projects and the issues within them.',
    'browse'
  ],
  ['11', 'CREATE_ISSUES', 'PROJECT', 'Create Issues', 'Ability to create issues.', 'browse'],
  ['12', 'EDIT_ISSUES', 'PROJECT', 'Edit Issues', 'Ability to edit issues.', 'browse'],
  ['13', 'ASSIGN_ISSUES', 'PROJECT', 'Assign Issues', 'Ability to assign issues to other people.', 'browse'],
  ['14', 'RESOLVE_ISSUES', 'PROJECT', 'Resolve Issues', 'Ability to resolve and reopen issues.', 'browse'],
  ['15', 'ADD_COMMENTS', 'PROJECT', 'Add Comments', 'Ability to comment on issues.', 'browse'],
  ['16', 'DELETE_ISSUES', 'PROJECT', 'Delete Issues', 'Ability to delete issues.', 'admin'],
  [
    '17',
    'ASSIGNABLE_USER',
    'PROJECT',
    'Assignable User',
    'Users with this permission may be assigned to issues.',
    'browse'
  ],
  ['18', 'CLOSE_ISSUES', 'PROJECT', 'Close Issues', 'Ability to close issues.', 'browse'],
  ['20', 'WORK_ON_ISSUES', 'PROJECT', 'Work On Issues', 'Ability to log work done against an issue.', 'browse'],
  ['21', 'LINK_ISSUES', 'PROJECT', 'Link Issues', 'Ability to link issues together.', 'browse'],
  ['23', 'ADMINISTER_PROJECTS', 'PROJECT', 'Administer Projects', 'Ability to administer a project in Jira.', 'admin'],
  ['25', 'MOVE_ISSUES', 'PROJECT', 'Move Issues', 'Ability to move issues between projects.', 'admin'],
  [
    '26',
    'SET_ISSUE_SECURITY',
    'PROJECT',
    'Set Issue Security',
    'Ability to set the level of security on an issue.',
    'admin'
  ],
  ['28', 'SCHEDULE_ISSUES', 'PROJECT', 'Schedule Issues', 'Ability to view or edit an issue’s due date.', 'browse'],
  [
    '31',
    'VIEW_VOTERS_AND_WATCHERS',
    'PROJECT',
    'View Voters and Watchers',
    'Ability to view the voters and watchers.',
    'browse'
  ]
]

/** What an OAuth 2.0 token with the scope READ may still do. */
const reading = new Set(['BROWSE_PROJECTS', 'USER_PICKER', 'VIEW_VOTERS_AND_WATCHERS'])

/** Without a context a project permission is true if it is held in any project. */
export function myPermissions(exchange: Exchange, world: World): Reply {
  const { user, query } = exchange
  if (user === undefined && world.version.permissionsNeedLogin) return anonymousRefusal(world)
  const context = contextOf(query, exchange, world)
  if (context !== undefined && 'status' in context) return context
  const places = context === undefined ? world.issues.projects() : [context]
  const browses = places.some((project) => world.issues.mayBrowse(user, project))
  const held: Readonly<Record<Holder, boolean>> = {
    browse: browses,
    admin: user?.admin === true,
    user: user !== undefined
  }
  const mayWrite = allows(exchange.scopes, 'WRITE')
  const entries = permissions.map(([id, key, type, name, description, holder]) => {
    const havePermission = held[holder] && (mayWrite || reading.has(key))
    return [key, { id, key, name, type, description, havePermission }]
  })
  return json(200, { permissions: Object.fromEntries(entries) })
}

function contextOf(query: URLSearchParams, exchange: Exchange, world: World): Project | Reply | undefined {
  const named = query.get('projectKey') ?? query.get('projectId')
  if (named !== null) {
    const project = world.issues.findProject(named)
    if (project !== undefined && world.issues.mayBrowse(exchange.user, project)) return project
    return jiraErrors(404, [`No project could be found with ${query.has('projectKey') ? 'key' : 'id'} '${named}'.`])
  }
  const issueName = query.get('issueKey') ?? query.get('issueId')
  if (issueName === null) return undefined
  const issue = world.issues.findIssue(issueName)
  if (issue !== undefined && world.issues.mayBrowse(exchange.user, issue.project)) return issue.project
  return jiraErrors(404, ['Issue Does Not Exist'])
}

/** All permissions there are: for administrators only. */
export function allPermissions(exchange: Exchange, world: World): Reply {
  if (exchange.user === undefined) return anonymousRefusal(world)
  if (!exchange.user.admin) return jiraErrors(403, ['You do not have permission to perform this operation.'])
  const entries = permissions.map(([, key, type, name, description]) => [key, { key, name, type, description }])
  return json(200, { permissions: Object.fromEntries(entries) })
}
