/** Members through the window's own calls, with the real services and a real workspace file. */
import { afterEach, expect, test } from 'vitest'
import { startPracticeJira } from '../jira/index.ts'
import { recognised } from '../support/recognised.ts'
import { add, firstPassword, kim, passwordOf, settled, signIn, signOut } from './support/people.ts'
import { codeOf, must, startTestApp, type TestApp, type TestAppOptions } from './support/test-app.ts'

const started: TestApp[] = []
afterEach(async () => {
  for (const app of started.splice(0)) await app.close()
})

async function begin(options: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp({ owner: kim, ...options })
  started.push(app)
  return app
}

const session = (app: TestApp) => app.services.session.describe()
const list = async (app: TestApp) => must(await app.invoke('members.list', {}))
const log = async (app: TestApp): Promise<string[]> => {
  const { entries } = must(await app.store.listAudit({ search: '', offset: 0, limit: 200 }))
  return entries.map(({ member, action, subject, detail }) => [member, action, subject, detail].join(' | ')).reverse()
}

test('at first the workspace is the system user’s, and nobody signs in', async () => {
  const app = await begin()
  const own = await session(app)
  expect(own).toMatchObject({ state: 'open', user: { name: 'Kim Larsen', role: 'administrator', projectIds: [] } })
  expect(Object.values(own.permissions)).toEqual(Object.values(own.permissions).map(() => 'all'))
  const { members, total, signIn: on } = await list(app)
  expect(members).toMatchObject([{ ...kim, role: 'administrator', mustChangePassword: false, lastSignInAt: null }])
  expect({ total, on }).toEqual({ total: 1, on: false })
  // Locking and signing out have nothing to lock and nobody to send away.
  expect(must(await app.invoke('session.lock', {})).state).toBe('open')
  expect((await signOut(app)).state).toBe('open')
  const refused = await app.invoke('session.changePassword', { current: 'x', password: 'seven quiet boats' })
  expect(refused).toMatchObject({ ok: false, failure: { code: 'invalid-input', field: 'current' } })
  expect(await app.invoke('session.signIn', { login: 'kim', password: 'x' })).toMatchObject({
    ok: false,
    failure: { code: 'invalid-input', field: 'login' }
  })
  expect(await log(app)).toEqual([])
})

test('the second member turns sign-in on; the one there was stays, with a password of their own', async () => {
  const app = await begin()
  const ben = { name: 'Ben Ode', login: 'ben', role: 'employee' as const, projectIds: [], password: firstPassword }
  expect(await app.invoke('members.add', ben)).toMatchObject({
    ok: false,
    failure: { code: 'invalid-input', field: 'ownPassword' }
  })
  expect((await session(app)).state).toBe('open')
  const added = must(await app.invoke('members.add', { ...ben, ownPassword: passwordOf('kim') }))
  expect(added).toMatchObject({ name: 'Ben Ode', login: 'ben', role: 'employee', mustChangePassword: true })
  expect(await session(app)).toMatchObject({ state: 'signed-in', user: { name: 'Kim Larsen' } })
  expect((await list(app)).signIn).toBe(true)
  const again = await app.invoke('members.add', { ...ben, login: 'cho', ownPassword: passwordOf('kim') })
  expect(again).toMatchObject({ ok: false, failure: { code: 'invalid-input', field: 'ownPassword' } })
  await signOut(app)
  expect((await signIn(app, 'kim')).state).toBe('signed-in')
  expect(await log(app)).toEqual([
    'Kim Larsen | Added a member | Ben Ode | Employee; from now on everybody signs in',
    'Kim Larsen | Signed out |  | ',
    'Kim Larsen | Signed in | kim | '
  ])
})

test('at the next start everybody signs in', async () => {
  const app = await begin()
  await add(app, { login: 'ben', role: 'employee' })
  await app.close({ keep: true })
  started.splice(0)
  const next = await begin({ folder: app.folder })
  expect(await session(next)).toMatchObject({ state: 'signed-out', user: null })
  const refused = await next.invoke('projects.list', {})
  expect(codeOf(refused)).toBe('signed-out')
  recognised({ code: 'signed-out', by: 'the window is used while nobody is signed in', how: 'app' })
  expect((await signIn(next, 'KIM', passwordOf('kim'))).user?.name).toBe('Kim Larsen')
  must(await next.invoke('projects.list', {}))
})

