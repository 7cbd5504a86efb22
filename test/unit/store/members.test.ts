import { expect, test } from 'vitest'
import type { StoreApi, StoreInput } from '../../../main/store/api.ts'
import { openDatabase } from '../../../main/store/database.ts'
import { failureOf, open, tempFile } from './support.ts'

type NewMember = StoreInput<'addMember'>['member']
const person = (login: string, more: Partial<NewMember> = {}): NewMember => ({
  name: login,
  login,
  role: 'employee',
  projectIds: [],
  passwordHash: `digest of ${login}`,
  mustChangePassword: true,
  ...more
})

const owner = { name: 'Kim Larsen', login: 'kim' }

function workspace() {
  const store = open()
  store.api.ensureOwner(owner)
  const kim = store.api.countMembers({}).only
  if (!kim) throw new Error('no owner')
  return { ...store, kim }
}

const names = (api: StoreApi, search = ''): string[] =>
  api.listMembers({ search, offset: 0, limit: 200 }).members.map(({ name }) => name)

test('a new workspace gets one Administrator without a password, once', () => {
  const file = tempFile()
  const store = open(file)
  expect(store.api.countMembers({})).toEqual({ members: 0, only: null })
  store.api.ensureOwner(owner)
  store.api.ensureOwner({ name: 'Somebody else', login: 'else' })
  const { members, only } = store.api.countMembers({})
  expect(members).toBe(1)
  expect(only).toMatchObject({ ...owner, role: 'administrator', passwordHash: null, mustChangePassword: false })
  store.close()
  const again = open(file)
  again.api.ensureOwner({ name: 'Somebody else', login: 'else' })
  expect(again.api.countMembers({}).only).toEqual(only)
})

test('the second member and the first one’s password come together, or not at all', () => {
  const { api, kim } = workspace()
  const taken = failureOf(() => api.addMember({ member: person('KIM'), owner: { id: kim.id, passwordHash: 'x' } }))
  expect(taken.code).toBe('already-exists')
  const noProject = person('ben', { role: 'project-manager', projectIds: ['none'] })
  const missing = failureOf(() => api.addMember({ member: noProject, owner: { id: kim.id, passwordHash: 'x' } }))
  expect(missing.code).toBe('not-found')
  expect(api.countMembers({})).toEqual({ members: 1, only: kim })
  api.addMember({ member: person('ben'), owner: { id: kim.id, passwordHash: 'digest of kim' } })
  expect(api.getMember({ id: kim.id })?.passwordHash).toBe('digest of kim')
  expect(api.countMembers({})).toEqual({ members: 2, only: null })
})

test('a login is found without case and accents, and belongs to one', () => {
  const { api } = workspace()
  const ben = api.addMember({ member: person('Éva') })
  expect(api.memberByLogin({ login: 'eva' })?.id).toBe(ben.id)
  expect(api.memberByLogin({ login: 'ÉVA' })?.id).toBe(ben.id)
  expect(api.memberByLogin({ login: 'evan' })).toBeNull()
  const cho = api.addMember({ member: person('cho') })
  expect(failureOf(() => api.updateMember({ id: cho.id, change: { login: 'eVa' } })).code).toBe('already-exists')
  // One's own in another spelling is no conflict.
  expect(api.updateMember({ id: ben.id, change: { login: 'eva' } })?.login).toBe('eva')
})

test('the login of somebody who was removed is free again; their password is gone', () => {
  const { api, kim } = workspace()
  const ben = api.addMember({ member: person('ben') })
  expect(api.removeMember({ id: ben.id, by: kim.id })?.id).toBe(ben.id)
  expect(api.memberByLogin({ login: 'ben' })).toBeNull()
  expect(api.getMember({ id: ben.id })).toBeNull()
  expect(api.updateMember({ id: ben.id, change: { name: 'x' } })).toBeNull()
  expect(api.removeMember({ id: ben.id, by: kim.id })).toBeNull()
  const other = api.addMember({ member: person('ben') })
  expect(other.id).not.toBe(ben.id)
})

test('there is always an Administrator, whatever order it is asked in', () => {
  const { api, kim } = workspace()
  const ben = api.addMember({ member: person('ben', { role: 'administrator' }) })
  const demote = (id: string) => api.updateMember({ id, change: { role: 'employee' } })
  expect(demote(kim.id)?.role).toBe('employee')
  expect(failureOf(() => demote(ben.id))).toMatchObject({ code: 'last-administrator', params: { name: 'ben' } })
  expect(failureOf(() => api.removeMember({ id: ben.id, by: kim.id })).code).toBe('last-administrator')
  // Nothing of a refused change stays.
  const refused = failureOf(() => api.updateMember({ id: ben.id, change: { name: 'Ben', role: 'observer' } }))
  expect(refused.code).toBe('last-administrator')
  expect(api.getMember({ id: ben.id })).toMatchObject({ name: 'ben', role: 'administrator' })
  api.updateMember({ id: kim.id, change: { role: 'administrator' } })
  expect(demote(ben.id)?.role).toBe('employee')
})

