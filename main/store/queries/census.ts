/** Comparing what Jira lists with what is here: the only way to notice a deletion. Nothing is ever deleted here. */
import { sql } from 'kysely'
import { failure } from '../../../preload/contract/failures/failure.ts'
import { adfText } from '../../jira/markup/adf-text.ts'
import { parseIdPage } from '../../jira/search/issue-page.ts'
import type { StoreApi } from '../api.ts'
import type { Database } from '../database.ts'
import { StoreError } from '../errors.ts'
import { change, row, rows, sqlFor } from '../kysely.ts'
import type { LinkTable } from '../schema.ts'
import { indexTask } from '../search-index.ts'
import { findLink, requireLink } from './links.ts'
import { addEntries, requireRun } from './sync-runs.ts'

export type CensusQueries = Pick<
  StoreApi,
  'countLinkTasks' | 'censusBegin' | 'censusPage' | 'censusEnd' | 'censusDone' | 'archiveTask'
>

const maxUnknown = 1000

/** The link's tasks that are active and, as far as is known, still in its Jira project. */
const activeTasks = (link: LinkTable) =>
  sqlFor
    .selectFrom('tasks as t')
    .where('t.link_id', '=', link.id)
    .where('t.jira_project_id', '=', link.jira_project_id)
    .where('t.archived_at', 'is', null)

const countActive = (database: Database, link: LinkTable): number =>
  row(
    database,
    activeTasks(link).select((eb) => eb.fn.countAll<number>().as('n'))
  )?.n ?? 0

/** The host of a site's address, for messages. */
export function hostOf(siteUrl: string): string {
  try {
    return new URL(siteUrl).host
  } catch {
    return siteUrl
  }
}

const clear = (database: Database, linkId: string): number =>
  change(database, sqlFor.deleteFrom('census_seen').where('link_id', '=', linkId))

export function censusQueries(database: Database): CensusQueries {
  return {
    countLinkTasks({ linkId }) {
      const link = findLink(database, linkId)
      return { active: link ? countActive(database, link) : 0 }
    },
    censusBegin({ linkId }) {
      requireLink(database, linkId)
      clear(database, linkId)
      return null
    },
    censusPage({ linkId, body }) {
      const link = requireLink(database, linkId)
      const page = parseIdPage(body, { host: hostOf(link.site_url), what: 'the census' })
      if (!page.ok) throw new StoreError(page.failure)
      database.run('insert or ignore into census_seen (link_id, issue_id) select ?, value from json_each(?)', [
        linkId,
        JSON.stringify(page.value.issueIds)
      ])
      return page.value
    },
    censusEnd({ linkId }) {
      const link = requireLink(database, linkId)
      const missing = activeTasks(link)
        .select(['t.id as taskId', 't.issue_id as issueId', 't.key'])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('census_seen as s')
                .select('s.issue_id')
                .where('s.link_id', '=', linkId)
                .whereRef('s.issue_id', '=', 't.issue_id')
            )
          )
        )
        .orderBy('t.key_number')
      const unknown = sqlFor
        .selectFrom('census_seen as s')
        .select('s.issue_id as id')
        .where('s.link_id', '=', linkId)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('tasks as t')
                .select('t.row_id')
                .where('t.project_id', '=', link.project_id)
                .where('t.site_url', '=', link.site_url)
                .whereRef('t.issue_id', '=', 's.issue_id')
                .where('t.archived_at', 'is', null)
            )
          )
        )
        .orderBy(sql`length(s.issue_id)`)
        .orderBy('s.issue_id')
        .limit(maxUnknown)
      const seen = sqlFor
        .selectFrom('census_seen')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('link_id', '=', linkId)
      return {
        missing: rows(database, missing).map(({ taskId, issueId, key }) => ({ taskId, issueId: issueId ?? '', key })),
        unknown: rows(database, unknown).map(({ id }) => id),
        seen: row(database, seen)?.n ?? 0,
        active: countActive(database, link)
      }
    },
    censusDone({ linkId, at, agreed }) {
      const counts = agreed ? { agreed_jira: agreed.jira, agreed_here: agreed.here } : {}
      const done = { last_census_at: at, ...counts }
      change(database, sqlFor.updateTable('links').set(done).where('id', '=', linkId))
      clear(database, linkId)
      return null
    },
    archiveTask({ runId, taskId, reason, newKey, newProjectKey }) {
      database.transaction(() => {
        requireRun(database, runId)
        const columns = [
          'row_id',
          'key',
          'summary',
          'description',
          'description_format',
          'source',
          'archived_at'
        ] as const
        const task = row(database, sqlFor.selectFrom('tasks').select(columns).where('id', '=', taskId))
        if (!task) throw new StoreError(failure('not-found', { what: 'The task' }))
        // Tasks made by hand are nobody's but the user's; an archived one keeps its first reason.
        if (task.source !== 'jira' || task.archived_at !== null) return
        const now = Date.now()
        const parts = newKey === undefined ? null : /^(.+)-(\d{1,15})$/.exec(newKey)
        const moved = parts && { key: newKey as string, key_prefix: parts[1] as string, key_number: Number(parts[2]) }
        const set = {
          archived_at: now,
          archived_reason: reason,
          ...moved,
          ...(newProjectKey === undefined ? {} : { jira_project_key: newProjectKey })
        }
        change(database, sqlFor.updateTable('tasks').set(set).where('row_id', '=', task.row_id))
        const words = task.description_format === 'adf' ? adfText(task.description) : task.description
        if (moved) indexTask(database, task.row_id, moved.key, task.summary, words)
        const plusOne = sqlFor.updateTable('sync_runs').set((eb) => ({ archived: eb('archived', '+', 1) }))
        change(database, plusOne.where('id', '=', runId))
        addEntries(database, runId, [{ issueKey: task.key, action: 'archived', reason }], now)
      })
      return null
    }
  }
}