test('a password given by an Administrator is for one sign-in, which asks for a new one', async () => {
  const app = await begin()
  await add(app, { login: 'ben', role: 'employee', name: 'Ben Ode' })
  await signOut(app)
  const first = must(await app.invoke('session.signIn', { login: 'ben', password: firstPassword }))
  expect(first).toMatchObject({ state: 'password-change', user: { name: 'Ben Ode' } })
  const { session: own, public: everybody, ...others } = first.permissions
  expect([own, everybody, ...new Set(Object.values(others))]).toEqual(['all', 'all', 'none'])
  expect(codeOf(await app.invoke('projects.list', {}))).toBe('password-change-due')
  recognised({ code: 'password-change-due', by: 'the first sign-in with a password that was given', how: 'app' })
  const change = (current: string, password: string) => app.invoke('session.changePassword', { current, password })
  expect(await change(firstPassword, firstPassword)).toMatchObject({
    ok: false,
    failure: { code: 'invalid-input', field: 'password' }
  })
  expect(await change(firstPassword, 'benbenbenben')).toMatchObject({ ok: false, failure: { field: 'password' } })
  expect(codeOf(await change('not that one, surely', passwordOf('ben')))).toBe('login-refused')
  expect(must(await change(firstPassword, passwordOf('ben')))).toMatchObject({ state: 'signed-in' })
  must(await app.invoke('projects.list', {}))
  await signOut(app)
  expect(codeOf(await app.invoke('session.signIn', { login: 'ben', password: firstPassword }))).toBe('login-refused')
  expect((await signIn(app, 'ben')).state).toBe('signed-in')
  expect((await log(app)).slice(2)).toEqual([
    'Ben Ode | Signed in | ben | ',
    'Ben Ode | Sign-in refused | ben | changing the password',
    'Ben Ode | Changed their own password | ben | ',
    'Ben Ode | Signed out |  | ',
    'Not signed in | Sign-in refused | ben | signing in',
    'Ben Ode | Signed in | ben | '
  ])
})

test('who may do what follows the role at once', async () => {
  const app = await begin()
  const shelves = must(await app.invoke('projects.create', { name: 'Shelves' }))
  const chairs = must(await app.invoke('projects.create', { name: 'Chairs' }))
  const ben = await settled(app, { login: 'ben', role: 'employee' })
  const update = (more: object) => app.invoke('members.update', { id: ben.id, ...more })
  const manager = must(await update({ role: 'project-manager', projectIds: [shelves.id, chairs.id] }))
  expect(manager).toMatchObject({ role: 'project-manager' })
  expect([...manager.projectIds].sort()).toEqual([shelves.id, chairs.id].sort())
  must(await update({ projectIds: [shelves.id] }))
  expect(must(await update({ name: 'Ben Ode' })).projectIds).toEqual([shelves.id])
  expect(await update({ projectIds: ['no-such-project'] })).toMatchObject({
    ok: false,
    failure: { code: 'not-found', field: 'projectIds' }
  })
  await signOut(app)
  expect((await signIn(app, 'ben')).user).toMatchObject({ role: 'project-manager', projectIds: [shelves.id] })
  expect(codeOf(await app.invoke('members.update', { id: ben.id, role: 'administrator' }))).toBe('not-permitted')
  await signOut(app)
  await signIn(app, 'kim')
  must(await update({ role: 'observer', login: 'ben.ode' }))
  const changes = (await log(app)).filter((entry) => /Changed a/.test(entry))
  expect(changes).toEqual([
    expect.stringMatching(/\| ben \| Employee → Project Manager of (Shelves, Chairs|Chairs, Shelves)$/),
    expect.stringMatching(/\| ben \| Project Manager of .*, .* → Project Manager of Shelves$/),
    'Kim Larsen | Changed a member | Ben Ode | name ben → Ben Ode',
    'Kim Larsen | Changed a member | Ben Ode | login ben → ben.ode',
    'Kim Larsen | Changed a role | Ben Ode | Project Manager of Shelves → Observer'
  ])
})

test('an Administrator who steps down is none from the next call on', async () => {
  const app = await begin()
  await settled(app, { login: 'ben', role: 'administrator' })
  const me = (await session(app)).user?.id ?? ''
  must(await app.invoke('members.update', { id: me, role: 'observer' }))
  expect(await session(app)).toMatchObject({ state: 'signed-in', user: { role: 'observer' } })
  expect(codeOf(await app.invoke('members.update', { id: me, role: 'administrator' }))).toBe('not-permitted')
  expect(codeOf(await app.invoke('audit.list', {}))).toBe('not-permitted')
})

test('the last Administrator stays, however it is asked', async () => {
  const app = await begin()
  const ben = await settled(app, { login: 'ben', role: 'administrator' })
  const me = (await session(app)).user?.id ?? ''
  // Both at once: each would leave the other.
  const both = await Promise.all([
    app.invoke('members.update', { id: ben.id, role: 'employee' }),
    app.invoke('members.update', { id: me, role: 'employee' })
  ])
  expect(both.map(codeOf)).toEqual(['ok', 'last-administrator'])
  recognised({ code: 'last-administrator', by: 'the only Administrator is to have another role', how: 'app' })
  const removed = await app.invoke('members.remove', { id: me })
  expect(removed).toMatchObject({ ok: false, failure: { code: 'last-administrator', params: { name: 'Kim Larsen' } } })
  expect((await list(app)).members.map(({ role }) => role).sort()).toEqual(['administrator', 'employee'])
})

