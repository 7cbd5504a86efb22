/** Bringing tasks from Jira: progress, and what each run did. */
import { z } from 'zod'
import { channel, id, limit, nothing, offset, time } from './channel.ts'
import { failureSchema } from './failures/failure.ts'

export const syncPhase = z.enum(['waiting', 'connecting', 'fetching', 'census', 'finishing'])

export const syncRunSchema = z.object({
  id,
  linkId: id,
  jiraProjectKey: z.string(),
  kind: z.enum(['full', 'incremental']),
  outcome: z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']),
  startedAt: time,
  finishedAt: time.nullable(),
  fetched: z.number().int(),
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  moved: z.number().int(),
  archived: z.number().int(),
  skipped: z.number().int(),
  requests: z.number().int(),
  failure: failureSchema.nullable()
})
export type SyncRun = z.infer<typeof syncRunSchema>

/** One link's present state. */
export const linkSyncSchema = z.object({
  linkId: id,
  jiraProjectKey: z.string(),
  running: z.boolean(),
  phase: syncPhase.nullable(),
  /** Issues done and expected in this phase; `total` is null until Jira has said. */
  done: z.number().int(),
  total: z.number().int().nullable(),
  lastSyncedAt: time.nullable(),
  nextSyncAt: time.nullable(),
  lastRun: syncRunSchema.nullable()
})
export type LinkSync = z.infer<typeof linkSyncSchema>

export const syncEntrySchema = z.object({
  issueKey: z.string(),
  action: z.enum(['moved', 'archived', 'restored', 'skipped', 'held']),
  reason: z.string(),
  at: time
})
export type SyncEntry = z.infer<typeof syncEntrySchema>

export const syncChannels = {
  'sync.status': channel(
    'workspace.read',
    z.strictObject({ projectId: id }),
    z.object({ links: z.array(linkSyncSchema) })
  ),
  /** Starts a sync of every link of the project that is not already running. */
  'sync.start': channel('jira.sync', z.strictObject({ projectId: id }), nothing),
  /** Stops at the next page; what was written stays, and the next sync goes on from there. */
  'sync.cancel': channel('jira.sync', z.strictObject({ projectId: id }), nothing),
  'sync.runs': channel(
    'workspace.read',
    z.strictObject({ projectId: id, limit: limit.default(20) }),
    z.object({ runs: z.array(syncRunSchema) })
  ),
  'sync.entries': channel(
    'workspace.read',
    z.strictObject({ runId: id, offset: offset.default(0), limit: limit.default(100) }),
    z.object({ entries: z.array(syncEntrySchema), total: z.number().int() })
  )
}
