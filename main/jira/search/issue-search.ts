/**
 * Searching issues, the same for every Jira. Pages come back as bytes; the store's process parses them, so that a large
 * page never holds up the window. What differs between the products is behind `IssueSearch`.
 */
import type { Result } from '../../../preload/contract/failures/failure.ts'
import type { TransportReply } from '../../net/transport.ts'

/** What a task is made of; asking for less makes Jira's answer several times smaller. */
export const issueFields = [
  'summary',
  'issuetype',
  'status',
  'priority',
  'assignee',
  'reporter',
  'resolution',
  'labels',
  'description',
  'created',
  'updated',
  'project'
] as const

export interface PageQuery {
  readonly jql: string
  /** Everything a task is made of, or just what a census needs. */
  readonly content: 'tasks' | 'ids'
  /** Data Center: the first row, and how many. Cloud ignores both. */
  readonly startAt: number
  readonly maxResults: number
  /** Cloud: what the page before gave; null begins. Good for the same `jql` only. */
  readonly token: string | null
  readonly signal: AbortSignal
}

/** The searches of one scan over all issues of a project, by `created`, which never changes. */
export interface FullSearch {
  /** Issues created at or after `anchor` (ms since 1970; 0 is the beginning); some a little older may come too. */
  jql(anchor: number): string
}

export interface ChangesSearch {
  readonly jql: string
  /** How far it looks back from Jira's present; null when its bound depends on nobody's clock. */
  readonly minutes: number | null
}

export interface IssueSearch {
  /**
   * How a result is paged: by rows (each page can be asked for at any time, and rows shift when issues vanish), or by
   * tokens (each page names the next one).
   */
  readonly paging: 'rows' | 'tokens'
  /** Whom it asks, for failures. */
  readonly host: string
  /** Whether `count` is exact. Cloud's is an estimate that may stay off for ever. */
  readonly exactCounts: boolean
  /** Ids that `byIds` takes at once. */
  readonly idsPerCall: number
  /** Rows of a page that is paged by rows. */
  readonly rowsPerPage: number
  /** Rows of one search that Jira lists at most, where it is paged by rows. May fall once Jira has told. */
  window(): number
  page(query: PageQuery): Promise<Result<TransportReply>>
  /** Issues by numeric id, as they are now; ids that do not exist (any more) are left out. */
  byIds(ids: readonly string[], signal: AbortSignal): Promise<Result<TransportReply>>
  /** How many issues of a project (numeric id) the user may see. */
  count(jiraProjectId: string, signal?: AbortSignal): Promise<Result<number>>
  /**
   * Asks Jira what the searches of a full scan depend on, and who it takes the caller for: an answer to nobody must never
   * pass for an empty project. Once per scan.
   */
  beginFullScan(jiraProjectId: string, signal: AbortSignal): Promise<Result<FullSearch>>
  /**
   * Issues changed since `from` (ms by Jira's clock), oldest change first.
   * @param now Jira's clock, as far as it is known.
   */
  changedSince(jiraProjectId: string, from: number, now: number): ChangesSearch
}
