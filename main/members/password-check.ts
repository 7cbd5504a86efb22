/** Whether a password is the member's: counted before it is looked at, noted when it is wrong, its digest kept up to date. */
import { createHmac } from 'node:crypto'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { MemberRecord, StoreClient } from '../store/api.ts'
import { fold } from '../store/fold.ts'
import type { Passwords } from './password.ts'
import { createSignInThrottle, waitAfter, waitWords } from './sign-in-throttle.ts'

export interface Checked {
  readonly member: MemberRecord
  /** Of the right password, as the store has it from now on. */
  readonly digest: string
}

/** All in turn only. Failures: `login-refused`, `login-throttled`, the store's. */
export interface PasswordCheck {
  /** Also notes when it was, and makes an outdated digest anew. @param member null when nobody has the login: the answer takes as long and is the same. */
  signIn(login: string, member: MemberRecord | null, password: string): Promise<Result<Checked>>
  unlock(member: MemberRecord, password: string): Promise<Result<Checked>>
  /** Of somebody who is signed in, before something that must not be done by whoever finds the window. */
  again(member: MemberRecord, password: string): Promise<Result<Checked>>
  /** Wrong passwords for this login count no longer. */
  forgive(login: string): Promise<void>
}

interface PasswordCheckDeps {
  readonly store: StoreClient
  readonly audit: Pick<AuditLog, 'record'>
  readonly passwords: Passwords
  readonly now: () => number
}

/** People type passwords where the login belongs: what no member has is not written down. */
const unknownLogin = 'a login nobody has'

const notSignedIn = { id: null, name: 'Not signed in' }

export function createPasswordCheck({ store, audit, passwords, now }: PasswordCheckDeps): PasswordCheck {
  const throttle = createSignInThrottle(store, now)

  /**
   * A login nobody has is counted under one of a few thousand names: it may be a password, and twelve bits do not tell
   * which, to whoever reads the workspace or a backup. No login has a blank in it. Which names go together cannot be
   * worked out without the workspace's id, so that waiting does not tell who there is.
   */
  async function nobody(login: string): Promise<Result<string>> {
    const workspace = await store.workspace({})
    if (!workspace.ok) return workspace
    const digest = createHmac('sha256', workspace.value.id).update(fold(login)).digest('hex')
    return ok(`nobody ${digest.slice(0, 3)}`)
  }

  async function check(
    login: string,
    member: MemberRecord | null,
    password: string,
    where: string,
    by: { readonly id: string | null; readonly name: string }
  ): Promise<Result<{ member: MemberRecord; digest: string; outdated: boolean }>> {
    // Asked for in any case, so that it takes as long.
    const unknown = await nobody(login)
    if (!unknown.ok) return unknown
    const counted = await throttle.begin(member?.login ?? unknown.value)
    if (!counted.ok) return counted
    const digest = member?.passwordHash ?? null
    const { right, outdated } = await passwords.verify(password, digest)
    if (right && member && digest !== null) {
      await throttle.forget(member.login)
      return ok({ member, digest, outdated })
    }
    const wait = waitAfter(counted.value)
    // What is refused while it waits is not noted: no password was looked at, and a log must not be filled that way.
    const detail = wait > 0 ? `${where}; ${counted.value} wrong in a row, waits ${waitWords(wait)}` : where
    await audit.record('sign-in-refused', member?.login ?? unknownLogin, detail, by)
    return fail('login-refused')
  }

  return {
    async signIn(login, member, password) {
      const checked = await check(login, member, password, 'signing in', notSignedIn)
      if (!checked.ok) return checked
      const known = checked.value.member
      const digest = checked.value.outdated ? await passwords.hash(password) : checked.value.digest
      const alone = await isAlone(known.id)
      const change = {
        lastSignInAt: now(),
        // Who is alone does not sign in any more; see the store's `removeMember`.
        ...(alone ? { passwordHash: null, mustChangePassword: false } : { passwordHash: digest })
      }
      const noted = await store.updateMember({ id: known.id, change })
      // A workspace that cannot be written can be looked at all the same.
      return ok({ member: known, digest: noted.ok ? digest : checked.value.digest })
    },
    unlock: (member, password) => check(member.login, member, password, 'unlocking', member),
    again: (member, password) => check(member.login, member, password, 'changing the password', member),
    forgive: throttle.forget
  }

  async function isAlone(id: string): Promise<boolean> {
    const counted = await store.countMembers({})
    return counted.ok && counted.value.only?.id === id
  }
}
