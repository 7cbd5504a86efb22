/** Members, and how often somebody guessed wrong. Passwords are digests; they are made and compared in main/members. */
import { sql } from 'kysely'
import { failure } from '../../../preload/contract/failures/failure.ts'
import type { MemberRecord, StoreApi } from '../api.ts'
import type { Database } from '../database.ts'
import { StoreError } from '../errors.ts'
import { fold } from '../fold.ts'
import { newId } from '../ids.ts'
import { change, row, rows, sqlFor } from '../kysely.ts'
import type { MemberTable } from '../schema.ts'
import { likeContains } from './like.ts'

export type MemberQueries = Pick<
  StoreApi,
  | 'ensureOwner'
  | 'countMembers'
  | 'listMembers'
  | 'getMember'
  | 'memberByLogin'
  | 'addMember'
  | 'updateMember'
  | 'removeMember'
  | 'signInAttempts'
  | 'saveSignInAttempts'
>

/** Enough for everybody who works somewhere; made-up logins must not fill the disk. */
const maxAttemptRows = 10_000

const present = sqlFor.selectFrom('members').selectAll().where('removed_at', 'is', null)

export function memberQueries(database: Database): MemberQueries {
  const projectsOf = (memberId: string): string[] =>
    rows(
      database,
      sqlFor.selectFrom('member_projects').select('project_id').where('member_id', '=', memberId).orderBy('project_id')
    ).map((one) => one.project_id)
  const toRecord = (from: MemberTable): MemberRecord => ({
    id: from.id,
    name: from.name,
    login: from.login,
    role: from.role,
    projectIds: from.role === 'project-manager' ? projectsOf(from.id) : [],
    passwordHash: from.password_hash,
    mustChangePassword: from.must_change_password === 1,
    lastSignInAt: from.last_sign_in_at,
    createdAt: from.created_at
  })
  const one = (id: string): MemberRecord | null => {
    const found = row(database, present.where('id', '=', id))
    return found ? toRecord(found) : null
  }
  const count = (): number => {
    const counted = sqlFor.selectFrom('members').select((eb) => eb.fn.countAll<number>().as('n'))
    return row(database, counted.where('removed_at', 'is', null))?.n ?? 0
  }

  const requireFreeLogin = (login: string, id: string | null): void => {
    const holder = row(database, present.where('login_folded', '=', fold(login)))
    if (!holder || holder.id === id) return
    const params = {
      what: `The login ${login}`,
      cause: `${holder.name} has it.`,
      remedy: 'Choose another login.'
    }
    throw new StoreError(failure('already-exists', params, { field: 'login' }))
  }
  const requireOtherAdministrator = ({ id, name, role }: MemberRecord): void => {
    if (role !== 'administrator') return
    const others = present.where('role', '=', 'administrator').where('id', '!=', id)
    if (!row(database, others)) throw new StoreError(failure('last-administrator', { name }))
  }
  const manage = (memberId: string, projectIds: readonly string[]): void => {
    change(database, sqlFor.deleteFrom('member_projects').where('member_id', '=', memberId))
    for (const projectId of new Set(projectIds)) {
      if (!row(database, sqlFor.selectFrom('projects').select('id').where('id', '=', projectId)))
        throw new StoreError(failure('not-found', { what: 'One of the projects' }, { field: 'projectIds' }))
      change(database, sqlFor.insertInto('member_projects').values({ member_id: memberId, project_id: projectId }))
    }
  }
  const insert = (member: Parameters<StoreApi['addMember']>[0]['member']): MemberRecord => {
    const id = newId()
    const values: MemberTable = {
      id,
      name: member.name,
      name_folded: fold(member.name),
      login: member.login,
      login_folded: fold(member.login),
      role: member.role,
      password_hash: member.passwordHash,
      must_change_password: member.mustChangePassword ? 1 : 0,
      last_sign_in_at: null,
      created_at: Date.now(),
      removed_at: null
    }
    change(database, sqlFor.insertInto('members').values(values))
    manage(id, member.role === 'project-manager' ? member.projectIds : [])
    return one(id) as MemberRecord
  }

  return {
    ensureOwner({ name, login }) {
      if (count() > 0) return null
      database.transaction(() => {
        // Another process may have done it while this one waited for the lock.
        if (count() > 0) return
        insert({ name, login, role: 'administrator', projectIds: [], passwordHash: null, mustChangePassword: false })
      })
      return null
    },
    countMembers() {
      const members = count()
      const only = members === 1 ? row(database, present) : undefined
      return { members, only: only ? toRecord(only) : null }
    },
    listMembers({ search, offset, limit }) {
      const wanted = fold(search.trim())
      const found =
        wanted === '' ? present : present.where(sql<boolean>`name_folded like ${likeContains(wanted)} escape '\\'`)
      const all = rows(database, found.orderBy('name_folded').orderBy('id'))
      return { members: all.slice(offset, offset + limit).map(toRecord), total: all.length }
    },
    getMember: ({ id }) => one(id),
    memberByLogin({ login }) {
      const found = row(database, present.where('login_folded', '=', fold(login)))
      return found ? toRecord(found) : null
    },
    addMember: ({ member, owner }) =>
      database.transaction(() => {
        requireFreeLogin(member.login, null)
        if (owner) {
          const set = { password_hash: owner.passwordHash, must_change_password: 0 }
          change(database, sqlFor.updateTable('members').set(set).where('id', '=', owner.id))
        }
        return insert(member)
      }),
    updateMember: ({ id, change: changes }) =>
      database.transaction(() => {
        const known = one(id)
        if (!known) return null
        const next = { ...known, ...changes }
        if (next.role !== 'administrator') requireOtherAdministrator(known)
        requireFreeLogin(next.login, id)
        const set = {
          name: next.name,
          name_folded: fold(next.name),
          login: next.login,
          login_folded: fold(next.login),
          role: next.role,
          password_hash: next.passwordHash,
          must_change_password: next.mustChangePassword ? 1 : 0,
          last_sign_in_at: next.lastSignInAt
        }
        change(database, sqlFor.updateTable('members').set(set).where('id', '=', id))
        manage(id, next.role === 'project-manager' ? next.projectIds : [])
        return one(id)
      }),
    removeMember: ({ id, by }) =>
      database.transaction(() => {
        const known = one(id)
        if (!known) return null
        requireOtherAdministrator(known)
        manage(id, [])
        const gone = { removed_at: Date.now(), password_hash: null }
        change(database, sqlFor.updateTable('members').set(gone).where('id', '=', id))
        // Who is alone does not sign in: a password forgotten meanwhile must not lock the workspace later. But whoever
        // removed themselves must not leave the door open to the one who is left.
        if (count() === 1) {
          const set = { password_hash: null, must_change_password: 0 }
          const left = sqlFor.updateTable('members').set(set).where('removed_at', 'is', null)
          change(database, left.where('id', '=', by))
        }
        return known
      }),
    signInAttempts({ login }) {
      const found = row(
        database,
        sqlFor.selectFrom('sign_in_attempts').selectAll().where('login_folded', '=', fold(login))
      )
      return found ? { failed: found.failed, lastAt: found.last_at } : null
    },
    saveSignInAttempts({ login, failed, lastAt }) {
      const login_folded = fold(login)
      database.transaction(() => {
        change(database, sqlFor.deleteFrom('sign_in_attempts').where('login_folded', '=', login_folded))
        if (failed === 0) return
        change(database, sqlFor.insertInto('sign_in_attempts').values({ login_folded, failed, last_at: lastAt }))
        const kept = sqlFor.selectFrom('sign_in_attempts').select((eb) => eb.fn.countAll<number>().as('n'))
        if ((row(database, kept)?.n ?? 0) <= maxAttemptRows) return
        const newest = sqlFor
          .selectFrom('sign_in_attempts')
          .select('login_folded')
          .orderBy('last_at', 'desc')
          .limit(maxAttemptRows)
        change(database, sqlFor.deleteFrom('sign_in_attempts').where('login_folded', 'not in', newest))
      })
      return null
    }
  }
}
