/**
 * The hot path: one page of Jira's issues, written in one transaction with its search index, counters, ledger entries
 * and checkpoint. Prepared statements instead of built queries; PostgreSQL will have its own version of this file.
 *
 * What is counted: every issue of a scan once. Slices overlap on purpose, so the ids seen by an unfinished scan are
 * kept (`scan_seen`); an issue that comes again is still written when it differs, but counted no second time. That
 * holds whatever order Jira breaks ties in, and after a crash. `fetched` = new + changed + unchanged + skipped; moved
 * and restored issues are among the changed.
 */
import * as crypto from 'node:crypto'
import { failure } from '../../preload/contract/failures/failure.ts'
import type { SyncEntry } from '../../preload/contract/index.ts'
import {
  parseIssuePage,
  type ParsedIssue,
  type ParsedPage,
  type RejectedIssue,
  type ReplyOrigin
} from '../jira/search/issue-page.ts'
import { advance } from '../sync/checkpoint.ts'
import { advanceByToken } from '../sync/token-checkpoint.ts'
import type { PageScan, ScanCheckpoint, WritePage, WrittenPage } from './api.ts'
import type { Database } from './database.ts'
import { StoreError } from './errors.ts'
import { sortKey } from './fold.ts'
import { newId } from './ids.ts'
import { hostOf } from './queries/census.ts'
import { requireLink } from './queries/links.ts'
import { addEntries, requireRun } from './queries/sync-runs.ts'
import type { LinkTable } from './schema.ts'
import { indexTask } from './search-index.ts'

/** What is compared with before anything is written. */
interface Known {
  issue_id: string
  row_id: number
  key: string
  fingerprint: string
  archived_at: number | null
}

const knownSql = `
  select issue_id, row_id, key, fingerprint, archived_at from tasks
  where project_id = ? and site_url = ? and issue_id in (select value from json_each(?))`

/** Set by an insert and by an update alike, in this order. */
const contentColumns = [
  'key',
  'key_prefix',
  'key_number',
  'summary',
  'summary_sort',
  'type',
  'status',
  'status_category',
  'priority',
  'assignee',
  'assignee_sort',
  'reporter',
  'resolution',
  'labels',
  'created_at',
  'updated_at',
  'link_id',
  'jira_project_id',
  'jira_project_key',
  'fingerprint',
  'description_format',
  'description'
]

const insertSql = `
  insert into tasks (${contentColumns.join(', ')}, row_id, id, project_id, site_url, issue_id, source)
  values (${contentColumns.map(() => '?').join(', ')}, ?, ?, ?, ?, ?, 'jira')`

const updateSql = `
  update tasks set ${contentColumns.map((column) => `${column} = ?`).join(', ')}, archived_at = null, archived_reason = null
  where row_id = ?`

/** One call where the runtime has it (Node 21), which is several times as fast. */
const digest: (text: string) => string =
  typeof crypto.hash === 'function'
    ? (text) => crypto.hash('sha1', text, 'base64')
    : (text) => crypto.createHash('sha1').update(text).digest('base64')

/** A digest of all that is stored of an issue. Unit separators cannot occur in single-line text. */
function fingerprintOf(issue: ParsedIssue, linkId: string, projectId: string, labels: string): string {
  const parts = [
    issue.key,
    issue.summary,
    issue.type,
    issue.status,
    issue.statusCategory,
    issue.priority,
    issue.assignee,
    issue.reporter,
    issue.resolution,
    labels,
    issue.created,
    issue.updated,
    linkId,
    projectId,
    issue.projectKey,
    issue.description,
    // Wiki is what all descriptions were before there were others: their digests stay as they are.
    ...(issue.descriptionFormat === 'wiki' ? [] : [issue.descriptionFormat])
  ]
  return digest(parts.join('\u001f'))
}

