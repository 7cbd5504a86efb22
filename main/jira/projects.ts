/** The Jira projects a user may browse, and why there may be none. */
import { ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { JiraClient } from './client.ts'
import { permissionsSchema, projectListSchema } from './schemas.ts'

export interface VisibleProject {
  readonly id: string
  readonly key: string
  readonly name: string
}

/** GET /rest/api/2/project: unpaged, only what the user may see; sorted by name. */
export async function listVisibleProjects(client: JiraClient): Promise<Result<VisibleProject[]>> {
  const reply = await client.read({ path: '/rest/api/2/project', what: 'the list of projects' }, projectListSchema)
  return reply.ok ? ok([...reply.value].sort((a, b) => a.name.localeCompare(b.name))) : reply
}

export interface Explanation {
  readonly title: string
  readonly cause: string
  readonly remedy: string
}

/**
 * Why the list is empty although the sign-in is good: in a request without a project, `BROWSE_PROJECTS` is true
 * when it is held in any project (Jira REST API, /mypermissions).
 */
export async function explainNoProjects(client: JiraClient, user: string): Promise<Result<Explanation>> {
  const reply = await client.read({ path: '/rest/api/2/mypermissions', what: 'your permissions' }, permissionsSchema)
  if (!reply.ok) return reply
  const { host } = new URL(client.siteUrl)
  const browses = reply.value.permissions['BROWSE_PROJECTS']?.havePermission ?? false
  return ok(
    browses
      ? {
          title: 'There are no projects to choose from',
          cause: `${user} may browse projects at ${host}, but none is there: they are archived, or this Jira is still empty.`,
          remedy: 'Check in Jira that the project exists and is not archived, then open this list again.'
        }
      : {
          title: `${user} may not see any project`,
          cause: `The sign-in works, but no project at ${host} grants ${user} the permission “Browse Projects”.`,
          remedy: `Ask a Jira administrator: “Please give ${user} Browse Projects – add the user’s group or role to it in the project’s permission scheme (Administration → Issues → Permission schemes).”`
        }
  )
}
