/** The people of the workspace: added, changed, removed by an Administrator. */
import type { ChannelOutput, CheckedInput, Member } from '../../preload/contract/index.ts'
import { err, fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import { line } from '../clean-text.ts'
import { bytesOf, maxReplyBytes } from '../projects/reply-size.ts'
import type { MemberRecord, StoreClient } from '../store/api.ts'
import { acting, type ActingMember } from './acting.ts'
import { checkNewPassword } from './password-rules.ts'
import type { Passwords } from './password.ts'
import { actionNames, reachOf, roleNames, rolesWith } from './permissions.ts'
import type { SessionService } from './session.ts'

export interface MemberDeps {
  readonly store: StoreClient
  readonly session: SessionService
  readonly passwords: Passwords
  readonly audit: Pick<AuditLog, 'record'>
  readonly changed: () => void
}

export interface MemberService {
  list(input: CheckedInput<'members.list'>): Promise<Result<ChannelOutput<'members.list'>>>
  add(input: CheckedInput<'members.add'>): Promise<Result<Member>>
  update(input: CheckedInput<'members.update'>): Promise<Result<Member>>
  resetPassword(input: CheckedInput<'members.resetPassword'>): Promise<Result<Member>>
  remove(input: CheckedInput<'members.remove'>): Promise<Result<Record<string, never>>>
}

export function createMemberService({ store, session, passwords, audit, changed }: MemberDeps): MemberService {
  /**
   * Runs `work` in turn, if whoever asked for it still sits there and still may: hashing takes its time, and in the end
   * the workspace belongs to whoever is there then.
   */
  const managing = <T>(work: (me: ActingMember) => Promise<Result<T>>): Promise<Result<T>> =>
    session.inTurn(async () => {
      const present = await session.present()
      if (present.state === 'unknown') return err(present.failure)
      if (present.state !== 'open' && present.state !== 'signed-in') return fail('signed-out')
      const me = present.member
      if (me.id !== acting()?.id) return fail('signed-out')
      if (reachOf(me.role, 'members.manage') === 'all') return work(me)
      return fail('not-permitted', { action: actionNames['members.manage'], roles: rolesWith('members.manage') })
    })
  const done = async (): Promise<void> => {
    await session.refresh()
    changed()
  }
  const load = async (id: string): Promise<Result<MemberRecord>> => found(await store.getMember({ id }))

  /** `Project Manager of Shelves, Chairs` */
  async function roleWords({ role, projectIds }: Pick<MemberRecord, 'role' | 'projectIds'>): Promise<string> {
    if (role !== 'project-manager') return roleNames[role]
    const names: string[] = []
    for (const id of projectIds) {
      const project = await store.getProject({ id })
      if (project.ok && project.value) names.push(project.value.name)
    }
    return names.length === 0 ? `${roleNames[role]} of no project` : `${roleNames[role]} of ${names.join(', ')}`
  }

  return {
    async list(input) {
      const listed = await store.listMembers(input)
      if (!listed.ok) return listed
      const { state } = await session.present()
      const me = acting()
      const all = me?.role === 'administrator'
      const members = listed.value.members.map((one) => toMember(one, all || one.id === me?.id))
      return ok({ members: fitting(members), total: listed.value.total, signIn: state !== 'open' })
    },

    async add({ login, role, projectIds, password, ownPassword, ...input }) {
      const name = cleanName(input.name)
      if (!name.ok) return name
      const fit = checkNewPassword({ password, name: name.value, login }, 'password')
      if (!fit.ok) return fit
      const owner = await firstPassword(ownPassword)
      if (!owner.ok) return owner
      const member = { name: name.value, login, role, projectIds, mustChangePassword: true }
      const passwordHash = await passwords.hash(password)
      return managing(async () => {
        // Somebody else was added while this was being hashed.
        if (owner.value && (await session.present()).state !== 'open') return invalid('ownPassword', hasPassword)
        const added = await store.addMember({ member: { ...member, passwordHash }, owner: owner.value ?? undefined })
        if (!added.ok) return added
        // Somebody who is no member any more may have had the login, and guessed wrong.
        await session.forgive(added.value.login)
        await done()
        const first = owner.value ? '; from now on everybody signs in' : ''
        await audit.record('member-added', added.value.name, `${await roleWords(added.value)}${first}`)
        return ok(toMember(added.value, true))
      })
    },

    update: ({ id, name, login, role, projectIds }) =>
      managing(async () => {
        const cleaned = name === undefined ? ok(undefined) : cleanName(name)
        if (!cleaned.ok) return cleaned
        const before = await load(id)
        if (!before.ok) return before
        const changes = {
          ...(cleaned.value === undefined ? {} : { name: cleaned.value }),
          ...(login === undefined ? {} : { login }),
          ...(role === undefined ? {} : { role }),
          ...(projectIds === undefined ? {} : { projectIds })
        }
        const updated = found(await store.updateMember({ id, change: changes }))
        if (!updated.ok) return updated
        await done()
        const after = updated.value
        const renamed = [
          ...(before.value.name === after.name ? [] : [`name ${before.value.name} → ${after.name}`]),
          ...(before.value.login === after.login ? [] : [`login ${before.value.login} → ${after.login}`])
        ]
        if (renamed.length > 0) await audit.record('member-changed', after.name, renamed.join(', '))
        const [former, present] = [await roleWords(before.value), await roleWords(after)]
        if (former !== present) await audit.record('role-changed', after.name, `${former} → ${present}`)
        return ok(toMember(after, true))
      }),

    async resetPassword({ id, password }) {
      if (id === acting()?.id) return invalid('password', ownByOneself)
      const known = await load(id)
      if (!known.ok) return known
      const fit = checkNewPassword({ ...known.value, password }, 'password')
      if (!fit.ok) return fit
      const passwordHash = await passwords.hash(password)
      return managing(async () => {
        const reset = found(await store.updateMember({ id, change: { passwordHash, mustChangePassword: true } }))
        if (!reset.ok) return reset
        await session.forgive(reset.value.login)
        await done()
        await audit.record('password-reset', reset.value.name)
        return ok(toMember(reset.value, true))
      })
    },

    remove: ({ id }) =>
      managing(async (me) => {
        const removed = found(await store.removeMember({ id, by: me.id }))
        if (!removed.ok) return removed
        await done()
        await audit.record('member-removed', removed.value.name, await roleWords(removed.value))
        return ok({})
      })
  }

  /** The second member turns sign-in on: the one there is chooses a password. Null when everybody has one. */
  async function firstPassword(ownPassword: string | undefined) {
    const present = await session.present()
    if (present.state !== 'open') return ownPassword === undefined ? ok(null) : invalid('ownPassword', hasPassword)
    if (ownPassword === undefined)
      return invalid('ownPassword', 'From now on everybody signs in: choose a password for yourself, too.')
    const me = await load(present.member.id)
    if (!me.ok) return me
    const fit = checkNewPassword({ ...me.value, password: ownPassword }, 'ownPassword')
    return fit.ok ? ok({ id: me.value.id, passwordHash: await passwords.hash(ownPassword) }) : fit
  }
}

const hasPassword = 'You have a password already; it is changed with “Change password”.'
const ownByOneself = 'Your own is changed with “Change password”, which asks for the present one.'

const invalid = (field: string, problem: string): Result<never> => fail('invalid-input', { field, problem }, { field })

const found = (result: Result<MemberRecord | null>): Result<MemberRecord> => {
  if (!result.ok) return result
  return result.value ? ok(result.value) : fail('not-found', { what: 'This member' })
}

/** Nothing invisible that makes one member look like another. */
function cleanName(name: string): Result<string> {
  const clean = line(name, 120)
  return clean === '' ? invalid('name', 'Enter a name.') : ok(clean)
}

/**
 * As many as fit into a reply, whole: somebody may manage hundreds of projects, and a list that was cut would be saved as
 * it is. The next page begins behind them.
 */
function fitting(members: readonly Member[]): Member[] {
  let room = maxReplyBytes
  const end = members.findIndex((one) => (room -= bytesOf(one) + 1) < 0)
  return members.slice(0, end === -1 ? members.length : Math.max(1, end))
}

/** @param all also what helps to sign in as them: Administrators are told, and the member. */
const toMember = (record: MemberRecord, all: boolean): Member => ({
  id: record.id,
  name: record.name,
  login: all ? record.login : null,
  role: record.role,
  projectIds: record.projectIds,
  mustChangePassword: all && record.mustChangePassword,
  lastSignInAt: all ? record.lastSignInAt : null,
  createdAt: record.createdAt
})
