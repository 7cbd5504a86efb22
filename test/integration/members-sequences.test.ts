/** Whatever people do one after the other: what must always hold for members and sessions. */
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import type { MemberRecord } from '../../main/store/api.ts'
import { role, type Role } from '../../preload/contract/members.ts'
import { kim } from './support/people.ts'
import { codeOf, must, startTestApp, type TestApp } from './support/test-app.ts'

afterEach(() => void vi.useRealTimers())

const logins = ['kim', 'ben', 'cho', 'dia'] as const
const roles = role.options

type Step =
  | { readonly do: 'add'; readonly login: string; readonly role: Role; readonly own: boolean }
  | { readonly do: 'change'; readonly login: string; readonly role: Role }
  | { readonly do: 'remove' | 'reset' | 'sign in' | 'sign in wrongly'; readonly login: string }
  | { readonly do: 'sign out' | 'lock' | 'unlock' | 'unlock wrongly' | 'choose' | 'leave alone' | 'start again' }

const login = fc.constantFrom(...logins)
const anyRole = fc.oneof(fc.constant<Role>('administrator'), fc.constantFrom(...roles))
/** Members come first and often: without them there is nothing to sign in to. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), login, role: anyRole, own: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), login, role: anyRole }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('sign in' as const), login }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('remove' as const, 'reset' as const, 'sign in wrongly' as const),
      login
    })
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'sign out' as const,
        'lock' as const,
        'unlock' as const,
        'unlock wrongly' as const,
        'choose' as const,
        'leave alone' as const,
        'start again' as const
      )
    })
  }
)

/** What the test knows beside the app: everybody's password, and who sits there. */
class World {
  app: TestApp
  /** By login; null while nobody needs one. */
  readonly passwords = new Map<string, string | null>([['kim', null]])
  readonly former: string[] = ['never was one']
  present: string | null = 'kim'
  locked = false
  #made = 0

  constructor(app: TestApp) {
    this.app = app
  }
  newPassword(): string {
    this.#made += 1
    return `password number ${this.#made}`
  }
  set(login: string, password: string | null): void {
    const before = this.passwords.get(login)
    if (before) this.former.push(before)
    this.passwords.set(login, password)
  }
  passwordOf = (login: string): string => this.passwords.get(login) ?? 'none there is'
  /** Somebody else's or a former one. */
  wrongFor(login: string): string {
    const others = [...this.passwords].flatMap(([whose, one]) => (whose !== login && one ? [one] : []))
    return others[0] ?? this.former.at(-1) ?? ''
  }
  async members(): Promise<MemberRecord[]> {
    return must(await this.app.store.listMembers({ search: '', offset: 0, limit: 100 })).members
  }
  async idOf(login: string): Promise<string> {
    return (await this.members()).find((one) => one.login === login)?.id ?? 'nobody'
  }
}

