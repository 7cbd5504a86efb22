/** A workspace of several people, through the window's own calls. */
import type { Member, Role, Session } from '../../../preload/contract/index.ts'
import { must, type TestApp } from './test-app.ts'

/** Whom the tests' workspaces belong to. */
export const kim = { name: 'Kim Larsen', login: 'kim' }

/** Long enough, and somebody else's for each. */
export const passwordOf = (login: string): string => `${login}: seven quiet boats`

/** What an Administrator gives for the first sign-in. */
export const firstPassword = 'given by hand on Monday'

interface Person {
  readonly login: string
  readonly role: Role
  readonly name?: string
  readonly projectIds?: readonly string[]
}

/** Adds somebody; the second member turns sign-in on, with `passwordOf('kim')` for the first. */
export async function add(app: TestApp, { login, role, name = login, projectIds = [] }: Person): Promise<Member> {
  const { signIn } = must(await app.invoke('members.list', {}))
  const own = signIn ? {} : { ownPassword: passwordOf(kim.login) }
  const asked = { name, login, role, projectIds: [...projectIds], password: firstPassword, ...own }
  return must(await app.invoke('members.add', asked))
}

/** Signs in and, after a password given by an Administrator, chooses `passwordOf(login)`. */
export async function signIn(app: TestApp, login: string, password?: string): Promise<Session> {
  const session = must(await app.invoke('session.signIn', { login, password: password ?? passwordOf(login) }))
  if (session.state !== 'password-change') return session
  const change = { current: password ?? passwordOf(login), password: passwordOf(login) }
  return must(await app.invoke('session.changePassword', change))
}

export const signOut = async (app: TestApp): Promise<Session> => must(await app.invoke('session.signOut', {}))

/** Somebody added, who has signed in once and chosen a password; then whoever was there is back. */
export async function settled(app: TestApp, person: Person, back: string = kim.login): Promise<Member> {
  const member = await add(app, person)
  await signOut(app)
  await signIn(app, person.login, firstPassword)
  await signOut(app)
  await signIn(app, back)
  return member
}