test('who is left alone and sits there signs in no more', async () => {
  const app = await begin()
  const ben = await settled(app, { login: 'ben', role: 'administrator' })
  must(await app.invoke('members.remove', { id: ben.id }))
  expect(await session(app)).toMatchObject({ state: 'open', user: { name: 'Kim Larsen' } })
  expect((await list(app)).signIn).toBe(false)
  await app.close({ keep: true })
  started.splice(0)
  const next = await begin({ folder: app.folder })
  expect((await session(next)).state).toBe('open')
  // The login is free again, and whoever has it now is somebody else.
  const other = await settled(next, { login: 'ben', role: 'employee' })
  expect(other.id).not.toBe(ben.id)
})

test('who removes themselves is signed out, and the one who is left signs in once more', async () => {
  const app = await begin()
  await settled(app, { login: 'ben', role: 'administrator', name: 'Ben Ode' })
  const me = (await session(app)).user?.id ?? ''
  // The answer would belong to somebody who is not there any more.
  expect(codeOf(await app.invoke('members.remove', { id: me }))).toBe('signed-out')
  expect(await session(app)).toMatchObject({ state: 'signed-out', user: null })
  expect(codeOf(await app.invoke('session.signIn', { login: 'kim', password: passwordOf('kim') }))).toBe(
    'login-refused'
  )
  await app.close({ keep: true })
  started.splice(0)
  const next = await begin({ folder: app.folder })
  expect((await session(next)).state).toBe('signed-out')
  expect(codeOf(await next.invoke('session.signIn', { login: 'ben', password: 'guessed, of course' }))).toBe(
    'login-refused'
  )
  expect(await signIn(next, 'ben')).toMatchObject({ state: 'open', user: { name: 'Ben Ode' } })
  expect((await list(next)).members).toMatchObject([{ name: 'Ben Ode', role: 'administrator' }])
})

test('a new password from an Administrator ends the wait, and the former one is good for nothing', async () => {
  const app = await begin()
  const ben = await settled(app, { login: 'ben', role: 'employee' })
  await signOut(app)
  const guess = (password: string) => app.invoke('session.signIn', { login: 'ben', password })
  for (let n = 0; n < 5; n += 1) expect(codeOf(await guess(`guess number ${n}`))).toBe('login-refused')
  recognised({ code: 'login-refused', by: 'a wrong password', how: 'app' })
  const throttled = await guess(passwordOf('ben'))
  expect(throttled).toMatchObject({ ok: false, failure: { code: 'login-throttled', params: { wait: '30 seconds' } } })
  recognised({ code: 'login-throttled', by: 'six wrong passwords in a row', how: 'app' })
  // Another login is another matter.
  await signIn(app, 'kim')
  const given = 'another one, for Tuesday'
  expect(must(await app.invoke('members.resetPassword', { id: ben.id, password: given })).mustChangePassword).toBe(true)
  await signOut(app)
  expect(codeOf(await guess(passwordOf('ben')))).toBe('login-refused')
  expect(must(await guess(given)).state).toBe('password-change')
  expect((await log(app)).filter((entry) => /refused/.test(entry)).at(-2)).toBe(
    'Not signed in | Sign-in refused | ben | signing in; 5 wrong in a row, waits 30 seconds'
  )
})

test('who gets the login of somebody removed does not wait for their wrong passwords', async () => {
  const app = await begin()
  const ben = await settled(app, { login: 'ben', role: 'employee' })
  await signOut(app)
  for (let n = 0; n < 6; n += 1) await app.invoke('session.signIn', { login: 'ben', password: `guess number ${n}` })
  await signIn(app, 'kim')
  must(await app.invoke('members.remove', { id: ben.id }))
  await add(app, { login: 'Ben', role: 'employee' })
  await signOut(app)
  expect((await signIn(app, 'ben', firstPassword)).state).toBe('signed-in')
})

test('one’s own password is not reset: that would not ask for the present one', async () => {
  const app = await begin()
  await settled(app, { login: 'ben', role: 'employee' })
  const me = (await session(app)).user?.id ?? ''
  expect(await app.invoke('members.resetPassword', { id: me, password: firstPassword })).toMatchObject({
    ok: false,
    failure: { code: 'invalid-input', field: 'password' }
  })
})

