/** The session as a machine: a clock set by hand, a real workspace file, and things that happen at the wrong moment. */
import { afterEach, expect, test } from 'vitest'
import { actAs } from '../../../main/members/acting.ts'
import { createMemberService } from '../../../main/members/members.ts'
import { createPasswords, type Passwords } from '../../../main/members/password.ts'
import { createSessionService, mayHear } from '../../../main/members/session.ts'
import type { StoreClient } from '../../../main/store/api.ts'
import { openInProcess } from '../../../main/store/in-process.ts'
import { fail, type Result } from '../../../preload/contract/failures/failure.ts'
import type { Session } from '../../../preload/contract/session.ts'
import { tempFile } from '../store/support.ts'

const minute = 60_000
const opened: StoreClient[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})

const kimsPassword = 'kim: seven quiet boats'
const bensPassword = 'ben: seven quiet boats'

async function begin(file = tempFile()) {
  const store = await openInProcess(file)
  if (!store.ok) throw new Error(store.failure.cause)
  opened.push(store.value)
  return around(store.value)
}

/** @param cost log2 of the digests' cost. */
function around(store: StoreClient, cost = 4) {
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

const stateOf = (result: Result<Session>): string => (result.ok ? result.value.state : result.failure.code)

test('before anybody asked, nobody is known; afterwards the answer is there at once', async () => {
  const { session, told } = await begin()
  expect(session.presentNow()).toEqual({ state: 'signed-out' })
  const [one, other] = await Promise.all([session.present(), session.present()])
  expect(one).toMatchObject({ state: 'open', member: { name: 'Kim' } })
  expect(other).toBe(one)
  expect(session.presentNow()).toBe(one)
  expect(JSON.stringify(one)).not.toContain('passwordHash')
  expect(told).toEqual([])
})

test('nothing but open and signed in may hear what happens', () => {
  const member = { id: 'm', name: 'Kim', role: 'administrator' as const, projectIds: [] }
  const states = ['open', 'signed-in', 'password-change', 'locked'] as const
  expect(states.map((state) => mayHear({ state, member }))).toEqual([true, true, false, false])
  expect(mayHear({ state: 'signed-out' })).toBe(false)
})

test('an idle window locks after the time set, and never where nobody signs in', async () => {
  const { session, clock, settings, addBen, audited, told } = await begin()
  await session.present()
  clock.now += 500 * minute
  await session.lockWhenIdle()
  expect(session.presentNow().state).toBe('open')
  await addBen()
  session.active()
  clock.now += 15 * minute - 1
  await session.lockWhenIdle()
  expect(session.presentNow().state).toBe('signed-in')
  session.active()
  clock.now += 15 * minute - 1
  await session.lockWhenIdle()
  expect(session.presentNow().state).toBe('signed-in')
  settings.lockAfterMinutes = 0
  clock.now += 500 * minute
  await session.lockWhenIdle()
  expect(session.presentNow().state).toBe('signed-in')
  settings.lockAfterMinutes = 60
  told.splice(0)
  await session.lockWhenIdle()
  expect(session.presentNow()).toMatchObject({ state: 'locked', member: { name: 'Kim' } })
  expect(told).toEqual(['changed: locked', 'leaving'])
  await session.lockWhenIdle()
  expect(audited.slice(1)).toEqual(['Kim | locked |  | after a time without anybody'])
})

test('unlocking begins the time anew, and a clock set back neither locks at once nor never', async () => {
  const { session, clock, addBen } = await begin()
  await addBen()
  await session.lock()
  clock.now += 60 * minute
  expect(stateOf(await session.unlock({ password: kimsPassword }))).toBe('signed-in')
  await session.lockWhenIdle()
  expect(session.presentNow().state).toBe('signed-in')
  clock.now -= 600 * minute
  await session.lockWhenIdle()
  expect(session.presentNow().state).toBe('signed-in')
  clock.now += 15 * minute
  await session.lockWhenIdle()
  expect(session.presentNow().state).toBe('locked')
})

test('a locked window opens to the same member’s password only', async () => {
  const { session, addBen, signIn, asPresent, audited } = await begin()
  await addBen()
  await asPresent(() => session.lock())
  const own = await session.describe()
  expect(own).toMatchObject({ state: 'locked', user: { name: 'Kim' } })
  expect(Object.entries(own.permissions).filter(([, reach]) => reach !== 'none')).toEqual([['public', 'all']])
  expect(stateOf(await session.unlock({ password: bensPassword }))).toBe('login-refused')
  expect(stateOf(await signIn('ben', bensPassword))).toBe('locked')
  expect(stateOf(await signIn('kim', kimsPassword))).toBe('locked')
  expect(stateOf(await session.unlock({ password: kimsPassword }))).toBe('signed-in')
  // Nothing to unlock: whoever sits there stays.
  expect(stateOf(await session.unlock({ password: 'x' }))).toBe('signed-in')
  await session.lock()
  expect(stateOf(await session.signOut())).toBe('signed-out')
  expect(stateOf(await session.unlock({ password: kimsPassword }))).toBe('signed-out')
  expect(audited.slice(1)).toEqual([
    'Kim | locked |  | by hand',
    'Kim | sign-in-refused | kim | unlocking',
    'Kim | unlocked | kim | ',
    'Kim | locked |  | by hand',
    'Kim | signed-out |  | '
  ])
})

test('the wait after wrong passwords holds for unlocking and for changing the password, too', async () => {
  const { session, clock, addBen, signIn, change } = await begin()
  await addBen()
  await session.lock()
  for (let n = 0; n < 3; n += 1) expect(stateOf(await session.unlock({ password: `no ${n}` }))).toBe('login-refused')
  await session.signOut()
  for (let n = 0; n < 2; n += 1) expect(stateOf(await signIn('KIM', `no ${n}`))).toBe('login-refused')
  expect(stateOf(await signIn('kim', kimsPassword))).toBe('login-throttled')
  clock.now += 30_000
  expect(stateOf(await signIn('kim', kimsPassword))).toBe('signed-in')
  for (let n = 0; n < 5; n += 1) expect(stateOf(await change(`no ${n}`, 'eight quiet boats'))).toBe('login-refused')
  expect(stateOf(await change(kimsPassword, 'eight quiet boats'))).toBe('login-throttled')
  await session.lock()
  expect(stateOf(await session.unlock({ password: kimsPassword }))).toBe('login-throttled')
  clock.now += 30_000
  expect(stateOf(await session.unlock({ password: kimsPassword }))).toBe('signed-in')
})

test('a hundred guesses at once are five guesses', async () => {
  const { session, addBen, signIn, moments } = await begin()
  await addBen()
  await session.signOut()
  let looked = 0
  moments.verified = () => (looked += 1)
  const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => signIn('ben', `guess number ${n}`)))
  const codes = answers.map(stateOf)
  expect(codes.filter((code) => code === 'login-refused')).toHaveLength(5)
  expect(codes.filter((code) => code === 'login-throttled')).toHaveLength(95)
  expect(looked).toBe(5)
})