const contentOf = (issue: ParsedIssue, link: LinkTable, projectId: string, labels: string, fingerprint: string) => [
  issue.key,
  issue.keyPrefix,
  issue.keyNumber,
  issue.summary,
  sortKey(issue.summary),
  issue.type,
  issue.status,
  issue.statusCategory,
  issue.priority,
  issue.assignee,
  sortKey(issue.assignee),
  issue.reporter,
  issue.resolution,
  labels,
  issue.created,
  issue.updated,
  link.id,
  projectId,
  issue.projectKey,
  fingerprint,
  issue.descriptionFormat,
  issue.description
]

/** How a rejected issue is known within a scan, when it can be known at all. */
const rejectedName = (issue: RejectedIssue): string | null =>
  issue.issueId ?? (issue.key === '?' ? null : `key ${issue.key}`)

/** Marks the page's issues as seen and gives those that had not been seen before in this scan. */
function firstSeen(
  database: Database,
  linkId: string,
  scan: PageScan | undefined,
  page: ParsedPage
): (name: string) => boolean {
  if (!scan) return () => true
  const atStart = scan.from.done === 0 && scan.from.startAt === 0 && scan.from.lastIssueId === null
  if (atStart) database.run('delete from scan_seen where link_id = ?', [linkId])
  const names = [...page.issues.map((issue) => issue.issueId), ...page.rejected.map(rejectedName)]
  const list = JSON.stringify(names.filter((name) => name !== null))
  const before = database.all<{ issue: string }>(
    'select issue from scan_seen where link_id = ? and issue in (select value from json_each(?))',
    [linkId, list]
  )
  database.run('insert or ignore into scan_seen (link_id, issue) select ?, value from json_each(?)', [linkId, list])
  const seen = new Set(before.map(({ issue }) => issue))
  return (name) => {
    if (seen.has(name)) return false
    seen.add(name)
    return true
  }
}

/** Where the scan goes on, with the exact number of issues handled. */
function nextCheckpoint(scan: PageScan, page: ParsedPage, counted: number, origin: ReplyOrigin): ScanCheckpoint {
  const { count, total, issueIds } = page
  const [firstTime = null, lastTime = null] = [page.issues[0], page.issues.at(-1)].map((issue) => issue?.[scan.by])
  const done = scan.from.done + counted
  if ('opensSlice' in scan) return { ...advanceByToken(scan, { issueIds, firstTime, lastTime }), done }
  if (total === null) {
    throw new StoreError(failure('reply-not-understood', { ...origin, detail: '“total” is not a number' }))
  }
  return { ...advance(scan, { count, total, issueIds, firstTime, lastTime }), done }
}

/**
 * Issues of other projects are not stored, though the reply has them: nobody asked for them, and another link may. An
 * index that is behind lists an issue for a while after it was moved away; the census finds out where it is.
 */
function withoutStrangers(page: ParsedPage, link: LinkTable): ParsedPage {
  const strange = ({ projectId }: ParsedIssue): boolean => projectId !== null && projectId !== link.jira_project_id
  if (!page.issues.some(strange)) return page
  const rejected = page.issues.filter(strange).map(({ key, issueId, projectKey }) => ({
    key,
    issueId,
    reason: `It belongs to ${projectKey}, which was not asked for.`
  }))
  return {
    ...page,
    issues: page.issues.filter((issue) => !strange(issue)),
    rejected: [...page.rejected, ...rejected]
  }
}

interface Tally {
  new: number
  changed: number
  unchanged: number
  moved: number
  restored: number
  skipped: number
}

type Entry = Omit<SyncEntry, 'at'>