/** One thing done, and what it must have come to. */
async function take(world: World, step: Step): Promise<void> {
  const { app } = world
  const before = await app.services.session.describe()
  const members = await world.members()
  const mayManage = before.permissions['members.manage'] === 'all'
  const work = async (answer: Promise<{ ok: boolean }>): Promise<boolean> => {
    const { ok } = await answer
    if (!mayManage) expect([ok, await world.members()], 'refused, and nothing changed').toEqual([false, members])
    return ok
  }
  switch (step.do) {
    case 'add': {
      const [password, ownPassword] = [world.newPassword(), world.newPassword()]
      const asked = { name: step.login, login: step.login, role: step.role, projectIds: [], password }
      const done = await work(app.invoke('members.add', step.own ? { ...asked, ownPassword } : asked))
      expect(done).toBe(mayManage && !world.passwords.has(step.login) && step.own === (before.state === 'open'))
      if (!done) return
      world.set(step.login, password)
      if (step.own && world.present) world.set(world.present, ownPassword)
      return
    }
    case 'change':
      await work(app.invoke('members.update', { id: await world.idOf(step.login), role: step.role }))
      return
    case 'reset': {
      const password = world.newPassword()
      const done = await work(app.invoke('members.resetPassword', { id: await world.idOf(step.login), password }))
      if (done) world.set(step.login, password)
      return
    }
    case 'remove': {
      await work(app.invoke('members.remove', { id: await world.idOf(step.login) }))
      const left = (await world.members()).map((one) => one.login)
      if (left.includes(step.login) || !world.passwords.has(step.login)) return
      world.set(step.login, null)
      world.passwords.delete(step.login)
      if (world.present === step.login) world.present = null
      // Alone again, and there: no password any more.
      else if (left.length === 1 && world.present) world.set(world.present, null)
      return
    }
    case 'sign in': {
      const answer = await app.invoke('session.signIn', { login: step.login, password: world.passwordOf(step.login) })
      if (!answer.ok) {
        const refusals = { 'signed-out': /^login-(refused|throttled)$/, locked: /^locked$/ } as Record<string, RegExp>
        expect(codeOf(answer)).toMatch(refusals[before.state] ?? /^invalid-input$/)
        return
      }
      expect(before.state).toBe('signed-out')
      expect(world.passwords.get(step.login)).not.toBeNull()
      world.present = step.login
      if (members.length === 1) world.set(step.login, null)
      return
    }
    case 'sign in wrongly': {
      const wrong = { login: step.login, password: world.wrongFor(step.login) }
      expect(codeOf(await app.invoke('session.signIn', wrong))).not.toBe('ok')
      return
    }
    case 'sign out':
      must(await app.invoke('session.signOut', {}))
      if (before.state !== 'open') [world.present, world.locked] = [null, false]
      return
    case 'lock':
      await app.invoke('session.lock', {})
      if (before.state === 'signed-in' || before.state === 'password-change') world.locked = true
      return
    case 'leave alone':
      vi.setSystemTime(Date.now() + 16 * 60_000)
      await app.services.session.lockWhenIdle()
      if (before.state === 'signed-in' || before.state === 'password-change') world.locked = true
      return
    case 'unlock': {
      const answer = await app.invoke('session.unlock', { password: world.passwordOf(world.present ?? '') })
      if (answer.ok && before.state === 'locked') world.locked = false
      return
    }
    case 'unlock wrongly': {
      const answer = await app.invoke('session.unlock', { password: world.wrongFor(world.present ?? '') })
      // Where nothing is locked there is nothing to enter.
      if (before.state === 'locked' || before.state === 'signed-out') expect(codeOf(answer)).not.toBe('ok')
      return
    }
    case 'choose': {
      const [current, password] = [world.passwordOf(world.present ?? ''), world.newPassword()]
      const answer = await app.invoke('session.changePassword', { current, password })
      if (answer.ok && world.present) world.set(world.present, password)
      return
    }
    case 'start again': {
      await app.close({ keep: true })
      world.app = await startTestApp({ owner: kim, folder: app.folder })
      if (before.state !== 'open') [world.present, world.locked] = [null, false]
    }
  }
}

async function check(world: World): Promise<void> {
  const { session } = world.app.services
  const [{ state, user, permissions }, members] = [await session.describe(), await world.members()]
  expect(members.some((one) => one.role === 'administrator')).toBe(true)
  expect(members.map((one) => one.login).sort()).toEqual([...world.passwords.keys()].sort())
  expect(user?.name === kim.name ? 'kim' : (user?.name ?? null)).toBe(world.present)
  const there = members.find(({ id }) => id === user?.id)
  if (user) expect(there).toMatchObject({ role: user.role })
  expect(state === 'locked').toBe(world.locked)
  expect(state === 'open').toBe(members.length === 1 && user !== null)
  // Whoever has to sign in can: everybody has a password then, and nobody has one otherwise.
  expect(members.every(({ passwordHash }) => (passwordHash === null) === (state === 'open'))).toBe(true)
  expect(state === 'password-change').toBe(state !== 'locked' && there?.mustChangePassword === true)
  expect(session.presentNow().state).toBe(state)
  const works = state === 'open' || state === 'signed-in'
  expect(permissions['workspace.read']).toBe(works ? 'all' : 'none')
  expect((await world.app.invoke('projects.list', {})).ok).toBe(works)
}

test('always an Administrator, nobody in with a wrong password, no session of somebody removed, open exactly when alone', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const reached = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const world = new World(await startTestApp({ owner: kim }))
      try {
        await check(world)
        for (const one of steps) {
          await take(world, one)
          await check(world)
          const { state } = world.app.services.session.presentNow()
          reached.set(state, (reached.get(state) ?? 0) + 1)
        }
      } finally {
        await world.app.close()
      }
    }),
    { numRuns: 60, examples: [[leftAlone]] }
  )
  // The sequences went everywhere.
  expect([...reached.keys()].sort()).toEqual(['locked', 'open', 'password-change', 'signed-in', 'signed-out'])
}, 120_000)

/** An Administrator removes themselves, and the one who is left comes back. */
const leftAlone: Step[] = [
  { do: 'add', login: 'ben', role: 'administrator', own: true },
  { do: 'lock' },
  { do: 'unlock' },
  { do: 'remove', login: 'kim' },
  { do: 'sign in wrongly', login: 'ben' },
  { do: 'start again' },
  { do: 'sign in', login: 'ben' },
  { do: 'add', login: 'kim', role: 'observer', own: true },
  { do: 'reset', login: 'kim' },
  { do: 'sign out' },
  { do: 'sign in', login: 'kim' },
  { do: 'choose' },
  { do: 'leave alone' },
  { do: 'unlock wrongly' },
  { do: 'unlock' },
  { do: 'remove', login: 'ben' }
]
