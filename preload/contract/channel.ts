/** What one thing the window may ask of the app looks like. */
import { z } from 'zod'

/** Who may call a channel. The table of roles lives in main; here only the names. */
export type Permission =
  | 'workspace.read'
  | 'workspace.settings'
  | 'projects.write'
  | 'tasks.write'
  | 'jira.authorise'
  | 'jira.link'
  | 'jira.sync'

export interface Channel<I extends z.ZodType, O extends z.ZodType> {
  readonly permission: Permission
  readonly input: I
  readonly output: O
}

/** Declares one channel; the types of both ends follow from the schemas. */
export const channel = <I extends z.ZodType, O extends z.ZodType>(
  permission: Permission,
  input: I,
  output: O
): Channel<I, O> => ({ permission, input, output })

export const nothing = z.strictObject({})
/** Ids are made by us: 1 to 40 letters, digits, `-` or `_`. */
export const id = z.string().regex(/^[\w-]{1,40}$/)
/** A point in time, milliseconds since 1970 UTC. */
export const time = z.number().int()
export const offset = z.number().int().min(0).max(10_000_000)
/** Replies stay under 64 KB, so a page is at most 200 rows. */
export const limit = z.number().int().min(1).max(200)
