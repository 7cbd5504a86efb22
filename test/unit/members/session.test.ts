/** The session as a machine: who sits there, and what happens at the wrong moment. */
import { expect, test } from 'vitest'
import { createPasswords } from '../../../main/members/password.ts'
import { mayHear } from '../../../main/members/session.ts'
import type { StoreClient } from '../../../main/store/api.ts'
import { fail } from '../../../preload/contract/failures/failure.ts'
import { around, begin, bensPassword, kimsPassword, minute, stateOf } from './support.ts'

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

test('a workspace that does not answer: nobody is known, nothing may be done, and the next call tries again', async () => {
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
  ).toEqual(['public'])
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

test('a read-only workspace without any member belongs to whoever opens it', async () => {
  const { store } = await begin()
  const { session } = around({ ...store, ensureOwner: async () => fail('database-read-only', { file: 'w' }) })
  expect(await session.describe()).toMatchObject({ state: 'open', user: { name: 'Kim', role: 'administrator' } })
})
