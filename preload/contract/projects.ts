/** AtTrack's own projects. */
import { z } from 'zod'
import { channel, id, limit, offset, time } from './channel.ts'

/** 1 to 120 characters after trimming. */
export const projectName = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(120, 'A project name has at most 120 characters.')

export const projectSchema = z.object({
  id,
  name: z.string(),
  createdAt: time,
  archivedAt: time.nullable(),
  /** Tasks not archived. */
  taskCount: z.number().int(),
  /** Jira projects linked. */
  linkCount: z.number().int(),
  lastSyncedAt: time.nullable()
})
export type Project = z.infer<typeof projectSchema>

export const projectChannels = {
  'projects.list': channel(
    'workspace.read',
    z.strictObject({
      search: z.string().max(200).default(''),
      archived: z.boolean().default(false),
      offset: offset.default(0),
      limit: limit.default(100)
    }),
    z.object({ projects: z.array(projectSchema), total: z.number().int() })
  ),
  'projects.get': channel('workspace.read', z.strictObject({ id }), projectSchema),
  'projects.create': channel('projects.create', z.strictObject({ name: projectName }), projectSchema),
  'projects.rename': channel('projects.write', z.strictObject({ id, name: projectName }), projectSchema, {
    of: 'project',
    field: 'id'
  }),
  'projects.setArchived': channel('projects.write', z.strictObject({ id, archived: z.boolean() }), projectSchema, {
    of: 'project',
    field: 'id'
  })
}
