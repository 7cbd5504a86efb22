/** /project/search and /project/{idOrKey}. */
import { jiraErrors, json, type Reply } from '../../exchange.ts'
import type { Project } from '../../issues/types.ts'
import { mayBrowse, wholeNumber, type RestCall } from './call.ts'

const actions = new Set(['view', 'browse', 'edit', 'create'])
const largestPage = 100

/**
 * By key unless `orderBy` says otherwise. `action=view`, the default, also shows an administrator projects that are
 * administered only; nobody is refused, anonymous sees none.
 */
export function projectSearch(call: RestCall): Reply {
  const { exchange, site } = call
  const { query, user } = exchange
  const startAt = wholeNumber(query.get('startAt'), 0)
  const asked = wholeNumber(query.get('maxResults'), 50)
  const action = query.get('action') ?? 'view'
  if (startAt === undefined || startAt < 0 || asked === undefined)
    return jiraErrors(400, ['The value of startAt or maxResults is not valid.'])
  if (!actions.has(action)) return jiraErrors(400, [`The value '${action}' is not valid for the action parameter.`])
  const maxResults = Math.min(Math.max(asked, 1), largestPage)
  const words = (query.get('query') ?? '').trim().toLowerCase()
  const keys = query.getAll('keys').map((key) => key.toUpperCase())
  const ids = query.getAll('id')
  const found = site.issues
    .projects()
    .filter((project) => mayBrowse(call, project) || (action === 'view' && user?.admin === true))
    .filter((project) => words === '' || matches(project, words))
    .filter((project) => keys.length === 0 || keys.includes(project.key))
    .filter((project) => ids.length === 0 || ids.includes(project.id))
    .sort(order(query.get('orderBy') ?? 'key'))
  const page = found.slice(startAt, startAt + maxResults)
  exchange.points += page.length
  const isLast = startAt + page.length >= found.length
  const pageUrl = (from: number): string => {
    const parameters = new URLSearchParams(query)
    parameters.set('startAt', String(from))
    parameters.set('maxResults', String(maxResults))
    return `${call.linker.rest('project/search')}?${parameters}`
  }
  return json(200, {
    self: pageUrl(startAt),
    ...(isLast ? {} : { nextPage: pageUrl(startAt + page.length) }),
    maxResults,
    startAt,
    total: found.length,
    isLast,
    values: page.map((project) => projectJson(call, project))
  })
}

/** Literally: key or name begin with the words, or a word of the name does. */
function matches(project: Project, words: string): boolean {
  const name = project.name.toLowerCase()
  return project.key.toLowerCase().startsWith(words) || name.includes(words)
}

function order(orderBy: string): (a: Project, b: Project) => number {
  const sign = orderBy.startsWith('-') ? -1 : 1
  const text = (project: Project): string =>
    orderBy.endsWith('name') ? project.name.trim().toLowerCase() : project.key
  return (a, b) => (text(a) === text(b) ? 0 : text(a) < text(b) ? -sign : sign)
}

function projectJson(call: RestCall, project: Project): Record<string, unknown> {
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    ...call.linker.project(project),
    style: 'classic',
    isPrivate: false,
    properties: {}
  }
}

export function oneProject(call: RestCall, keyOrId: string): Reply {
  const { site, linker, world } = call
  const project = site.issues.findProject(keyOrId)
  if (project === undefined || !mayBrowse(call, project))
    return jiraErrors(404, [`No project could be found with ${/^\d+$/.test(keyOrId) ? 'id' : 'key'} '${keyOrId}'.`])
  call.exchange.points += 1
  const lead = world.users.find(project.lead)
  return json(200, {
    ...projectJson(call, project),
    description: project.description,
    ...(lead === undefined ? {} : { lead: linker.user(lead) }),
    components: project.components.map((one) => linker.named('component', one)),
    issueTypes: project.issueTypes.map((one) => linker.issueType(one)),
    assigneeType: 'PROJECT_LEAD',
    versions: project.versions.map((one) => linker.named('version', one)),
    roles: { Administrators: linker.rest(`project/${project.id}/role/10002`) }
  })
}
