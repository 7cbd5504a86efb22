/** Lets a call in, or says why not: the session first, then the role, then – the input being checked – the projects. */
import type { Channel } from '../../preload/contract/channel.ts'
import { err, fail, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { StoreClient } from '../store/api.ts'
import type { ActingMember } from './acting.ts'
import { actionNames, reachOf, rolesWith } from './permissions.ts'
import { projectsInScope } from './scope.ts'
import type { PresentSession, SessionService } from './session.ts'

/** What the gate looks at of a channel. */
export type Guarded = Pick<Channel<never, never>, 'permission' | 'scope'>

export interface Gate {
  /** Before the input is looked at. The member in whose name the call runs; null when nobody is signed in. */
  enter(channel: Guarded): Promise<Result<ActingMember | null>>
  /** With the checked input: whether it is within what the member may. */
  reaches(channel: Guarded, member: ActingMember | null, input: unknown): Promise<Result<null>>
  /** After the work: the answer belongs to whoever asked, not to whoever sits there by now. */
  stillThere(channel: Guarded, member: ActingMember | null): Promise<Result<null>>
}

const memberOf = (session: PresentSession): ActingMember | null =>
  session.state === 'open' || session.state === 'signed-in' || session.state === 'password-change'
    ? session.member
    : null

/** Why nobody works here right now; null when somebody does. */
function closed(session: PresentSession, { permission }: Guarded): Failure | null {
  const refusal = (result: Result<never>): Failure | null => (result.ok ? null : result.failure)
  switch (session.state) {
    case 'unknown':
      // A backup is what helps then, and nobody can be asked who may put it there.
      return permission === 'workspace.restore' ? null : session.failure
    case 'signed-out':
      return refusal(fail('signed-out'))
    case 'locked':
      return refusal(fail('locked', { name: session.member.name }))
    case 'password-change':
      return permission === 'session' ? null : refusal(fail('password-change-due'))
    default:
      return null
  }
}

export function createGate({ session, store }: { session: Pick<SessionService, 'present'>; store: StoreClient }): Gate {
  return {
    async enter(channel) {
      const present = await session.present()
      const member = memberOf(present)
      const { permission } = channel
      if (permission === 'public') return ok(member)
      const why = closed(present, channel)
      if (why) return err(why)
      if (member && reachOf(member.role, permission) === 'none')
        return fail('not-permitted', { action: actionNames[permission], roles: rolesWith(permission) })
      return ok(member)
    },
    async reaches({ permission, scope }, member, input) {
      if (!member || reachOf(member.role, permission) !== 'own') return ok(null)
      const about = scope ? await projectsInScope(store, scope, input as Readonly<Record<string, unknown>>) : ok(null)
      if (!about.ok) return about
      // Nothing that belongs to a project yet: whoever manages one may begin.
      if (about.value === null)
        return member.projectIds.length > 0
          ? ok(null)
          : fail('not-permitted', { action: actionNames[permission], roles: rolesWith(permission) })
      const foreign = about.value.filter((id) => !member.projectIds.includes(id))
      if (foreign.length === 0) return ok(null)
      const names = new Set<string>()
      for (const id of foreign.slice(0, 3)) {
        const project = await store.getProject({ id })
        if (project.ok && project.value) names.add(project.value.name)
      }
      return fail('not-your-project', {
        action: actionNames[permission],
        projects: [...names].join(', ') || 'another project'
      })
    },
    async stillThere(channel, member) {
      if (channel.permission === 'public' || channel.permission === 'session') return ok(null)
      const present = await session.present()
      const why = closed(present, channel)
      if (why) return err(why)
      return memberOf(present)?.id === member?.id ? ok(null) : fail('signed-out')
    }
  }
}