test('what is counted was counted before the password was looked at', async () => {
  const { store, session, addBen, signIn, moments } = await begin()
  await addBen()
  await session.signOut()
  const counts: unknown[] = []
  moments.verified = async () => counts.push(await store.signInAttempts({ login: 'ben' }))
  await signIn('ben', bensPassword)
  expect(counts).toMatchObject([{ ok: true, value: { failed: 1 } }])
  expect(await store.signInAttempts({ login: 'ben' })).toMatchObject({ ok: true, value: null })
})

test('a login nobody has is told, looked at and counted like a wrong password – and not written down', async () => {
  const { store, session, addBen, signIn, moments, audited } = await begin()
  await addBen()
  await session.signOut()
  let looked = 0
  moments.verified = () => (looked += 1)
  const typed = 'my.secret.by.mistake'
  const [unknown, known] = [await signIn(typed, 'x'), await signIn('ben', 'x')]
  expect(unknown).toEqual(known)
  expect(stateOf(unknown)).toBe('login-refused')
  expect(looked).toBe(2)
  expect(await store.signInAttempts({ login: typed })).toMatchObject({ ok: true, value: null })
  expect(audited.slice(-2)).toEqual([
    'Not signed in | sign-in-refused | a login nobody has | signing in',
    'Not signed in | sign-in-refused | ben | signing in'
  ])
})

test('a login nobody has waits like any other, over a restart, too', async () => {
  const { store, session, addBen, signIn, clock } = await begin()
  await addBen()
  await session.signOut()
  for (let n = 0; n < 5; n += 1) expect(stateOf(await signIn('Nobody', `guess ${n}`))).toBe('login-refused')
  expect(stateOf(await signIn('nobody', 'x'))).toBe('login-throttled')
  expect(stateOf(await around(store).signIn('NOBODY', 'x'))).toBe('login-throttled')
  clock.now += 30_000
  expect(stateOf(await signIn('nobody', 'x'))).toBe('login-refused')
})