test('who is left alone has no password if it was their doing, and keeps it if not', () => {
  const { api, kim } = workspace()
  const add = (): string => {
    const member = person('ben', { role: 'administrator' })
    return api.addMember({ member, owner: { id: kim.id, passwordHash: 'digest of kim' } }).id
  }
  api.removeMember({ id: add(), by: kim.id })
  expect(api.countMembers({}).only).toMatchObject({ id: kim.id, passwordHash: null, mustChangePassword: false })
  const ben = add()
  const cho = api.addMember({ member: person('cho') })
  api.removeMember({ id: cho.id, by: kim.id })
  expect(api.getMember({ id: kim.id })?.passwordHash).toBe('digest of kim')
  api.removeMember({ id: kim.id, by: kim.id })
  expect(api.countMembers({}).only).toMatchObject({ id: ben, passwordHash: 'digest of ben', mustChangePassword: true })
})

test('projects are a Project Manager’s only, each once, and go with the role', () => {
  const { api } = workspace()
  const [one, two] = [api.createProject({ name: 'One' }).id, api.createProject({ name: 'Two' }).id]
  const ben = api.addMember({ member: person('ben', { role: 'project-manager', projectIds: [one, one, two] }) })
  expect([...ben.projectIds].sort()).toEqual([one, two].sort())
  expect(api.updateMember({ id: ben.id, change: { projectIds: [two] } })?.projectIds).toEqual([two])
  expect(failureOf(() => api.updateMember({ id: ben.id, change: { projectIds: [one, 'none'] } })).code).toBe(
    'not-found'
  )
  expect(api.getMember({ id: ben.id })?.projectIds).toEqual([two])
  expect(api.updateMember({ id: ben.id, change: { role: 'observer' } })?.projectIds).toEqual([])
  expect(api.updateMember({ id: ben.id, change: { role: 'project-manager' } })?.projectIds).toEqual([])
  const cho = api.addMember({ member: person('cho', { projectIds: [one] }) })
  expect(cho.projectIds).toEqual([])
})

test('members come by name, in pages, found without case and accents', () => {
  const { api } = workspace()
  for (const name of ['Éric', 'anna', 'Bo', '100% Zoë'])
    api.addMember({ member: person(name.replace(' ', ''), { name }) })
  expect(names(api)).toEqual(['100% Zoë', 'anna', 'Bo', 'Éric', 'Kim Larsen'])
  expect(names(api, 'ERI')).toEqual(['Éric'])
  expect(names(api, '%')).toEqual(['100% Zoë'])
  expect(names(api, 'nobody')).toEqual([])
  const page = api.listMembers({ search: '', offset: 1, limit: 2 })
  expect(page.members.map(({ name }) => name)).toEqual(['anna', 'Bo'])
  expect(page.total).toBe(5)
})

test('wrong passwords are counted for a login without case, and forgotten', () => {
  const file = tempFile()
  const store = open(file)
  expect(store.api.signInAttempts({ login: 'ben' })).toBeNull()
  store.api.saveSignInAttempts({ login: 'Ben', failed: 1, lastAt: 10 })
  store.api.saveSignInAttempts({ login: 'BEN', failed: 2, lastAt: 20 })
  store.close()
  const { api } = open(file)
  expect(api.signInAttempts({ login: 'bén' })).toEqual({ failed: 2, lastAt: 20 })
  expect(api.signInAttempts({ login: 'cho' })).toBeNull()
  api.saveSignInAttempts({ login: 'ben', failed: 0, lastAt: 30 })
  expect(api.signInAttempts({ login: 'ben' })).toBeNull()
})

test('made-up logins do not fill the disk: the ones not tried for longest are forgotten', () => {
  const file = tempFile()
  const filled = openDatabase(file)
  if (!filled.ok) throw new Error(filled.failure.cause)
  filled.value.run(`
    with recursive made (n) as (select 1 union all select n + 1 from made where n < 9999)
    insert into sign_in_attempts select 'made up ' || n, 1, n from made`)
  filled.value.close()
  const { api } = open(file)
  for (let n = 10_000; n <= 10_002; n += 1) api.saveSignInAttempts({ login: `made up ${n}`, failed: 1, lastAt: n })
  const known = (n: number): boolean => api.signInAttempts({ login: `made up ${n}` }) !== null
  expect([1, 2, 3, 4, 9_999, 10_002].map(known)).toEqual([false, false, true, true, true, true])
})
