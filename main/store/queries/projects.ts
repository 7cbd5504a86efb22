/** AtTrack's own projects. */
import { sql } from 'kysely'
import { failure } from '../../../preload/contract/failures/failure.ts'
import type { Project } from '../../../preload/contract/index.ts'
import type { StoreApi } from '../api.ts'
import type { Database } from '../database.ts'
import { StoreError } from '../errors.ts'
import { fold } from '../fold.ts'
import { newId } from '../ids.ts'
import { change, row, rows, sqlFor } from '../kysely.ts'
import { likeContains } from './like.ts'

export type ProjectQueries = Pick<
  StoreApi,
  'workspace' | 'listProjects' | 'getProject' | 'createProject' | 'renameProject' | 'setProjectArchived'
>

const projectRows = sqlFor
  .selectFrom('projects as p')
  .select(['p.id', 'p.name', 'p.created_at as createdAt', 'p.archived_at as archivedAt'])
  .select((eb) => [
    eb
      .selectFrom('tasks as t')
      .whereRef('t.project_id', '=', 'p.id')
      .where('t.archived_at', 'is', null)
      .select((e) => e.fn.countAll<number>().as('n'))
      .as('taskCount'),
    eb
      .selectFrom('links as l')
      .whereRef('l.project_id', '=', 'p.id')
      .where('l.removed_at', 'is', null)
      .select((e) => e.fn.countAll<number>().as('n'))
      .as('linkCount'),
    eb
      .selectFrom('links as l')
      .whereRef('l.project_id', '=', 'p.id')
      .where('l.removed_at', 'is', null)
      .select((e) => e.fn.max('l.last_synced_at').as('at'))
      .as('lastSyncedAt')
  ])

const toProject = (from: {
  id: string
  name: string
  createdAt: number
  archivedAt: number | null
  taskCount: number | null
  linkCount: number | null
  lastSyncedAt: number | null
}): Project => ({ ...from, taskCount: from.taskCount ?? 0, linkCount: from.linkCount ?? 0 })

/** Throws `not-found` unless the project is there. */
export function requireProject(database: Database, id: string): void {
  const found = row(database, sqlFor.selectFrom('projects').select('id').where('id', '=', id))
  if (!found) throw new StoreError(failure('not-found', { what: 'The project' }))
}

/**
 * `listProjects` with `archived` lists the archived ones only; names are compared without case and accents.
 * Rename and archive give null for an unknown id.
 */
export function projectQueries(database: Database, schemaVersion: number): ProjectQueries {
  const getProject = (id: string): Project | null => {
    const found = row(database, projectRows.where('p.id', '=', id))
    return found ? toProject(found) : null
  }
  return {
    workspace() {
      const { id } = row(database, sqlFor.selectFrom('workspace').select('id')) as { id: string }
      return { id, schemaVersion, readOnly: database.readOnly }
    },
    listProjects({ search, archived, offset, limit }) {
      const wanted = fold(search.trim())
      const matches = sql<boolean>`p.name_folded like ${likeContains(wanted)} escape '\\'`
      const page = projectRows
        .where('p.archived_at', archived ? 'is not' : 'is', null)
        .$if(wanted !== '', (query) => query.where(matches))
        .orderBy('p.name_folded')
        .orderBy('p.id')
        .limit(limit)
        .offset(offset)
      const counted = sqlFor
        .selectFrom('projects as p')
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .where('p.archived_at', archived ? 'is not' : 'is', null)
        .$if(wanted !== '', (query) => query.where(matches))
      return { projects: rows(database, page).map(toProject), total: row(database, counted)?.total ?? 0 }
    },
    getProject: ({ id }) => getProject(id),
    createProject: ({ name, managerId }) =>
      database.transaction(() => {
        const id = newId()
        const values = { id, name, name_folded: fold(name), created_at: Date.now(), next_task_number: 1 }
        change(database, sqlFor.insertInto('projects').values({ ...values, archived_at: null }))
        if (managerId !== undefined)
          change(database, sqlFor.insertInto('member_projects').values({ member_id: managerId, project_id: id }))
        return getProject(id) as Project
      }),
    renameProject({ id, name }) {
      change(
        database,
        sqlFor
          .updateTable('projects')
          .set({ name, name_folded: fold(name) })
          .where('id', '=', id)
      )
      return getProject(id)
    },
    setProjectArchived({ id, archived }) {
      // Archiving twice keeps the first time.
      const update = sqlFor.updateTable('projects').where('id', '=', id)
      if (archived) change(database, update.set({ archived_at: Date.now() }).where('archived_at', 'is', null))
      else change(database, update.set({ archived_at: null }))
      return getProject(id)
    }
  }
}