test('locking while a password is being looked at lets nobody in', async () => {
  const { session, addBen, signIn, moments } = await begin()
  await addBen()
  await session.lock()
  moments.verified = () => session.lock('together with the computer')
  expect(stateOf(await session.unlock({ password: kimsPassword }))).toBe('locked')
  expect(session.presentNow().state).toBe('locked')
  moments.verified = () => session.signOut()
  expect(stateOf(await session.unlock({ password: kimsPassword }))).toBe('signed-out')
  moments.verified = () => session.lock('together with the computer')
  expect(stateOf(await signIn('kim', kimsPassword))).toBe('signed-out')
  expect(session.presentNow().state).toBe('signed-out')
  moments.verified = () => {}
  expect(stateOf(await signIn('kim', kimsPassword))).toBe('signed-in')
})

test('where somebody sits already, another sign-in changes nothing', async () => {
  const { session, addBen, signIn } = await begin()
  await addBen()
  const before = session.presentNow()
  expect(await signIn('ben', bensPassword)).toMatchObject({
    ok: false,
    failure: { code: 'invalid-input', field: 'login' }
  })
  expect(session.presentNow()).toBe(before)
})

test('changing the password keeps the session, and what is refused changes nothing', async () => {
  const { session, addBen, signIn, change, moments } = await begin()
  await addBen()
  expect(await change(kimsPassword, 'kimkimkimkim')).toMatchObject({ ok: false, failure: { field: 'password' } })
  expect(await change(kimsPassword, kimsPassword)).toMatchObject({ ok: false, failure: { field: 'password' } })
  // Members are read again in the middle of it.
  moments.hashed = () => session.refresh()
  expect(stateOf(await change(kimsPassword, 'eight quiet boats'))).toBe('signed-in')
  await session.refresh()
  expect(session.presentNow().state).toBe('signed-in')
  await session.lock()
  expect(stateOf(await session.unlock({ password: kimsPassword }))).toBe('login-refused')
  expect(stateOf(await session.unlock({ password: 'eight quiet boats' }))).toBe('signed-in')
  await session.signOut()
  expect(stateOf(await signIn('kim', 'eight quiet boats'))).toBe('signed-in')
})

test('locking while the password is being changed stays locked, with the new one', async () => {
  const { session, addBen, change, moments } = await begin()
  await addBen()
  moments.hashed = () => session.lock('together with the computer')
  expect(stateOf(await change(kimsPassword, 'eight quiet boats'))).toBe('locked')
  moments.hashed = () => {}
  expect(stateOf(await session.unlock({ password: 'eight quiet boats' }))).toBe('signed-in')
})

test('who was removed or given another password meanwhile is signed out at once', async () => {
  const { store, session, addBen, signIn, told, clock } = await begin()
  await addBen('administrator')
  const ben = await store.memberByLogin({ login: 'ben' })
  const id = ben.ok ? (ben.value?.id ?? '') : ''
  const kim = session.presentNow()
  await session.signOut()
  expect(stateOf(await signIn('ben', bensPassword))).toBe('password-change')
  told.splice(0)
  await store.updateMember({ id, change: { passwordHash: await createPasswords(4).hash('another one') } })
  await session.refresh()
  expect(session.presentNow()).toEqual({ state: 'signed-out' })
  expect(told).toEqual(['changed: signed-out', 'leaving'])
  expect(stateOf(await signIn('ben', 'another one'))).toBe('password-change')
  await session.lock()
  await store.updateMember({ id, change: { role: 'observer', mustChangePassword: false } })
  expect(stateOf(await session.unlock({ password: 'another one' }))).toBe('signed-in')
  expect(session.presentNow()).toMatchObject({ member: { role: 'observer' } })
  await store.addMember({
    member: {
      name: 'Cho',
      login: 'cho',
      role: 'observer',
      projectIds: [],
      passwordHash: null,
      mustChangePassword: false
    }
  })
  await session.lock()
  await store.removeMember({ id, by: 'member' in kim ? kim.member.id : '' })
  expect(stateOf(await session.unlock({ password: 'another one' }))).toBe('signed-out')
  await session.refresh()
  expect(session.presentNow().state).toBe('signed-out')
  // Somebody without a password cannot come in at all.
  clock.now += 60 * minute
  expect(stateOf(await signIn('cho', 'x'))).toBe('login-refused')
})

