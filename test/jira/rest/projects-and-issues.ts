/** /project, /project/{keyOrId}, /issue/{idOrKey}. */
import { jiraErrors, json, jsonText, type Exchange, type Reply } from '../exchange.ts'
import type { World } from '../world.ts'
import { issueText, selectFields } from './fields.ts'
import { linkerFor } from './linker.ts'

/** Unpaged: every project the caller may browse, by name. */
export function projectList(exchange: Exchange, world: World): Reply {
  const linker = linkerFor(world)
  const withArchived = exchange.query.get('includeArchived') === 'true'
  const visible = world.issues
    .projects()
    .filter((project) => world.issues.mayBrowse(exchange.user, project))
    .filter((project) => withArchived || !world.issues.isArchived(project))
    .sort((a, b) => (a.name.trim().toLowerCase() < b.name.trim().toLowerCase() ? -1 : 1))
  return json(
    200,
    visible.map((project) => ({
      expand: 'description,lead,url,projectKeys',
      ...linker.project(project),
      archived: world.issues.isArchived(project)
    }))
  )
}

export function oneProject(exchange: Exchange, world: World, keyOrId: string): Reply {
  const project = world.issues.findProject(keyOrId)
  if (project === undefined || !world.issues.mayBrowse(exchange.user, project)) {
    return jiraErrors(404, [`No project could be found with ${/^\d+$/.test(keyOrId) ? 'id' : 'key'} '${keyOrId}'.`])
  }
  const linker = linkerFor(world)
  const lead = world.users.find(project.lead)
  return json(200, {
    expand: 'description,lead,url,projectKeys',
    ...linker.project(project),
    description: project.description,
    ...(lead === undefined ? {} : { lead: linker.user(lead) }),
    components: project.components.map((one) => linker.named('component', one)),
    issueTypes: project.issueTypes.map((one) => linker.issueType(one)),
    assigneeType: 'PROJECT_LEAD',
    versions: project.versions.map((one) => linker.named('version', one)),
    roles: { Administrators: linker.rest(`project/${project.id}/role/10002`) },
    archived: world.issues.isArchived(project)
  })
}

/** By numeric id, key, or a former key (then the reply shows the new one, without a redirect). */
export function oneIssue(exchange: Exchange, world: World, idOrKey: string): Reply {
  const issue = world.issues.findIssue(idOrKey)
  if (issue === undefined) return jiraErrors(404, ['Issue Does Not Exist'])
  if (!world.issues.mayOpen(exchange.user, issue)) {
    return exchange.user === undefined
      ? jiraErrors(401, ['You do not have the permission to see the specified issue.', 'Login Required'])
      : jiraErrors(403, ['You do not have the permission to see the specified issue.'])
  }
  const selection = selectFields(exchange.query.getAll('fields'), '*all')
  const expand = 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations'
  return jsonText(200, issueText(issue, selection, linkerFor(world), expand))
}
