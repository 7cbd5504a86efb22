/** One encrypted file with the whole workspace, and the way back from it. */
import { z } from 'zod'
import { channel, id, nothing, time } from './channel.ts'
import { newPassword, typedPassword } from './members.ts'

/** A backup whose passphrase fitted: what is in it. */
export const backupSummarySchema = z.object({
  createdAt: time,
  /** `1.2.3` of the AtTrack that made it. */
  appVersion: z.string(),
  projects: z.number().int(),
  tasks: z.number().int(),
  connections: z.number().int(),
  members: z.number().int(),
  /** Sign-ins kept in it; 0 when it was made without. */
  secrets: z.number().int()
})
export type BackupSummary = z.infer<typeof backupSummarySchema>

export const backupProgressSchema = z.object({
  doing: z.enum(['backup', 'restore']),
  phase: z.enum(['copying', 'encrypting', 'decrypting', 'checking']),
  /** From 0 to 1 within the phase; null when it cannot be told. */
  fraction: z.number().min(0).max(1).nullable()
})
export type BackupProgress = z.infer<typeof backupProgressSchema>

export const backupChannels = {
  /** Asks for a place, then writes there. `file`: null when nobody chose one. `bytes`: how long it became. */
  'backup.create': channel(
    'workspace.backup',
    z.strictObject({ passphrase: newPassword, withSecrets: z.boolean() }),
    z.object({ file: z.string().nullable(), bytes: z.number().int() })
  ),
  /** Ends a backup or the reading of one; nothing half-done stays. */
  'backup.cancel': channel('workspace.restore', nothing, nothing),
  /** Asks for a file. What is told here stands in clear at its beginning and is proved by the passphrase only. */
  'backup.choose': channel(
    'workspace.restore',
    nothing,
    z.object({ backupId: id, fileName: z.string(), createdAt: time, withSecrets: z.boolean() })
  ),
  /** Reads and checks all of it; nothing is replaced yet. */
  'backup.open': channel(
    'workspace.restore',
    z.strictObject({ backupId: id, passphrase: typedPassword }),
    backupSummarySchema
  ),
  /**
   * Puts it in the workspace's place at the next start; what is there now is kept beside it (`keptAs`, a file's name).
   * Until then nothing changes.
   */
  'backup.restore': channel('workspace.restore', z.strictObject({ backupId: id }), z.object({ keptAs: z.string() })),
  /** Forgets what was read of it. */
  'backup.discard': channel('workspace.restore', z.strictObject({ backupId: id }), nothing),
  /** Closes AtTrack and starts it again, after `backup.restore`. */
  'backup.restart': channel('workspace.restore', nothing, nothing)
}
