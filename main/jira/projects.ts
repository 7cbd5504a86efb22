/** The Jira projects a user may browse, and why there may be none. */
import { z } from 'zod'
import { fail, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { JiraClient } from './client.ts'
import { permissionsSchema, projectListSchema, projectSchema } from './schemas.ts'

export interface VisibleProject {
  readonly id: string
  readonly key: string
  readonly name: string
}

const what = 'the list of projects'
/** Cloud gives no more in one page. */
const cloudPage = 100
/** Projects listed at most: more cannot be looked through anyway, and each costs a point of Cloud's quota. */
const maxProjects = 5_000

const cloudPageSchema = z.object({ values: projectListSchema, isLast: z.boolean().optional() })

/**
 * Only projects whose issues the user may see, sorted by name. Failures: Jira's.
 * Data Center: GET /rest/api/2/project, unpaged. Cloud: GET /rest/api/3/project/search, whose default would also list
 * projects that the user may merely administer.
 */
export async function listVisibleProjects(client: JiraClient): Promise<Result<VisibleProject[]>> {
  const listed = client.product === 'cloud' ? await listOnCloud(client) : await listOnServer(client)
  return listed.ok ? ok([...listed.value].sort((a, b) => a.name.localeCompare(b.name))) : listed
}

const listOnServer = (client: JiraClient): Promise<Result<VisibleProject[]>> =>
  client.read({ path: '/project', what }, projectListSchema)

async function listOnCloud(client: JiraClient): Promise<Result<VisibleProject[]>> {
  const found = new Map<string, VisibleProject>()
  let startAt = 0
  while (startAt < maxProjects) {
    const query = { action: 'browse', orderBy: 'key', maxResults: String(cloudPage), startAt: String(startAt) }
    const page = await client.read({ path: '/project/search', query, what }, cloudPageSchema)
    if (!page.ok) return page
    const { values, isLast } = page.value
    const before = found.size
    // By id: a project made meanwhile shifts the pages.
    for (const project of values) found.set(project.id, project)
    if (isLast ?? values.length < cloudPage) break
    // The same page for ever would otherwise be asked for thousands of times.
    if (found.size === before) {
      const { host } = new URL(client.siteUrl)
      return fail('reply-not-understood', { host, what, detail: 'a page with nothing new that is not the last' })
    }
    startAt += values.length
  }
  return ok([...found.values()])
}

/** Failures: Jira's; `project-not-visible` when there is none, or none for this user. @param project `id`: its id or key. */
export async function readProject(
  client: JiraClient,
  project: { readonly id: string; readonly name: string },
  user: string
): Promise<Result<VisibleProject & { readonly archived: boolean }>> {
  const reply = await client.read(
    { path: `/project/${encodeURIComponent(project.id)}`, what: 'the project' },
    projectSchema
  )
  if (reply.ok) return ok({ ...reply.value, archived: reply.value.archived ?? false })
  if (reply.failure.code !== 'not-found') return reply
  return fail('project-not-visible', { project: project.name, user }, evidenceOf(reply.failure))
}

const evidenceOf = ({ evidence }: Failure): { evidence?: string } => (evidence === undefined ? {} : { evidence })

/**
 * Whether the user holds *Browse Projects*: in the project, or without one in any project (Jira REST API,
 * /mypermissions; Cloud wants the permission named). False too where the project is hidden: Jira then answers 404.
 */
export async function mayBrowse(client: JiraClient, projectId?: string): Promise<Result<boolean>> {
  const query = {
    ...(client.product === 'cloud' ? { permissions: 'BROWSE_PROJECTS' } : {}),
    ...(projectId === undefined ? {} : { projectId })
  }
  const asked = Object.keys(query).length > 0 ? { query } : {}
  const reply = await client.read(
    { path: '/mypermissions', ...asked, what: 'your permissions', maxBytes: 1024 * 1024 },
    permissionsSchema
  )
  if (reply.ok) return ok(reply.value.permissions['BROWSE_PROJECTS']?.havePermission ?? false)
  return projectId !== undefined && reply.failure.code === 'not-found' ? ok(false) : reply
}

export interface Explanation {
  readonly title: string
  readonly cause: string
  readonly remedy: string
}

/** Why the list is empty although the sign-in is good. */
export async function explainNoProjects(client: JiraClient, user: string): Promise<Result<Explanation>> {
  const onCloud = client.product === 'cloud'
  const browses = await mayBrowse(client)
  if (!browses.ok) return browses
  const { host } = new URL(client.siteUrl)
  if (browses.value) {
    return ok({
      title: 'There are no projects to choose from',
      cause: onCloud
        ? `${user} may browse projects at ${host}, but none is there: they are archived, in the trash, or this is not the site you meant.`
        : `${user} may browse projects at ${host}, but none is there: they are archived, or this Jira is still empty.`,
      remedy: onCloud
        ? 'Check in Jira that the project exists and is not archived, and that this is its site; then open this list again.'
        : 'Check in Jira that the project exists and is not archived, then open this list again.'
    })
  }
  return ok({
    title: `${user} may not see any project`,
    cause: `The sign-in works, but no project at ${host} grants ${user} the permission “Browse Projects”.`,
    remedy: onCloud
      ? `Ask an administrator of the site: “Please give ${user} access to Jira, and Browse Projects in the project – in a team-managed project under Project settings → Access, otherwise in its permission scheme.”`
      : `Ask a Jira administrator: “Please give ${user} Browse Projects – add the user’s group or role to it in the project’s permission scheme (Administration → Issues → Permission schemes).”`
  })
}
