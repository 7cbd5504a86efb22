/** Passwords as they are typed: to sign in, to unlock, to choose another; and guessed. */
import { expect, test } from 'vitest'
import { fail } from '../../../preload/contract/failures/failure.ts'
import { tempFile } from '../store/support.ts'
import { around, begin, bensPassword, kimsPassword, stateOf } from './support.ts'

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
