/** What one thing the window may ask of the app looks like. */
import { z } from 'zod'

/**
 * Who may call a channel. The table of roles lives in main (`main/members/permissions.ts`); here only the names.
 * `public`: anybody at the window, signed in or not. `session`: whoever is signed in, whatever the role – even while a new
 * password is asked for. Everything else needs a role, and a session that is neither locked nor signed out.
 */
export const permission = z.enum([
  'public',
  'session',
  'workspace.read',
  'workspace.settings',
  'workspace.backup',
  'workspace.restore',
  'members.manage',
  'audit.read',
  'projects.create',
  'projects.write',
  'tasks.write',
  'jira.authorise',
  'jira.network',
  'jira.keys',
  'jira.link',
  'jira.sync'
])
export type Permission = z.infer<typeof permission>

/** How far a role's permission reaches: everywhere, in the projects one manages, or not at all. */
export const reach = z.enum(['all', 'own', 'none'])
export type Reach = z.infer<typeof reach>

/**
 * What a call is about, and in which field of its input that is named; asked where the table says `own`. Whoever manages no
 * project may do nothing of that kind; a field left empty belongs to nobody yet.
 *
 * - `project`, `link`: that project, or the link's, is one's own.
 * - `connection`: to change it. All projects it brings tasks to are one's own, or one signed in there oneself.
 * - `sign-in`: to look or link through a connection. One signed in there oneself: what a Jira user may see is lent by
 *   whoever signed in, and by nobody else.
 * - `site`: an address. Everybody's sign-ins there go the way it is set to: one made all connections there oneself, and
 *   all their projects are one's own.
 */
export interface Scope {
  readonly of: 'project' | 'link' | 'connection' | 'sign-in' | 'site'
  readonly field: string
}

export interface Channel<I extends z.ZodType, O extends z.ZodType> {
  readonly permission: Permission
  readonly input: I
  readonly output: O
  readonly scopes: readonly Scope[]
}

/** Declares one channel; the types of both ends follow from the schemas. */
export const channel = <I extends z.ZodType, O extends z.ZodType>(
  permission: Permission,
  input: I,
  output: O,
  ...scopes: readonly { of: Scope['of']; field: keyof z.output<I> & string }[]
): Channel<I, O> => ({ permission, input, output, scopes })

export const nothing = z.strictObject({})
/** Ids are made by us: 1 to 40 letters, digits, `-` or `_`. */
export const id = z.string().regex(/^[\w-]{1,40}$/)
/** A point in time, milliseconds since 1970 UTC. */
export const time = z.number().int()
export const offset = z.number().int().min(0).max(10_000_000)
/** Replies stay under 64 KB, so a page is at most 200 rows. */
export const limit = z.number().int().min(1).max(200)
