/** Gates for tests that are about something else: one role, everywhere, with nothing in the store. */
import type { Role } from '../../preload/contract/members.ts'
import { fail, ok } from '../../preload/contract/failures/failure.ts'
import type { ActingMember } from '../../main/members/acting.ts'
import { createGate, type Gate } from '../../main/members/gate.ts'
import type { StoreClient } from '../../main/store/api.ts'

export const memberAs = (role: Role, projectIds: readonly string[] = ['p1']): ActingMember => ({
  id: 'member-1',
  name: 'Kim',
  role,
  projectIds: role === 'project-manager' ? projectIds : []
})

/** The real gate, for somebody who is there. Scopes are asked of `store`; the one given by default knows nothing. */
export const gateFor = (role: Role, store: Partial<StoreClient> = {}): Gate =>
  createGate({
    session: { present: async () => ({ state: 'signed-in', member: memberAs(role) }) },
    store: { ...nothingThere, ...store } as StoreClient
  })

const nothingThere: Partial<StoreClient> = {
  linkState: async () => ok(null),
  listLinks: async () => ok([]),
  listConnections: async () => ok([]),
  getProject: async () => fail('not-found', { what: 'This project' })
}