test('a locked window answers nothing until its member unlocks it', async () => {
  const app = await begin()
  await add(app, { login: 'ben', role: 'employee' })
  expect(must(await app.invoke('session.lock', {}))).toMatchObject({ state: 'locked', user: { name: 'Kim Larsen' } })
  const refused = await app.invoke('projects.list', {})
  expect(refused).toMatchObject({ ok: false, failure: { code: 'locked', params: { name: 'Kim Larsen' } } })
  recognised({ code: 'locked', by: 'the window is used while it is locked', how: 'app' })
  must(await app.invoke('session.unlock', { password: passwordOf('kim') }))
  must(await app.invoke('projects.list', {}))
})

test('logins are told to Administrators, and each one’s own', async () => {
  const app = await begin()
  await settled(app, { login: 'ben', role: 'observer' })
  expect((await list(app)).members.map(({ login }) => login).sort()).toEqual(['ben', 'kim'])
  await signOut(app)
  await signIn(app, 'ben')
  expect((await list(app)).members.map(({ login }) => login)).toEqual(['ben', null])
  expect(must(await app.invoke('members.list', { search: 'LARS' })).members).toMatchObject([{ name: 'Kim Larsen' }])
})

test('a login belongs to one, whatever its case; names hold nothing invisible', async () => {
  const app = await begin()
  await add(app, { login: 'ben', role: 'employee' })
  const another = { name: 'x', login: 'BEN', role: 'employee' as const, projectIds: [], password: firstPassword }
  expect(await app.invoke('members.add', another)).toMatchObject({
    ok: false,
    failure: { code: 'already-exists', field: 'login' }
  })
  const added = must(await app.invoke('members.add', { ...another, login: 'b2', name: 'Be\u202en\u200b Ode' }))
  expect(added.name).toBe('Ben Ode')
  const invisible = await app.invoke('members.update', { id: added.id, name: '\u200b\u2066' })
  expect(invisible).toMatchObject({ ok: false, failure: { code: 'invalid-input', field: 'name' } })
  const unknown = [
    await app.invoke('members.update', { id: 'nobody', name: 'x' }),
    await app.invoke('members.resetPassword', { id: 'nobody', password: firstPassword }),
    await app.invoke('members.remove', { id: 'nobody' })
  ]
  expect(unknown.map(codeOf)).toEqual(['not-found', 'not-found', 'not-found'])
})

test('a list of people who manage hundreds of projects comes in pages that fit', async () => {
  const app = await begin()
  const projectIds: string[] = []
  for (let n = 0; n < 200; n += 1) projectIds.push(must(await app.store.createProject({ name: `P${n}` })).id)
  for (let n = 0; n < 20; n += 1) await add(app, { login: `m${n}`, role: 'project-manager', projectIds })
  const names: string[] = []
  let pages = 0
  while (names.length < 21) {
    const page = must(await app.invoke('members.list', { offset: names.length, limit: 200 }))
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(64 * 1024)
    expect(page.members.every((one) => one.role === 'administrator' || one.projectIds.length === 200)).toBe(true)
    names.push(...page.members.map(({ name }) => name))
    pages += 1
  }
  expect(pages).toBeGreaterThan(1)
  expect(new Set(names).size).toBe(21)
})

test('with the digests the app itself makes', async () => {
  const app = await begin({ passwordCost: null })
  await add(app, { login: 'ben', role: 'employee' })
  await signOut(app)
  const ben = must(await app.store.memberByLogin({ login: 'ben' }))
  expect(ben?.passwordHash).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/)
  expect(codeOf(await app.invoke('session.signIn', { login: 'ben', password: 'another one' }))).toBe('login-refused')
  expect(codeOf(await app.invoke('session.signIn', { login: 'nobody', password: 'another one' }))).toBe('login-refused')
  expect((await signIn(app, 'ben', firstPassword)).state).toBe('signed-in')
})

test.each(['lock', 'signOut'] as const)('what was begun at a Jira’s page ends with %s', async (how) => {
  const jira = await startPracticeJira({ version: '10.3' })
  let windows = 0
  const pages = { openWindow: () => ((windows += 1), { close: () => void (windows -= 1) }), openBrowser() {} }
  try {
    const app = await begin({ pages })
    await add(app, { login: 'ben', role: 'employee' })
    const { consumerKey, consumerName, publicKey } = must(await app.invoke('applink.get', {}))
    jira.admin.createApplicationLink({ consumerKey, consumerName, publicKeyPem: publicKey })
    const start = { siteUrl: jira.url, consumerKey, via: 'window' as const }
    const { flowId } = must(await app.invoke('connections.startOAuth1', start))
    expect(windows).toBe(1)
    const waiting = app.invoke('connections.awaitSignIn', { flowId })
    must(await app.invoke(`session.${how}`, {}))
    expect(windows).toBe(0)
    expect(codeOf(await waiting)).toBe(how === 'lock' ? 'locked' : 'signed-out')
    await app.invoke('session.signOut', {})
    await signIn(app, 'kim')
    expect(must(await app.invoke('connections.list', {})).connections).toEqual([])
  } finally {
    await jira.close()
  }
})
