/** The ledger of runs, and the entries of each. */
import type { Selectable } from 'kysely'
import { failure } from '../../../preload/contract/failures/failure.ts'
import type { SyncEntry, SyncRun } from '../../../preload/contract/index.ts'
import type { StoreApi } from '../api.ts'
import type { Database } from '../database.ts'
import { StoreError } from '../errors.ts'
import { newId } from '../ids.ts'
import { change, row, rows, sqlFor } from '../kysely.ts'
import type { SyncRunTable } from '../schema.ts'
import { failureFromJson, failureToJson } from './connections.ts'
import { requireLink } from './links.ts'

export type SyncRunQueries = Pick<
  StoreApi,
  'recoverRuns' | 'startRun' | 'addEntry' | 'finishRun' | 'listRuns' | 'lastRun' | 'listEntries'
>

/** Entries kept of one run; beyond them only the run's counters go on. */
export const maxEntriesPerRun = 5000

/** Runs kept of one link: at one every five minutes, about three days of them. */
export const maxRunsPerLink = 1000

const runRows = sqlFor
  .selectFrom('sync_runs as r')
  .innerJoin('links as l', 'l.id', 'r.link_id')
  .selectAll('r')
  .select('l.jira_project_key as jira_project_key')

const toRun = (from: Omit<Selectable<SyncRunTable>, 'number'> & { jira_project_key: string }): SyncRun => ({
  id: from.id,
  linkId: from.link_id,
  jiraProjectKey: from.jira_project_key,
  kind: from.kind,
  outcome: from.outcome,
  startedAt: from.started_at,
  finishedAt: from.finished_at,
  fetched: from.fetched,
  new: from.new,
  changed: from.changed,
  unchanged: from.unchanged,
  moved: from.moved,
  archived: from.archived,
  skipped: from.skipped,
  requests: from.requests,
  failure: failureFromJson(from.failure)
})

/** Throws `not-found` for an unknown run. */
export function requireRun(database: Database, id: string): SyncRun {
  const found = row(database, runRows.where('r.id', '=', id))
  if (!found) throw new StoreError(failure('not-found', { what: 'The sync run' }))
  return toRun(found)
}

const entryCount = (database: Database, runId: string): number =>
  row(
    database,
    sqlFor
      .selectFrom('sync_entries')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('run_id', '=', runId)
  )?.n ?? 0

/** Adds entries until the run is full. Belongs inside the caller's transaction. */
export function addEntries(
  database: Database,
  runId: string,
  entries: readonly Omit<SyncEntry, 'at'>[],
  at: number
): void {
  if (entries.length === 0) return
  const room = maxEntriesPerRun - entryCount(database, runId)
  for (const { issueKey, action, reason } of entries.slice(0, Math.max(0, room))) {
    change(
      database,
      sqlFor.insertInto('sync_entries').values({ run_id: runId, issue_key: issueKey, action, reason, at })
    )
  }
}

/** The oldest runs go, with their entries; never one that is running. */
function forgetOldRuns(database: Database, linkId: string): void {
  const oldest = row(
    database,
    sqlFor
      .selectFrom('sync_runs')
      .select('number')
      .where('link_id', '=', linkId)
      .orderBy('number', 'desc')
      .limit(1)
      .offset(maxRunsPerLink)
  )
  if (!oldest) return
  const old = sqlFor
    .deleteFrom('sync_runs')
    .where('link_id', '=', linkId)
    .where('number', '<=', oldest.number)
    .where('outcome', '!=', 'running')
  change(database, old)
}

export function syncRunQueries(database: Database): SyncRunQueries {
  return {
    recoverRuns() {
      const lost = sqlFor
        .updateTable('sync_runs')
        .set({ outcome: 'interrupted', finished_at: Date.now() })
        .where('outcome', '=', 'running')
      return { interrupted: change(database, lost) }
    },
    startRun({ linkId, kind }) {
      return database.transaction(() => {
        requireLink(database, linkId)
        const id = newId()
        const none = { fetched: 0, new: 0, changed: 0, unchanged: 0, moved: 0, archived: 0, skipped: 0, requests: 0 }
        const start = { id, link_id: linkId, kind, outcome: 'running' as const, started_at: Date.now() }
        change(database, sqlFor.insertInto('sync_runs').values({ ...start, ...none, finished_at: null, failure: null }))
        forgetOldRuns(database, linkId)
        return requireRun(database, id)
      })
    },
    addEntry({ runId, entry }) {
      database.transaction(() => {
        requireRun(database, runId)
        addEntries(database, runId, [entry], Date.now())
      })
      return null
    },
    finishRun({ runId, outcome, failure: why, requests, finishedAt, markSynced }) {
      return database.transaction(() => {
        const { linkId } = requireRun(database, runId)
        const end = { outcome, failure: failureToJson(why), requests, finished_at: finishedAt }
        change(database, sqlFor.updateTable('sync_runs').set(end).where('id', '=', runId))
        if (markSynced) {
          change(database, sqlFor.updateTable('links').set({ last_synced_at: finishedAt }).where('id', '=', linkId))
        }
        return requireRun(database, runId)
      })
    },
    listRuns: ({ projectId, limit }) =>
      rows(database, runRows.where('l.project_id', '=', projectId).orderBy('r.number', 'desc').limit(limit)).map(toRun),
    lastRun({ linkId }) {
      const query = runRows.where('r.link_id', '=', linkId).orderBy('r.number', 'desc').limit(1)
      const found = row(database, query)
      return found ? toRun(found) : null
    },
    listEntries({ runId, offset, limit }) {
      const page = sqlFor
        .selectFrom('sync_entries')
        .select(['issue_key as issueKey', 'action', 'reason', 'at'])
        .where('run_id', '=', runId)
        .orderBy('id')
        .limit(limit)
        .offset(offset)
      return { entries: rows(database, page), total: entryCount(database, runId) }
    }
  }
}
