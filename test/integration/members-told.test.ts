/** What others are told of a member: who they are and what they may, not when they come and with which password. */
import { expect, test } from 'vitest'
import { must, startTestApp } from './support/test-app.ts'

const [own, first, second] = ['the first of all members', 'a long walk by the sea', 'another walk by the sea']

test('logins, times of signing in and passwords that are due are told to Administrators, and to oneself', async () => {
  const app = await startTestApp({ owner: { name: 'Anna', login: 'anna' } })
  const base = { projectIds: [], password: first }
  must(await app.invoke('members.add', { ...base, name: 'Kim', login: 'kim', role: 'observer', ownPassword: own }))
  must(await app.invoke('members.add', { ...base, name: 'Ben', login: 'ben', role: 'employee' }))
  must(await app.invoke('session.signOut', {}))
  must(await app.invoke('session.signIn', { login: 'anna', password: own }))
  const told = async () =>
    must(await app.invoke('members.list', {})).members.map(({ name, login, mustChangePassword, lastSignInAt }) => ({
      name,
      login,
      due: mustChangePassword,
      came: lastSignInAt !== null
    }))
  expect(await told()).toEqual([
    { name: 'Anna', login: 'anna', due: false, came: true },
    { name: 'Ben', login: 'ben', due: true, came: false },
    { name: 'Kim', login: 'kim', due: true, came: false }
  ])
  must(await app.invoke('session.signOut', {}))
  must(await app.invoke('session.signIn', { login: 'kim', password: first }))
  must(await app.invoke('session.changePassword', { current: first, password: second }))
  expect(await told()).toEqual([
    { name: 'Anna', login: null, due: false, came: false },
    { name: 'Ben', login: null, due: false, came: false },
    { name: 'Kim', login: 'kim', due: false, came: true }
  ])
  await app.close()
})