/** Inserts, updates or leaves each issue; gives the counts and what the ledger should say. */
function writeIssues(
  database: Database,
  link: LinkTable,
  page: ParsedPage,
  isFirst: (name: string) => boolean
): { tally: Tally; entries: Entry[] } {
  const tally: Tally = { new: 0, changed: 0, unchanged: 0, moved: 0, restored: 0, skipped: 0 }
  const entries: Entry[] = []
  const ids = JSON.stringify(page.issues.map((issue) => issue.issueId))
  const known = new Map(
    database.all<Known>(knownSql, [link.project_id, link.site_url, ids]).map((task) => [task.issue_id, task])
  )
  let nextRowId = (database.first<{ top: number | null }>('select max(row_id) as top from tasks')?.top ?? 0) + 1
  for (const issue of page.issues) {
    const counts = isFirst(issue.issueId) ? 1 : 0
    const labels = JSON.stringify(issue.labels)
    const projectId = issue.projectId ?? link.jira_project_id
    const fingerprint = fingerprintOf(issue, link.id, projectId, labels)
    const before = known.get(issue.issueId)
    if (before && before.fingerprint === fingerprint && before.archived_at === null) {
      tally.unchanged += counts
      continue
    }
    const content = contentOf(issue, link, projectId, labels, fingerprint)
    const rowId = before?.row_id ?? nextRowId++
    if (!before) {
      database.run(insertSql, [...content, rowId, newId(), link.project_id, link.site_url, issue.issueId])
      tally.new += counts
    } else {
      database.run(updateSql, [...content, rowId])
      tally.changed += counts
      if (before.archived_at !== null) {
        tally.restored += 1
        entries.push({ issueKey: issue.key, action: 'restored', reason: 'Jira lists it again.' })
      }
      if (before.key !== issue.key) {
        tally.moved += 1
        entries.push({ issueKey: issue.key, action: 'moved', reason: `It was ${before.key} before.` })
      }
    }
    indexTask(database, rowId, issue.key, issue.summary, issue.descriptionText)
    known.set(issue.issueId, { issue_id: issue.issueId, row_id: rowId, key: issue.key, fingerprint, archived_at: null })
  }
  for (const issue of page.rejected) {
    const name = rejectedName(issue)
    if (name !== null && !isFirst(name)) continue
    tally.skipped += 1
    entries.push({ issueKey: issue.key, action: 'skipped', reason: issue.reason })
  }
  return { tally, entries }
}

const runSql = `
  update sync_runs set fetched = fetched + ?, new = new + ?, changed = changed + ?, unchanged = unchanged + ?,
    moved = moved + ?, skipped = skipped + ?
  where id = ?`

/**
 * Parses and writes one page. With `scan` the next checkpoint is computed; it is saved with the link when the scan is
 * a full one (`by: 'created'`), for a link's checkpoint means "a full scan is unfinished".
 * Fails with `reply-not-understood`, `not-found` (run or link), or what SQLite reports; nothing is then written.
 */
export function writePage(database: Database, { runId, linkId, body, scan }: WritePage): WrittenPage {
  const link = requireLink(database, linkId)
  if (requireRun(database, runId).linkId !== linkId) {
    throw new StoreError(failure('not-found', { what: 'The sync run' }))
  }
  const origin = { host: hostOf(link.site_url), what: 'the search' }
  const parsed = parseIssuePage(body, origin)
  if (!parsed.ok) throw new StoreError(parsed.failure)
  const page = withoutStrangers(parsed.value, link)
  return database.transaction(() => {
    const isFirst = firstSeen(database, linkId, scan, page)
    const { tally, entries } = writeIssues(database, link, page, isFirst)
    const counted = tally.new + tally.changed + tally.unchanged + tally.skipped
    database.run(runSql, [counted, tally.new, tally.changed, tally.unchanged, tally.moved, tally.skipped, runId])
    addEntries(database, runId, entries, Date.now())
    const next = scan ? nextCheckpoint(scan, page, counted, origin) : null
    if (next && scan?.by === 'created') {
      database.run('update links set checkpoint = ? where id = ?', [JSON.stringify(next), linkId])
    }
    const last = page.issues.at(-1)
    return {
      startAt: page.startAt,
      maxResults: page.maxResults,
      total: page.total,
      nextPageToken: page.nextPageToken,
      isLast: page.isLast,
      count: page.count,
      issueIds: page.issueIds,
      lastCreated: last?.created ?? null,
      lastUpdated: last?.updated ?? null,
      maxUpdated: page.issues.reduce<number | null>((max, { updated }) => Math.max(max ?? updated, updated), null),
      ...tally,
      next
    }
  })
}
