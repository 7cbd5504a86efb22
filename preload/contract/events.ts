/** What main tells the window without being asked. Events announce state; they never carry commands. */
import { z } from 'zod'
import { backupProgressSchema } from './backup.ts'
import { doctorRunSchema } from './doctor.ts'
import { linkSyncSchema } from './sync.ts'

/** Names of what may have changed; the window asks again for what it shows. */
export const changedTopic = z.enum([
  'app',
  'settings',
  'projects',
  'tasks',
  'connections',
  'links',
  'sync',
  'applink',
  'network',
  'members',
  'audit'
])
export type ChangedTopic = z.infer<typeof changedTopic>

export const events = {
  changed: z.object({ topics: z.array(changedTopic), projectId: z.string().optional() }),
  'sync.progress': z.object({ projectId: z.string(), link: linkSyncSchema }),
  'backup.progress': backupProgressSchema,
  'doctor.progress': z.object({ run: doctorRunSchema }),
  /** A link that was waited for works now. */
  'applink.ready': z.object({ connectionId: z.string(), host: z.string() })
}
export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>
