/** Sessions and members around a real workspace file, with a clock set by hand and moments at which something may happen. */
import { afterEach } from 'vitest'
import { actAs } from '../../../main/members/acting.ts'
import { createMemberService } from '../../../main/members/members.ts'
import { createPasswords, type Passwords } from '../../../main/members/password.ts'
import { createSessionService } from '../../../main/members/session.ts'
import type { StoreClient } from '../../../main/store/api.ts'
import { openInProcess } from '../../../main/store/in-process.ts'
import type { Result } from '../../../preload/contract/failures/failure.ts'
import type { Session } from '../../../preload/contract/session.ts'
import { tempFile } from '../store/support.ts'

export const minute = 60_000
const opened: StoreClient[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})

export const kimsPassword = 'kim: seven quiet boats'
export const bensPassword = 'ben: seven quiet boats'

/** A new workspace, or the one in `file`, closed when the test ends. */
export async function begin(file = tempFile()) {
  const store = await openInProcess(file)
  if (!store.ok) throw new Error(store.failure.cause)
  opened.push(store.value)
  return around(store.value)
}

/** A session and the members of `store`, with what they told and noted. @param cost log2 of the digests' cost. */
export function around(store: StoreClient, cost = 4) {
  const clock = { now: 1_800_000_000_000 }
  const settings = { lockAfterMinutes: 15 }
  const told: string[] = []
  const audited: string[] = []
  const moments: { verified: () => unknown; hashed: () => unknown } = { verified: () => {}, hashed: () => {} }
  const real = createPasswords(cost)
  const passwords: Passwords = {
    async hash(password) {
      const digest = await real.hash(password)
      await moments.hashed()
      return digest
    },
    async verify(password, digest) {
      const verdict = await real.verify(password, digest)
      await moments.verified()
      return verdict
    }
  }
  const audit = {
    async record(action: string, subject: string, detail = '', by?: { name: string }) {
      audited.push([by?.name ?? '', action, subject, detail].join(' | '))
    }
  }
  const session = createSessionService({
    store,
    audit,
    passwords,
    owner: { name: 'Kim', login: 'kim' },
    lockAfterMinutes: () => settings.lockAfterMinutes,
    changed: () => void told.push(`changed: ${session.presentNow().state}`),
    leaving: () => void told.push('leaving'),
    now: () => clock.now
  })
  const members = createMemberService({ store, session, passwords, audit, changed: () => void told.push('members') })
  /** In the name of whoever sits there, as the gate does it. */
  const asPresent = async <T>(work: () => Promise<T>): Promise<T> => {
    const present = await session.present()
    return actAs('member' in present ? present.member : null, work)
  }
  const addBen = (role: 'administrator' | 'employee' = 'employee') =>
    asPresent(() =>
      members.add({
        name: 'Ben',
        login: 'ben',
        role,
        projectIds: [],
        password: bensPassword,
        ownPassword: kimsPassword
      })
    )
  const signIn = (login: string, password: string) => session.signIn({ login, password })
  const change = (current: string, password: string) => asPresent(() => session.changePassword({ current, password }))
  return { store, session, members, clock, settings, told, audited, moments, asPresent, addBen, signIn, change }
}

export const stateOf = (result: Result<Session>): string => (result.ok ? result.value.state : result.failure.code)