test('who has left meanwhile adds, resets and removes nobody', async () => {
  const { store, session, members, addBen, asPresent, signIn, moments, told } = await begin()
  await addBen('administrator')
  const listed = await store.listMembers({ search: '', offset: 0, limit: 10 })
  const ids = listed.ok ? listed.value.members.map(({ id }) => id) : []
  const cho = { name: 'Cho', login: 'cho', role: 'employee' as const, projectIds: [], password: 'given on Monday' }
  const leaveTo = async (login: string, password: string) => {
    moments.hashed = () => {}
    await session.signOut()
    await signIn(login, password)
  }
  told.splice(0)
  moments.hashed = () => session.lock('together with the computer')
  expect(await asPresent(() => members.add(cho))).toMatchObject({ ok: false, failure: { code: 'signed-out' } })
  await session.unlock({ password: kimsPassword })
  moments.hashed = () => leaveTo('ben', bensPassword)
  const reset = await asPresent(() => members.resetPassword({ id: ids[0] ?? '', password: 'given on Monday' }))
  expect(reset).toMatchObject({ ok: false, failure: { code: 'signed-out' } })
  expect(session.presentNow()).toMatchObject({ state: 'password-change', member: { name: 'Ben' } })
  expect(told).not.toContain('members')
  const after = await store.listMembers({ search: '', offset: 0, limit: 10 })
  expect(after.ok && after.value.total).toBe(2)
})

test('two who are added first at the same time: one of them is, and one password counts', async () => {
  const { session, members, asPresent, signIn } = await begin()
  const person = (login: string, ownPassword: string) =>
    members.add({ name: login, login, role: 'employee', projectIds: [], password: 'given on Monday', ownPassword })
  const [ben, cho] = await asPresent(() => Promise.all([person('ben', kimsPassword), person('cho', 'another, by cho')]))
  expect(ben?.ok).toBe(true)
  expect(cho).toMatchObject({ ok: false, failure: { code: 'invalid-input', field: 'ownPassword' } })
  await session.signOut()
  expect(stateOf(await signIn('kim', 'another, by cho'))).toBe('login-refused')
  expect(stateOf(await signIn('kim', kimsPassword))).toBe('signed-in')
})

test('digests made with less are made anew at the next sign-in', async () => {
  const file = tempFile()
  const first = await begin(file)
  await first.addBen()
  const dearer = around(first.store, 6)
  expect(stateOf(await dearer.signIn('kim', kimsPassword))).toBe('signed-in')
  const kim = await first.store.memberByLogin({ login: 'kim' })
  expect(kim.ok && kim.value?.passwordHash).toMatch(/^\$scrypt\$ln=6,/)
  const ben = await first.store.memberByLogin({ login: 'ben' })
  expect(ben.ok && ben.value?.passwordHash).toMatch(/^\$scrypt\$ln=4,/)
  await dearer.session.lock()
  expect(stateOf(await dearer.session.unlock({ password: kimsPassword }))).toBe('signed-in')
})

test('a workspace that cannot be opened: nobody is known, a backup may be restored, and the next call tries again', async () => {
  const { store } = await begin()
  let broken = true
  const failing: StoreClient = {
    ...store,
    countMembers: async (input) => (broken ? fail('database-busy', { file: 'w' }) : store.countMembers(input))
  }
  const { session, signIn, addBen, told, clock } = around(failing)
  const own = await session.describe()
  expect(own).toMatchObject({ state: 'unknown', user: null })
  expect(
    Object.entries(own.permissions)
      .filter(([, reach]) => reach === 'all')
      .map(([name]) => name)
  ).toEqual(['public', 'workspace.restore'])
  expect(stateOf(await signIn('kim', 'x'))).toBe('database-busy')
  expect(stateOf(await session.unlock({ password: 'x' }))).toBe('database-busy')
  expect(stateOf(await session.lock())).toBe('unknown')
  expect(stateOf(await session.signOut())).toBe('unknown')
  expect(told).toEqual([])
  broken = false
  expect((await session.describe()).state).toBe('open')
  expect(told).toEqual(['changed: open'])
  // Whose session it was stays known meanwhile – and a lock that came meanwhile holds.
  await addBen()
  broken = true
  await session.refresh()
  expect(session.presentNow().state).toBe('unknown')
  await session.lock('together with the computer')
  broken = false
  expect(await session.present()).toMatchObject({ state: 'locked', member: { name: 'Kim' } })
  await session.unlock({ password: kimsPassword })
  broken = true
  await session.refresh()
  clock.now += 15 * minute
  await session.lockWhenIdle()
  broken = false
  expect((await session.present()).state).toBe('locked')
  broken = true
  await session.refresh()
  await session.signOut()
  broken = false
  expect((await session.present()).state).toBe('signed-out')
})

test('a workspace that cannot be written is signed in to all the same', async () => {
  const { store, addBen } = await begin()
  await addBen()
  const refused = async () => fail('database-read-only', { file: 'workspace.db' })
  const { session, signIn } = around({ ...store, saveSignInAttempts: refused, updateMember: refused }, 6)
  expect(stateOf(await signIn('kim', 'x'))).toBe('login-refused')
  expect(stateOf(await signIn('kim', kimsPassword))).toBe('signed-in')
  await session.refresh()
  expect(session.presentNow().state).toBe('signed-in')
})
