/** The people of the workspace, and what they did. */
import { z } from 'zod'
import { channel, id, limit, nothing, offset, time } from './channel.ts'

export const role = z.enum(['administrator', 'project-manager', 'employee', 'observer'])
export type Role = z.infer<typeof role>

/** Project Managers: of at most this many projects by name; more is a job for an Administrator. */
const maxProjects = 200

export const memberSchema = z.object({
  id,
  name: z.string(),
  /** Told to Administrators, and to the member. */
  login: z.string().nullable(),
  role,
  /** The projects a Project Manager manages; empty for every other role. */
  projectIds: z.array(id),
  /** A password given by an Administrator is good for one sign-in, which asks for a new one. Told like `login`. */
  mustChangePassword: z.boolean(),
  /** Told like `login`. */
  lastSignInAt: time.nullable(),
  createdAt: time
})
export type Member = z.infer<typeof memberSchema>

const name = z.string().trim().min(1, 'Enter a name.').max(120, 'A name has at most 120 characters.')
const login = z
  .string()
  .trim()
  .min(1, 'Enter a login.')
  .max(64, 'A login has at most 64 characters.')
  .regex(/^[^\s\p{C}]+$/u, 'A login has no spaces in it.')
const projectIds = z.array(id).max(maxProjects)

/** The fewest characters of a new password; it is the only thing that is asked for. */
export const minPasswordLength = 12
/** What is typed into a password field; whether it is good enough to be a new one is judged in main. */
export const typedPassword = z.string().min(1, 'Enter the password.').max(1024, 'At most 1,024 characters.')
export const newPassword = z
  .string()
  .min(minPasswordLength, `Use at least ${minPasswordLength} characters; a few words do well.`)
  .max(1024, 'At most 1,024 characters.')

export const auditEntrySchema = z.object({
  /** Counts up by one; a gap would show that an entry is missing. */
  number: z.number().int(),
  at: time,
  /** The member's name at that time; `AtTrack` for what the app did by itself. */
  member: z.string(),
  /** One of main/audit/actions.ts, as words: `Connected`. */
  action: z.string(),
  /** What it was done to: a host, a project, a member, a file's name. */
  subject: z.string(),
  detail: z.string()
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

export const memberChannels = {
  /** By name. `signIn`: more than one member, so that everybody signs in. */
  'members.list': channel(
    'workspace.read',
    z.strictObject({ search: z.string().max(200).default(''), offset: offset.default(0), limit: limit.default(50) }),
    z.object({ members: z.array(memberSchema), total: z.number().int(), signIn: z.boolean() })
  ),
  /**
   * Adds a member with a password for the first sign-in. The second member turns sign-in on: the only one there was has no
   * password yet and chooses one at the same time (`ownPassword`).
   */
  'members.add': channel(
    'members.manage',
    z.strictObject({ name, login, role, projectIds, password: newPassword, ownPassword: newPassword.optional() }),
    memberSchema
  ),
  /** The last Administrator stays one. */
  'members.update': channel(
    'members.manage',
    z.strictObject({
      id,
      name: name.optional(),
      login: login.optional(),
      role: role.optional(),
      projectIds: projectIds.optional()
    }),
    memberSchema
  ),
  /** The new one is good for one sign-in. */
  'members.resetPassword': channel('members.manage', z.strictObject({ id, password: newPassword }), memberSchema),
  /** What the member did and connected stays. */
  'members.remove': channel('members.manage', z.strictObject({ id }), nothing),
  /** Newest first. */
  'audit.list': channel(
    'audit.read',
    z.strictObject({ search: z.string().max(200).default(''), offset: offset.default(0), limit: limit.default(100) }),
    z.object({ entries: z.array(auditEntrySchema), total: z.number().int() })
  ),
  /** Asks for a place and writes every entry as CSV (RFC 4180). `file`: null when nobody chose one. */
  'audit.export': channel('audit.read', nothing, z.object({ file: z.string().nullable() }))
}
