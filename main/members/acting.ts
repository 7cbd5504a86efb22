/**
 * In whose name something is done. A call from the window may lead far, through timers and Jira's pages; whoever
 * makes a connection or an entry in the audit log asks here instead of having a member handed down everywhere.
 * https://nodejs.org/api/async_context.html
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Role } from '../../preload/contract/members.ts'

export interface ActingMember {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly projectIds: readonly string[]
}

const members = new AsyncLocalStorage<ActingMember | null>()

/** Runs `work`, and everything it starts, in the name of `member`. */
export const actAs = <T>(member: ActingMember | null, work: () => T): T => members.run(member, work)

/** Null for what AtTrack does by itself: the schedule, and whatever happens at its start. */
export const acting = (): ActingMember | null => members.getStore() ?? null

/** The acting member as a connection keeps them; null where AtTrack acts by itself. */
export function actingName(): { memberId: string; name: string } | null {
  const member = acting()
  return member && { memberId: member.id, name: member.name }
}
