/** The tables, as Kysely sees them. Times are milliseconds since 1970 UTC. */
import type { Generated } from 'kysely'

export interface WorkspaceTable {
  id: string
  created_at: number
}

export interface ProjectTable {
  id: string
  name: string
  /** `fold(name)`, for searching and sorting. */
  name_folded: string
  created_at: number
  archived_at: number | null
  /** The number of the next task made by hand; it only grows, so that no key is used twice. */
  next_task_number: number
}

export interface TaskTable {
  /** Also the row id in the search index. */
  row_id: Generated<number>
  id: string
  project_id: string
  source: 'manual' | 'jira'
  key: string
  /** The key taken apart, so that MOD-2 sorts before MOD-10. */
  key_prefix: string
  key_number: number
  summary: string
  summary_sort: string
  type: string
  status: string
  status_category: 'new' | 'indeterminate' | 'done' | 'undefined'
  priority: string
  assignee: string
  assignee_sort: string
  reporter: string
  resolution: string
  /** A JSON array of strings. */
  labels: string
  created_at: number
  updated_at: number
  archived_at: number | null
  archived_reason: string | null
  link_id: string | null
  site_url: string | null
  jira_project_id: string | null
  jira_project_key: string | null
  issue_id: string | null
  /** Digest of everything that came from Jira: an identical issue is not written again. */
  fingerprint: string | null
  description_format: 'plain' | 'wiki' | 'adf'
  /** Wiki markup, JSON of a document (`adf`), or plain text. */
  description: string
}

export interface ConnectionTable {
  id: string
  site_url: string
  base_url: string
  title: string
  version: string
  method: string
  user_name: string
  user_display_name: string
  consumer_key: string | null
  status: string
  /** JSON of a Failure. */
  failure: string | null
  last_success_at: number | null
  next_try_at: number | null
  created_at: number
  product: string
  api_url: string
  cloud_id: string | null
  account_id: string | null
  email: string | null
  grant_id: string | null
  client_id: string | null
  api_token: string | null
  credential_expires_at: number | null
  /** The member who signed in last, and that member's name then. */
  authorised_by_id: string | null
  authorised_by_name: string | null
}

export interface NetworkTable {
  /** `https://jira.example.com:8443` */
  origin: string
  /** A JSON array of PEM certificates. */
  authorities: string
  /** PEM. */
  pin: string | null
  /** JSON of its description, and the sealed certificate with its key: both or none. */
  client_certificate: string | null
  client_certificate_sealed: string | null
  /** JSON of a ProxySetting. */
  proxy: string
}

export interface LinkTable {
  id: string
  project_id: string
  connection_id: string | null
  site_url: string
  jira_project_id: string
  jira_project_key: string
  jira_project_name: string
  created_at: number
  removed_at: number | null
  last_synced_at: number | null
  cursor: number | null
  /** JSON of a ScanCheckpoint. */
  checkpoint: string | null
  last_census_at: number | null
  /** Both null, or the counts of a census that found the sets equal. */
  agreed_jira: number | null
  agreed_here: number | null
}

/** Which issues the unfinished scan of a link has seen: slices overlap, and nothing may be counted twice. */
export interface ScanSeenTable {
  link_id: string
  issue: string
}

export interface SyncRunTable {
  /** The order of the runs; clocks may go back. */
  number: Generated<number>
  id: string
  link_id: string
  kind: 'full' | 'incremental'
  outcome: 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'
  started_at: number
  finished_at: number | null
  fetched: number
  new: number
  changed: number
  unchanged: number
  moved: number
  archived: number
  skipped: number
  requests: number
  failure: string | null
}

export interface SyncEntryTable {
  id: Generated<number>
  run_id: string
  issue_key: string
  action: 'moved' | 'archived' | 'restored' | 'skipped' | 'held'
  reason: string
  at: number
}

/** Lives in memory, for one census at a time and link. */
export interface CensusSeenTable {
  link_id: string
  issue_id: string
}

/** The full-text index; only SQLite has it in this form (see search-index.ts). */
export interface TaskSearchTable {
  rowid: number
}

export interface MemberTable {
  id: string
  name: string
  name_folded: string
  login: string
  login_folded: string
  role: 'administrator' | 'project-manager' | 'employee' | 'observer'
  /** As main/members/password.ts writes it; null while nobody has to sign in. */
  password_hash: string | null
  must_change_password: number
  last_sign_in_at: number | null
  created_at: number
  removed_at: number | null
}

export interface MemberProjectTable {
  member_id: string
  project_id: string
}

export interface SignInAttemptTable {
  login_folded: string
  failed: number
  last_at: number
}

/** Only grows: triggers refuse to change or delete a row. */
export interface AuditEntryTable {
  number: Generated<number>
  at: number
  /** Null for what AtTrack did by itself. */
  member_id: string | null
  member: string
  action: string
  subject: string
  detail: string
  /** `fold` of all its words, for searching. */
  words_folded: string
}

export interface Schema {
  members: MemberTable
  member_projects: MemberProjectTable
  sign_in_attempts: SignInAttemptTable
  audit_entries: AuditEntryTable
  workspace: WorkspaceTable
  projects: ProjectTable
  tasks: TaskTable
  connections: ConnectionTable
  networks: NetworkTable
  links: LinkTable
  scan_seen: ScanSeenTable
  sync_runs: SyncRunTable
  sync_entries: SyncEntryTable
  census_seen: CensusSeenTable
  task_search: TaskSearchTable
}
