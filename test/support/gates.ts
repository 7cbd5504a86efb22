/** Gates for tests that are about something else: one role, everywhere, with nothing in the store. */
import type { Role } from '../../preload/contract/members.ts'
import { ok } from '../../preload/contract/failures/failure.ts'
import type { ActingMember } from '../../main/members/acting.ts'
import { createGate, type Gate, type GateDeps } from '../../main/members/gate.ts'
import type { ScopeDeps } from '../../main/members/scope.ts'
import { atlassian } from '../../main/jira/cloud/atlassian.ts'

export const memberAs = (role: Role, projectIds: readonly string[] = ['p1']): ActingMember => ({
  id: 'member-1',
  name: 'Kim',
  role,
  projectIds: role === 'project-manager' ? projectIds : []
})

/** The real gate, for somebody who is there. Scopes are asked of `store`; the one given by default knows nothing. */
export const gateFor = (
  role: Role,
  { session, ...store }: Partial<ScopeDeps['store']> & Partial<Pick<GateDeps, 'session'>> = {}
): Gate =>
  createGate({
    session: session ?? { present: async () => ({ state: 'signed-in', member: memberAs(role) }) },
    store: { ...nothingThere, ...store },
    atlassian
  })

const nothingThere: ScopeDeps['store'] = {
  linkState: async () => ok(null),
  listLinks: async () => ok([]),
  getConnection: async () => ok(null),
  listConnections: async () => ok([]),
  getProject: async () => ok(null)
}
