/** Tasks: made by hand, or brought from Jira. */
import { z } from 'zod'
import { channel, id, limit, offset, time } from './channel.ts'
import { richTextSchema } from './rich-text.ts'

export const taskSource = z.enum(['manual', 'jira'])
export type TaskSource = z.infer<typeof taskSource>

/** Jira's three status categories; a task made by hand starts as `new`. */
export const statusCategory = z.enum(['new', 'indeterminate', 'done', 'undefined'])

export const taskRowSchema = z.object({
  id,
  /** `MOD-12` for a Jira issue, `T-12` for a task made by hand. */
  key: z.string(),
  summary: z.string(),
  type: z.string(),
  status: z.string(),
  statusCategory,
  priority: z.string(),
  /** Display name, or empty when nobody is assigned. */
  assignee: z.string(),
  source: taskSource,
  updatedAt: time,
  archivedAt: time.nullable()
})
export type TaskRow = z.infer<typeof taskRowSchema>

export const taskDetailSchema = taskRowSchema.extend({
  projectId: id,
  createdAt: time,
  reporter: z.string(),
  resolution: z.string(),
  labels: z.array(z.string()),
  /** Where the issue can be opened in Jira. */
  jiraUrl: z.string().nullable(),
  jiraProjectKey: z.string().nullable(),
  archivedReason: z.string().nullable(),
  description: richTextSchema.nullable()
})
export type TaskDetail = z.infer<typeof taskDetailSchema>

export const taskSort = z.enum(['key', 'summary', 'type', 'status', 'assignee', 'updated'])
export type TaskSort = z.infer<typeof taskSort>

const names = z.array(z.string().max(255)).max(50).default([])
export const taskFilterSchema = z.strictObject({
  projectId: id,
  search: z.string().max(200).default(''),
  statuses: names,
  types: names,
  /** Display names; the empty string means unassigned. */
  assignees: names,
  sources: z.array(taskSource).max(2).default([]),
  archived: z.boolean().default(false)
})

const facet = z.array(z.object({ value: z.string(), count: z.number().int() }))
export const taskFacetsSchema = z.object({
  statuses: facet,
  types: facet,
  assignees: facet,
  sources: facet,
  archivedCount: z.number().int()
})
export type TaskFacets = z.infer<typeof taskFacetsSchema>

export const taskChannels = {
  'tasks.list': channel(
    'workspace.read',
    taskFilterSchema.extend({
      sort: taskSort.default('updated'),
      descending: z.boolean().default(true),
      offset: offset.default(0),
      limit: limit.default(100)
    }),
    z.object({ tasks: z.array(taskRowSchema), total: z.number().int() })
  ),
  /** The values to filter by, most frequent first, at most 100 each. */
  'tasks.facets': channel('workspace.read', z.strictObject({ projectId: id }), taskFacetsSchema),
  'tasks.get': channel('workspace.read', z.strictObject({ id }), taskDetailSchema),
  'tasks.create': channel(
    'tasks.write',
    z.strictObject({
      projectId: id,
      summary: z.string().trim().min(1, 'Enter a summary.').max(255, 'A summary has at most 255 characters.')
    }),
    taskRowSchema
  )
}
