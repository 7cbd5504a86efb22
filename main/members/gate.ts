/** Lets a call in, or says why not: the session first, then the role, then – the input being checked – the projects. */
import type { Channel } from '../../preload/contract/channel.ts'
import { err, fail, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { ActingMember } from './acting.ts'
import { isBeyondReading } from './present-session.ts'
import { actionNames, reachOf, rolesWith } from './permissions.ts'
import { whoElse, type ScopeDeps } from './scope.ts'
import type { PresentSession, SessionService } from './session.ts'

/** What the gate looks at of a channel. */
export type Guarded = Pick<Channel<never, never>, 'permission' | 'scopes'>

export interface Gate {
  /** Before the input is looked at. The member in whose name the call runs; null when nobody is signed in. */
  enter(channel: Guarded): Promise<Result<ActingMember | null>>
  /** With the checked input: whether it is within what the member may. */
  reaches(channel: Guarded, member: ActingMember | null, input: unknown): Promise<Result<null>>
  /** After the work: the answer belongs to whoever asked, not to whoever sits there by now. */
  stillThere(channel: Guarded, member: ActingMember | null): Promise<Result<null>>
}

export interface GateDeps extends ScopeDeps {
  readonly session: Pick<SessionService, 'present'>
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
      return permission === 'workspace.restore' && isBeyondReading(session.failure) ? null : session.failure
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

export function createGate(deps: GateDeps): Gate {
  const { session } = deps
  const stillThere: Gate['stillThere'] = async (channel, member) => {
    if (channel.permission === 'public' || channel.permission === 'session') return ok(null)
    const present = await session.present()
    const why = closed(present, channel)
    if (why) return err(why)
    return memberOf(present)?.id === member?.id ? ok(null) : fail('signed-out')
  }
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
    async reaches(channel, member, input) {
      const { permission, scopes } = channel
      if (!member || reachOf(member.role, permission) !== 'own') return ok(null)
      const action = actionNames[permission]
      if (member.projectIds.length === 0)
        return fail('not-your-project', { action, whom: 'Administrators and whoever manages a project' })
      for (const scope of scopes) {
        const whom = await whoElse(deps, member, scope, input as Readonly<Record<string, unknown>>)
        if (!whom.ok) return whom
        if (whom.value !== null) return fail('not-your-project', { action, whom: whom.value })
      }
      // Asking the store takes its time, in which somebody may have left: nothing begins after that.
      return stillThere(channel, member)
    },
    stillThere
  }
}
