/** The app itself: its state, the workspace, settings. */
import { z } from 'zod'
import { channel, nothing } from './channel.ts'
import { failureSchema } from './failures/failure.ts'
import { sessionSchema } from './session.ts'

export const appStatusSchema = z.object({
  version: z.string(),
  electron: z.string(),
  /** True on the end-of-life Electron that development and tests may run on; never in a release. */
  developmentRuntime: z.boolean(),
  keychain: z.object({
    /** `session`: the user chose "keep until I quit". */
    state: z.enum(['available', 'missing', 'session']),
    failure: failureSchema.optional()
  }),
  database: z.object({
    state: z.enum(['ready', 'starting', 'read-only', 'failed']),
    failure: failureSchema.optional()
  }),
  /** Where the workspace file lies, shown in Settings. */
  workspaceFile: z.string(),
  /** The person using the app. */
  session: sessionSchema
})
export type AppStatus = z.infer<typeof appStatusSchema>

export const settingsSchema = z.object({
  /** Minutes between automatic syncs while the app is open; 0 is off. */
  syncIntervalMinutes: z.number().int().min(0).max(1440),
  /** The port on this computer to which OAuth 2.0 sign-ins return; part of the redirect URL registered in Jira. */
  callbackPort: z
    .number()
    .int('Enter a whole number.')
    .min(1024, 'Enter a port from 1024 to 65535.')
    .max(65_535, 'Enter a port from 1024 to 65535.'),
  /** Minutes without anybody moving, typing or clicking after which the window locks, once there is more than one member; 0 is never. */
  lockAfterMinutes: z.number().int().min(0).max(480)
})
export type Settings = z.infer<typeof settingsSchema>

export const appChannels = {
  'app.status': channel('public', nothing, appStatusSchema),
  /** Opens a link in the system's browser. Only http, https and mailto pass. */
  'app.openExternal': channel('public', z.strictObject({ url: z.string().max(4096) }), nothing),
  'app.copy': channel('public', z.strictObject({ text: z.string().max(20_000) }), nothing),
  /** "Keep until I quit": secrets live in memory only until the app ends. */
  'app.keepSecretsUntilQuit': channel('workspace.settings', nothing, appStatusSchema),
  'settings.get': channel('workspace.read', nothing, settingsSchema),
  'settings.set': channel('workspace.settings', settingsSchema.partial().strict(), settingsSchema)
}
