/**
 * The invented bridge with main's own gate before it: what a role may not do is refused as in the app, and written down.
 * Nothing that is offered may end there.
 */
import { channels, err, ok } from '../../../preload/contract/index.ts'
import type { AtTrackBridge, ChannelName, Role, Session } from '../../../preload/contract/index.ts'
import type { ActingMember } from '../../../main/members/acting.ts'
import { createGate, type Guarded } from '../../../main/members/gate.ts'
import type { ScopeDeps } from '../../../main/members/scope.ts'
import { reachOf } from '../../../main/members/permissions.ts'
import { atlassian } from '../../../main/jira/cloud/atlassian.ts'
import type { FakeBridge, State } from './fake-bridge.ts'
import { session, status } from './fake-data.ts'

/** A role, and for a Project Manager the projects. */
export interface Who {
  readonly role: Role
  readonly projectIds?: readonly string[]
}

/** Project p1 is the manager's own. */
export const people = {
  administrator: { role: 'administrator' },
  manager: { role: 'project-manager', projectIds: ['p1'] },
  managerOfNone: { role: 'project-manager' },
  employee: { role: 'employee' },
  observer: { role: 'observer' }
} as const satisfies Record<string, Who>

/** What main tells of somebody: from its own table, not from the invented one. */
export function sessionOf({ role, projectIds = [] }: Who): Session {
  const told = session(role)
  const names = Object.keys(told.permissions) as (keyof Session['permissions'])[]
  return {
    state: 'signed-in',
    user: { id: 'm1', name: 'Kim Larsen', role, projectIds: [...projectIds] },
    permissions: Object.fromEntries(names.map((one) => [one, reachOf(role, one)])) as Session['permissions']
  }
}

/** What the gate asks of the store, out of what the invented bridge keeps. */
const storeOf = (state: State): ScopeDeps['store'] =>
  ({
    async linkState({ linkId }: { linkId: string }) {
      const link = state.links.find(({ id }) => id === linkId)
      return ok(link ? { link } : null)
    },
    listLinks: async ({ connectionId }: { connectionId?: string }) =>
      ok(state.links.filter((one) => one.connectionId === connectionId)),
    getConnection: async ({ id }: { id: string }) => ok(state.connections.find((one) => one.id === id) ?? null),
    listConnections: async () => ok(state.connections.map((one) => ({ ...one, apiUrl: one.siteUrl }))),
    getProject: async ({ id }: { id: string }) => ok(state.projects.find((one) => one.id === id) ?? null)
  }) as unknown as ScopeDeps['store']

export interface Refused {
  readonly name: ChannelName
  readonly input: unknown
  readonly code: string
}

/** Puts the gate before `fake`. Returns the list of what it refused. */
export function guard(fake: FakeBridge, who: Who): Refused[] {
  const told = sessionOf(who)
  const member: ActingMember = {
    id: 'm1',
    name: 'Kim Larsen',
    role: who.role,
    projectIds: who.projectIds ?? []
  }
  fake.answer('app.status', () => ok({ ...status(), session: told }))
  const gate = createGate({
    session: { present: async () => ({ state: 'signed-in', member }) },
    store: storeOf(fake.state),
    atlassian
  })
  const refused: Refused[] = []
  const { invoke } = fake
  const guarded: AtTrackBridge['invoke'] = async (name, input) => {
    const channel = channels[name] as unknown as Guarded
    const entered = await gate.enter(channel)
    const reached = entered.ok ? await gate.reaches(channel, entered.value, input) : entered
    if (reached.ok) return invoke(name, input)
    refused.push({ name, input, code: reached.failure.code })
    return err(reached.failure)
  }
  fake.invoke = guarded
  return refused
}
