/** Who sits at the window: signing in, locking, signing out. */
import { z } from 'zod'
import { channel, id, nothing, permission, reach } from './channel.ts'
import { newPassword, role, typedPassword } from './members.ts'

/**
 * `open`: one member, nobody signs in. `password-change`: signed in with a password an Administrator gave; nothing else
 * until there is a new one. `unknown`: the workspace cannot be opened, so nobody knows who may do what.
 */
export const sessionState = z.enum(['open', 'signed-in', 'password-change', 'locked', 'signed-out', 'unknown'])
export type SessionState = z.infer<typeof sessionState>

export const sessionSchema = z.object({
  state: sessionState,
  /** Null when nobody is signed in. While locked: whose session it is. */
  user: z.object({ id, name: z.string(), role, projectIds: z.array(id) }).nullable(),
  /** What the user may do right now; the window hides what would be refused. */
  permissions: z.record(permission, reach)
})
export type Session = z.infer<typeof sessionSchema>

export const sessionChannels = {
  'session.signIn': channel(
    'public',
    z.strictObject({ login: z.string().trim().min(1, 'Enter your login.').max(64), password: typedPassword }),
    sessionSchema
  ),
  /** The password of whoever locked it; others sign out first. */
  'session.unlock': channel('public', z.strictObject({ password: typedPassword }), sessionSchema),
  'session.lock': channel('session', nothing, sessionSchema),
  /** Also ends what was begun at a Jira's sign-in page. */
  'session.signOut': channel('public', nothing, sessionSchema),
  'session.changePassword': channel(
    'session',
    z.strictObject({ current: typedPassword, password: newPassword }),
    sessionSchema
  ),
  /** Somebody moved, typed or clicked: the time after which the window locks begins anew. */
  'session.active': channel('public', nothing, nothing)
}
