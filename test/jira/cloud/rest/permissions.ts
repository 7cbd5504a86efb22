/** /mypermissions, which on Cloud wants to be told which, and /permissions/project. */
import { jiraErrors, json, type Reply } from '../../exchange.ts'
import type { Project } from '../../issues/types.ts'
import type { User } from '../../users.ts'
import { jsonBody } from '../exchange.ts'
import { invalidPayload, mayBrowse, type RestCall } from './call.ts'

interface Permission {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly type: 'GLOBAL' | 'PROJECT'
  readonly description: string
}

const known: readonly Permission[] = [
  {
    id: '0',
    key: 'ADMINISTER',
    name: 'Administer Jira',
    type: 'GLOBAL',
    description: 'Create and administer projects, issue types, fields, workflows, and schemes for all projects.'
  },
  {
    id: '10',
    key: 'BROWSE_PROJECTS',
    name: 'Browse Projects',
    type: 'PROJECT',
    description: 'Ability to browse projects and the issues within them.'
  },
  { id: '11', key: 'CREATE_ISSUES', name: 'Create Issues', type: 'PROJECT', description: 'Ability to create issues.' },
  { id: '12', key: 'EDIT_ISSUES', name: 'Edit Issues', type: 'PROJECT', description: 'Ability to edit issues.' },
  {
    id: '23',
    key: 'ADMINISTER_PROJECTS',
    name: 'Administer Projects',
    type: 'PROJECT',
    description: 'Ability to administer a project in Jira.'
  }
]

function holds(permission: Permission, user: User | undefined, browses: boolean): boolean {
  return permission.key.startsWith('ADMINISTER') ? user?.admin === true : browses
}

/** Without a project a project permission is true if it is held in any. */
export function myPermissions(call: RestCall): Reply {
  const { exchange, site } = call
  const { query, user } = exchange
  const asked = (query.get('permissions') ?? '').split(',').filter((key) => key !== '')
  if (asked.length === 0) return jiraErrors(400, ["The 'permissions' query parameter is required."])
  const wanted = asked.map((key) => known.find((one) => one.key === key))
  const unknown = asked.filter((_key, at) => wanted[at] === undefined)
  if (unknown.length > 0) return jiraErrors(400, [`Unrecognized permission keys: ${unknown.join(', ')}`])
  const context = contextOf(call)
  if (context !== undefined && 'status' in context) return context
  const browses = (context === undefined ? site.issues.projects() : [context]).some((one) => mayBrowse(call, one))
  exchange.points += 2
  const entries = wanted
    .filter((one) => one !== undefined)
    .map((one) => [one.key, { ...one, havePermission: holds(one, user, browses) }])
  return json(200, { permissions: Object.fromEntries(entries) })
}

function contextOf(call: RestCall): Project | Reply | undefined {
  const { query } = call.exchange
  const { issues } = call.site
  const named = query.get('projectKey') ?? query.get('projectId')
  if (named !== null) {
    const project = issues.findProject(named)
    if (project !== undefined && mayBrowse(call, project)) return project
    return jiraErrors(404, [`No project could be found with ${query.has('projectKey') ? 'key' : 'id'} '${named}'.`])
  }
  const issueName = query.get('issueKey') ?? query.get('issueId')
  if (issueName === null) return undefined
  const issue = issues.findIssue(issueName)
  if (issue !== undefined && mayBrowse(call, issue.project)) return issue.project
  return jiraErrors(404, ['Issue does not exist or you do not have permission to see it.'])
}

/** The projects in which the caller holds all of the permissions named. */
export function permittedProjects(call: RestCall): Reply {
  const body = jsonBody(call.exchange)
  const asked = body?.['permissions']
  if (!Array.isArray(asked) || asked.length === 0) return invalidPayload()
  const wanted = asked.map((key) => known.find((one) => one.key === key && one.type === 'PROJECT'))
  if (wanted.includes(undefined)) return jiraErrors(400, ['A project permission was not found.'])
  const { user } = call.exchange
  const projects = call.site.issues
    .projects()
    .filter((project) => wanted.every((one) => one !== undefined && holds(one, user, mayBrowse(call, project))))
  call.exchange.points += projects.length
  return json(200, { projects: projects.map((project) => ({ id: Number(project.id), key: project.key })) })
}
