/** Who sits at the window. One window, one session; it is in memory only, so that a restart asks again. */
import { permission, type Permission } from '../../preload/contract/channel.ts'
import type { Role } from '../../preload/contract/members.ts'
import type { Session } from '../../preload/contract/session.ts'
import type { CheckedInput } from '../../preload/contract/index.ts'
import { fail, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { ActingMember } from './acting.ts'
import { reachOf } from './permissions.ts'
import type { StoreClient } from '../store/api.ts'

/** How far each permission reaches for whoever sits at the window. */
const permissionsOf = (role: Role | null, open: (permission: Permission) => boolean): Session['permissions'] =>
  Object.fromEntries(
    permission.options.map((one) => [
      one,
      role !== null && open(one) ? reachOf(role, one) : one === 'public' ? 'all' : 'none'
    ])
  ) as Session['permissions']

/** What main goes by; `SessionService.describe` is what the window is told of it. */
export type PresentSession =
  | { readonly state: 'open' | 'signed-in' | 'password-change' | 'locked'; readonly member: ActingMember }
  | { readonly state: 'signed-out' }
  /** The workspace cannot be opened; `failure` says why. */
  | { readonly state: 'unknown'; readonly failure: Failure }

export interface SessionDeps {
  readonly store: StoreClient
  /** The system's user: to whom a new workspace belongs. */
  readonly owner: { readonly name: string; readonly login: string }
  /** Minutes; 0 is never. */
  readonly lockAfterMinutes: () => number
  /** After every change of the session: the window asks again, and shows nothing of before. */
  readonly changed: () => void
  /** Ends what the member who leaves has under way at a Jira's sign-in page. */
  readonly leaving: () => void
  readonly now?: () => number
}

export interface SessionService {
  /** Cheap: asked for every call. Reads the members when that was not done yet or something about them changed. */
  present(): Promise<PresentSession>
  /** The same, for what cannot wait; before the first `present` nobody is known. */
  presentNow(): PresentSession
  describe(): Promise<Session>
  signIn(input: CheckedInput<'session.signIn'>): Promise<Result<Session>>
  unlock(input: CheckedInput<'session.unlock'>): Promise<Result<Session>>
  /** By the member, the computer or the time. Does nothing where nobody signs in. */
  lock(): Promise<Result<Session>>
  signOut(): Promise<Result<Session>>
  changePassword(input: CheckedInput<'session.changePassword'>): Promise<Result<Session>>
  active(): void
  /** Called every minute or so: locks when it is time. */
  lockWhenIdle(): Promise<void>
  /** Members were added, changed or removed. */
  refresh(): Promise<void>
}

/** Whether what happens in the workspace may be told to the window. */
export const mayHear = ({ state }: PresentSession): boolean => state === 'open' || state === 'signed-in'

const notYet = async (): Promise<Result<never>> => fail('internal', { where: 'signing in' })

export function createSessionService({ store, owner }: SessionDeps): SessionService {
  let now: PresentSession = { state: 'signed-out' }
  let known = false
  const read = async (): Promise<PresentSession> => {
    const made = await store.ensureOwner(owner)
    if (!made.ok && made.failure.code !== 'database-read-only') return { state: 'unknown', failure: made.failure }
    const counted = await store.countMembers({})
    if (!counted.ok) return { state: 'unknown', failure: counted.failure }
    return counted.value.only ? { state: 'open', member: counted.value.only } : { state: 'signed-out' }
  }
  const present = async (): Promise<PresentSession> => {
    if (known) return now
    now = await read()
    known = now.state !== 'unknown'
    return now
  }
  const describe = async (): Promise<Session> => {
    const session = await present()
    const member = 'member' in session ? session.member : null
    const permissions = permissionsOf(member?.role ?? null, () => session.state !== 'locked')
    if (session.state === 'unknown') permissions['workspace.restore'] = 'all'
    return {
      state: session.state,
      user: member && { id: member.id, name: member.name, role: member.role, projectIds: [...member.projectIds] },
      permissions
    }
  }
  return {
    present,
    presentNow: () => now,
    describe,
    signIn: notYet,
    unlock: notYet,
    lock: notYet,
    signOut: notYet,
    changePassword: notYet,
    active() {},
    async lockWhenIdle() {},
    async refresh() {
      known = false
      await present()
    }
  }
}
