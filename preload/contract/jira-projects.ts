/** Choosing a Jira project and linking it to an AtTrack project. */
import { z } from 'zod'
import { channel, id, limit, nothing, offset, time } from './channel.ts'

export const jiraProjectSchema = z.object({
  /** Jira's numeric id. */
  id: z.string(),
  key: z.string(),
  name: z.string(),
  /** Already linked to this AtTrack project. */
  linked: z.boolean()
})
export type JiraProject = z.infer<typeof jiraProjectSchema>

export const projectLinkSchema = z.object({
  id,
  projectId: id,
  /** Null after the connection was removed; a new sign-in to the same Jira takes the link over. */
  connectionId: id.nullable(),
  siteUrl: z.string(),
  jiraProjectId: z.string(),
  jiraProjectKey: z.string(),
  jiraProjectName: z.string(),
  createdAt: time,
  lastSyncedAt: time.nullable()
})
export type ProjectLink = z.infer<typeof projectLinkSchema>

const jiraId = z.string().regex(/^\d{1,19}$/)

export const jiraProjectChannels = {
  'jiraProjects.list': channel(
    'jira.link',
    z.strictObject({
      connectionId: id,
      projectId: id,
      search: z.string().max(200).default(''),
      offset: offset.default(0),
      limit: limit.default(100),
      /** Ask Jira again instead of using the list of a moment ago. */
      refresh: z.boolean().default(false)
    }),
    z.object({
      projects: z.array(jiraProjectSchema),
      total: z.number().int(),
      /** Why the whole list is empty, and what to do. */
      explanation: z.object({ title: z.string(), cause: z.string(), remedy: z.string() }).nullable()
    }),
    { of: 'project', field: 'projectId' },
    { of: 'sign-in', field: 'connectionId' }
  ),
  'jiraProjects.countIssues': channel(
    'jira.link',
    z.strictObject({ connectionId: id, jiraProjectId: jiraId }),
    z.object({ issues: z.number().int() }),
    { of: 'sign-in', field: 'connectionId' }
  ),
  'links.list': channel(
    'workspace.read',
    z.strictObject({ projectId: id }),
    z.object({ links: z.array(projectLinkSchema) })
  ),
  /** Links and starts the first sync. */
  'links.create': channel(
    'jira.link',
    z.strictObject({ projectId: id, connectionId: id, jiraProjectId: jiraId }),
    projectLinkSchema,
    { of: 'project', field: 'projectId' },
    { of: 'sign-in', field: 'connectionId' }
  ),
  /** Ends the link; its tasks stay, and are no longer updated. */
  'links.remove': channel('jira.link', z.strictObject({ id }), nothing, { of: 'link', field: 'id' })
}
