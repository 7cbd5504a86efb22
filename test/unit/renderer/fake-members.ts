/** What the invented bridge answers about members, sessions and the audit log. */
import { err, failure, ok } from '../../../preload/contract/index.ts'
import type { AuditEntry, ChangedTopic, Member, Session } from '../../../preload/contract/index.ts'
import type { Answers } from './fake-answers.ts'
import type { FakeBridge } from './fake-bridge.ts'
import { hour, session, status } from './fake-data.ts'

type Own = Extract<keyof Answers, `members.${string}` | `session.${string}` | `audit.${string}`>

export const member = (id: string, name: string, more: Partial<Member> = {}): Member => ({
  id,
  name,
  login: name.toLowerCase().replace(' ', '.'),
  role: 'employee',
  projectIds: [],
  mustChangePassword: false,
  lastSignInAt: Date.now() - hour,
  createdAt: Date.now() - 400 * hour,
  ...more
})

export const auditEntry = (number: number, more: Partial<AuditEntry> = {}): AuditEntry => ({
  number,
  at: Date.now() - number * hour,
  member: 'Kim Larsen',
  action: 'Connected',
  subject: 'jira.example.com',
  detail: 'OAuth 1.0 as klarsen',
  ...more
})

export function memberAnswers(
  changed: (...topics: ChangedTopic[]) => void,
  first: readonly Member[] = [member('m1', 'Kim Larsen', { role: 'administrator' })]
): Pick<Answers, Own> {
  let members = [...first]
  const edit = (id: string, more: Partial<Member>): Member => {
    members = members.map((one) => (one.id === id ? { ...one, ...more } : one))
    changed('members', 'app')
    return members.find((one) => one.id === id) as Member
  }
  return {
    'session.signIn': () => ok(session('administrator')),
    'session.unlock': () => ok(session('administrator')),
    'session.lock': () => ok(session('administrator', 'locked')),
    'session.signOut': () => ok(session('administrator', 'signed-out')),
    'session.changePassword': () => ok(session('administrator')),
    'session.active': () => ok({}),
    'members.list': ({ search, offset, limit }) => {
      const found = members.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
      return ok({ members: found.slice(offset, offset + limit), total: found.length, signIn: members.length > 1 })
    },
    'members.add': ({ name, login, role, projectIds }) => {
      const made = member(`m${members.length + 1}`, name, {
        login,
        role,
        projectIds: projectIds as string[],
        mustChangePassword: true,
        lastSignInAt: null
      })
      members = [...members, made]
      changed('members', 'app')
      return ok(made)
    },
    'members.update': ({ id, ...more }) =>
      ok(
        edit(id, Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)) as Partial<Member>)
      ),
    'members.resetPassword': ({ id }) => ok(edit(id, { mustChangePassword: true })),
    'members.remove': ({ id }) => {
      members = members.filter((one) => one.id !== id)
      changed('members', 'app')
      return ok({})
    },
    'audit.list': () => ok({ entries: [auditEntry(2), auditEntry(1, { action: 'Made a project' })], total: 2 }),
    'audit.export': () => ok({ file: '/home/kim/audit.csv' })
  }
}

/** Replaces the members by these. `signIn` follows from how many there are. */
export function withMembers(fake: FakeBridge, members: readonly Member[]): void {
  const answers = memberAnswers((...topics) => fake.emit('changed', { topics }), members)
  fake.answer('members.list', answers['members.list'])
  fake.answer('members.add', answers['members.add'])
  fake.answer('members.update', answers['members.update'])
  fake.answer('members.resetPassword', answers['members.resetPassword'])
  fake.answer('members.remove', answers['members.remove'])
}

/** The password of whoever signs in at `withSession`. */
export const rightPassword = 'right horse battery'

/**
 * Sessions as main keeps them, for `present`'s member: signing in, unlocking and changing the password need
 * `rightPassword`, and every change is announced. Returns what puts another session in force, as main would by itself.
 */
export function withSession(fake: FakeBridge, first: Session): (next: Session) => void {
  let present = first
  const role = first.user?.role ?? 'administrator'
  const become = (next: Session) => {
    present = next
    fake.emit('changed', { topics: ['app'] })
    return ok(next)
  }
  const given = (password: string, next: Session) =>
    password === rightPassword ? become(next) : err(failure('login-refused'))
  fake.answer('app.status', () => ok({ ...status(), session: present }))
  fake.answer('session.signIn', ({ password }) => given(password, session(role)))
  fake.answer('session.unlock', ({ password }) => given(password, session(role)))
  fake.answer('session.changePassword', ({ current }) => given(current, session(role)))
  fake.answer('session.lock', () => become(session(role, 'locked')))
  fake.answer('session.signOut', () => become(session(role, 'signed-out')))
  return become
}
