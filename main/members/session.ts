/** Who sits at the window. One window, one session; it is in memory only, so that a restart asks again. */
import { isDeepStrictEqual } from 'node:util'
import type { Session } from '../../preload/contract/session.ts'
import type { CheckedInput } from '../../preload/contract/index.ts'
import { err, fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { MemberRecord, StoreClient } from '../store/api.ts'
import { acting } from './acting.ts'
import { checkNewPassword } from './password-rules.ts'
import { normalized, type Passwords } from './password.ts'
import { createPasswordCheck } from './password-check.ts'
import { describe, lookUp, type Holder, type PresentSession } from './present-session.ts'
import { createTurns, type Turns } from './turns.ts'

export { mayHear, type PresentSession } from './present-session.ts'

export interface SessionDeps {
  readonly store: StoreClient
  readonly audit: Pick<AuditLog, 'record'>
  readonly passwords: Passwords
  /** The system's user: to whom a new workspace belongs. */
  readonly owner: { readonly name: string; readonly login: string }
  /** Minutes; 0 is never. */
  readonly lockAfterMinutes: () => number
  /** After every change of the session: the window asks again, and shows nothing of before. */
  readonly changed: () => void
  /** Ends what the member who leaves has under way at a Jira's sign-in page. */
  readonly leaving: () => void
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** Why a window locks, as the audit log tells it. */
export type LockReason = 'by hand' | 'after a time without anybody' | 'together with the computer'

export interface SessionService {
  /** Cheap: asked for every call. Reads the members when that was not done yet or something about them changed. */
  present(): Promise<PresentSession>
  /** The same, for what cannot wait; before the first `present` nobody is known. */
  presentNow(): PresentSession
  describe(): Promise<Session>
  signIn(input: CheckedInput<'session.signIn'>): Promise<Result<Session>>
  unlock(input: CheckedInput<'session.unlock'>): Promise<Result<Session>>
  /** By the member, the computer or the time, at once. Does nothing where nobody signs in. */
  lock(why?: LockReason): Promise<Result<Session>>
  signOut(): Promise<Result<Session>>
  changePassword(input: CheckedInput<'session.changePassword'>): Promise<Result<Session>>
  active(): void
  /** Called every minute or so: locks when it is time. */
  lockWhenIdle(): Promise<void>
  /** Members were added, changed or removed. */
  refresh(): Promise<void>
  /** For work on members: nobody signs in and no other such work happens meanwhile. */
  readonly inTurn: Turns
  /** Wrong passwords for this login count no longer: there is a new one. In turn only. */
  forgive(login: string): Promise<void>
}

export function createSessionService(deps: SessionDeps): SessionService {
  const { store, audit, passwords } = deps
  const clock = deps.now ?? Date.now
  const inTurn = createTurns()
  const check = createPasswordCheck({ store, audit, passwords, now: clock })
  let holder: Holder | null = null
  let seen: PresentSession | null = null
  let upToDate = false
  let looking: Promise<void> | null = null
  /** Counts what happens to the session, so that an answer from before it is not taken for true. */
  let changes = 0
  /** Counts leaving: a password still being looked at lets nobody in afterwards. */
  let exits = 0
  let lastActive = clock()

  const presentNow = (): PresentSession => seen ?? { state: 'signed-out' }
  /** Where nobody signs in there is no digest. */
  const isSignedIn = (): boolean => holder !== null && holder.digests.length > 0

  function show(next: PresentSession): void {
    const former = seen
    seen = next
    if (former && !isDeepStrictEqual(former, next)) deps.changed()
  }
  async function look(): Promise<void> {
    try {
      for (;;) {
        const began = changes
        const next = await lookUp(store, deps.owner, holder)
        if (began !== changes) continue
        const left = holder !== null && next.holder === null
        holder = next.holder
        upToDate = next.session.state !== 'unknown'
        show(next.session)
        if (left) deps.leaving()
        return
      }
    } finally {
      looking = null
    }
  }
  async function present(): Promise<PresentSession> {
    if (!upToDate) await (looking ??= look())
    return presentNow()
  }
  async function refresh(): Promise<void> {
    changes += 1
    upToDate = false
    await present()
  }
  const described = async (): Promise<Result<Session>> => ok(describe(await present()))

  async function enter(member: MemberRecord, digest: string): Promise<Result<Session>> {
    holder = { id: member.id, digests: [digest], locked: false }
    lastActive = clock()
    await refresh()
    return described()
  }

  const signIn: SessionService['signIn'] = ({ login, password }) =>
    inTurn(async () => {
      const session = await present()
      if (session.state === 'unknown') return err(session.failure)
      if (session.state === 'locked') return fail('locked', { name: session.member.name })
      if (session.state !== 'signed-out') {
        const problem = `${session.member.name} is at work here, and signs out first.`
        return fail('invalid-input', { field: 'login', problem }, { field: 'login' })
      }
      const began = exits
      const found = await store.memberByLogin({ login })
      if (!found.ok) return found
      const checked = await check.signIn(login, found.value, password)
      if (!checked.ok) return checked
      const { member, digest } = checked.value
      // The computer was locked meanwhile.
      if (began !== exits) {
        await refresh()
        return fail('signed-out')
      }
      const entered = await enter(member, digest)
      await audit.record('signed-in', member.login, '', member)
      return entered
    })

  const unlock: SessionService['unlock'] = ({ password }) =>
    inTurn(async () => {
      const session = await present()
      if (session.state === 'unknown') return err(session.failure)
      if (session.state === 'signed-out') return fail('signed-out')
      if (session.state !== 'locked') return described()
      const began = exits
      const found = await store.getMember({ id: session.member.id })
      if (!found.ok) return found
      if (!found.value) return fail('signed-out')
      const checked = await check.unlock(found.value, password)
      if (!checked.ok) return checked
      // Locked once more meanwhile, or signed out.
      if (began !== exits || !holder) return fail(holder ? 'locked' : 'signed-out', { name: session.member.name })
      const entered = await enter(checked.value.member, checked.value.digest)
      await audit.record('unlocked', checked.value.member.login, '', checked.value.member)
      return entered
    })

  /** From now on this digest is one of the session's own. */
  function accept(memberId: string, digest: string): void {
    if (holder?.id !== memberId) return
    holder = { ...holder, digests: [...holder.digests, digest] }
    changes += 1
  }

  async function lock(why: LockReason = 'by hand'): Promise<Result<Session>> {
    exits += 1
    if (holder && isSignedIn() && !holder.locked) {
      holder = { ...holder, locked: true }
      changes += 1
      const left = presentNow()
      if ('member' in left) show({ state: 'locked', member: left.member })
      // A Jira's page left open beside it would be a way around.
      deps.leaving()
      if ('member' in left) await audit.record('locked', '', why, left.member)
    }
    return described()
  }

  async function signOut(): Promise<Result<Session>> {
    exits += 1
    if (isSignedIn()) {
      holder = null
      changes += 1
      const left = presentNow()
      if ('member' in left) show({ state: 'signed-out' })
      deps.leaving()
      if ('member' in left) await audit.record('signed-out', '', '', left.member)
    }
    return described()
  }

  const changePassword: SessionService['changePassword'] = ({ current, password }) =>
    inTurn(async () => {
      const session = await present()
      if (session.state === 'unknown') return err(session.failure)
      // Asked for by somebody who has left meanwhile.
      if (session.state === 'signed-out' || session.member.id !== acting()?.id) return fail('signed-out')
      if (session.state === 'locked') return fail('locked', { name: session.member.name })
      if (session.state === 'open') return wrong('current', 'There is no password while you are the only member.')
      const found = await store.getMember({ id: session.member.id })
      if (!found.ok) return found
      if (!found.value) return fail('signed-out')
      const fit = checkNewPassword({ ...found.value, password }, 'password')
      if (!fit.ok) return fit
      if (normalized(password) === normalized(current)) return wrong('password', 'This is the one you have.')
      const checked = await check.again(found.value, current)
      if (!checked.ok) return checked
      const { id, login } = checked.value.member
      const passwordHash = await passwords.hash(password)
      accept(id, passwordHash)
      const set = await store.updateMember({ id, change: { passwordHash, mustChangePassword: false } })
      if (!set.ok) return set
      await refresh()
      await audit.record('password-changed', login, '', session.member)
      return described()
    })

  async function lockWhenIdle(): Promise<void> {
    const at = clock()
    // The clock was set back: the time begins anew.
    lastActive = Math.min(lastActive, at)
    const minutes = deps.lockAfterMinutes()
    const isIdle = minutes > 0 && at - lastActive >= minutes * 60_000
    if (isIdle && isSignedIn() && !holder?.locked) await lock('after a time without anybody')
  }

  return {
    present,
    presentNow,
    describe: async () => describe(await present()),
    signIn,
    unlock,
    lock,
    signOut,
    changePassword,
    active: () => void (lastActive = clock()),
    lockWhenIdle,
    refresh,
    inTurn,
    forgive: check.forgive
  }
}

const wrong = (field: string, problem: string): Result<never> => fail('invalid-input', { field, problem }, { field })
