/** Who sits at the window, as the store has it: looked up anew whenever something about members changed. */
import { permission, type Permission } from '../../preload/contract/channel.ts'
import type { Session } from '../../preload/contract/session.ts'
import { ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { ActingMember } from './acting.ts'
import { reachOf } from './permissions.ts'
import type { MemberRecord, StoreClient } from '../store/api.ts'

/** What main goes by; `describe` is what the window is told of it. */
export type PresentSession =
  | { readonly state: 'open' | 'signed-in' | 'password-change' | 'locked'; readonly member: ActingMember }
  | { readonly state: 'signed-out' }
  /** The workspace cannot be opened; `failure` says why. */
  | { readonly state: 'unknown'; readonly failure: Failure }

/** Whose session it is, kept in memory only. */
export interface Holder {
  readonly id: string
  /**
   * The digests of the passwords this session goes by: the one signed in with, and those chosen since. Empty while nobody
   * signs in. Any other one was given by an Administrator, and ends the session.
   */
  readonly digests: readonly string[]
  readonly locked: boolean
}

export interface Seen {
  readonly session: PresentSession
  readonly holder: Holder | null
}

type Looked = Pick<StoreClient, 'ensureOwner' | 'countMembers' | 'getMember'>

/** Whether what happens in the workspace may be told to the window. */
export const mayHear = ({ state }: PresentSession): boolean => state === 'open' || state === 'signed-in'

export const toActing = ({ id, name, role, projectIds }: MemberRecord): ActingMember => ({ id, name, role, projectIds })

/**
 * Whether a backup is what helps, though nobody can be asked who may put it there. Not where the workspace only does not
 * answer right now: somebody who may not restore must gain nothing by keeping it busy.
 */
export const isBeyondReading = ({ code }: Failure): boolean => code === 'database-corrupt' || code === 'database-newer'

/** @param owner to whom a new workspace belongs. @param holder who sat there until now. */
export async function lookUp(
  store: Looked,
  owner: { readonly name: string; readonly login: string },
  holder: Holder | null
): Promise<Seen> {
  const alone = await onlyMember(store, owner)
  // Whose session it is stays known: it goes on once the store answers again.
  if (!alone.ok) return { session: { state: 'unknown', failure: alone.failure }, holder }
  // With a password the only one is somebody who was left alone without sitting here, and signs in once more.
  if (alone.value && alone.value.passwordHash === null)
    return {
      session: { state: 'open', member: toActing(alone.value) },
      holder: { id: alone.value.id, digests: [], locked: false }
    }
  if (!holder) return nobody
  const found = await store.getMember({ id: holder.id })
  if (!found.ok) return { session: { state: 'unknown', failure: found.failure }, holder }
  return found.value ? seenAs(found.value, holder) : nobody
}

const nobody: Seen = { session: { state: 'signed-out' }, holder: null }

function seenAs(member: MemberRecord, holder: Holder): Seen {
  const { passwordHash } = member
  // Until a moment ago nobody signed in: the password is the one just chosen.
  const digests = holder.digests.length === 0 && passwordHash !== null ? [passwordHash] : holder.digests
  if (passwordHash === null || !digests.includes(passwordHash)) return nobody
  const state = holder.locked ? 'locked' : member.mustChangePassword ? 'password-change' : 'signed-in'
  return { session: { state, member: toActing(member) }, holder: { ...holder, digests } }
}

/** The only member there is; null when there are more. A workspace without any gets its owner. */
async function onlyMember(
  store: Looked,
  owner: { readonly name: string; readonly login: string }
): Promise<Result<MemberRecord | null>> {
  const counted = await store.countMembers({})
  if (!counted.ok || counted.value.members > 0) return counted.ok ? ok(counted.value.only) : counted
  const made = await store.ensureOwner(owner)
  // Nobody can be written into a file that is read-only: it belongs to whoever opens it, for as long as that lasts.
  if (!made.ok) return made.failure.code === 'database-read-only' ? ok(unwritten(owner)) : made
  const again = await store.countMembers({})
  return again.ok ? ok(again.value.only) : again
}

const unwritten = (owner: { readonly name: string; readonly login: string }): MemberRecord => ({
  ...owner,
  id: 'owner',
  role: 'administrator',
  projectIds: [],
  passwordHash: null,
  mustChangePassword: false,
  lastSignInAt: null,
  createdAt: 0
})

/** What the window is told: who sits there, and how far each permission reaches right now. */
export function describe(session: PresentSession): Session {
  const member = 'member' in session ? session.member : null
  const reaches = (one: Permission): Session['permissions'][Permission] => {
    if (one === 'public') return 'all'
    if (session.state === 'unknown')
      return one === 'workspace.restore' && isBeyondReading(session.failure) ? 'all' : 'none'
    if (!member || session.state === 'locked') return 'none'
    return session.state === 'password-change' && one !== 'session' ? 'none' : reachOf(member.role, one)
  }
  return {
    state: session.state,
    user: member && { id: member.id, name: member.name, role: member.role, projectIds: [...member.projectIds] },
    permissions: Object.fromEntries(permission.options.map((one) => [one, reaches(one)])) as Session['permissions']
  }
}
