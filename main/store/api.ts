/**
 * What the store can do, as one typed table. The same methods are served by the store's own process
 * (the app), or in-process (tests, benches); callers see only `StoreClient`.
 */
import type { Result } from '../../preload/contract/failures/failure.ts'
import type {
  AuditEntry,
  AuthMethod,
  Certificate,
  CheckedInput,
  ConnectionStatus,
  Failure,
  Project,
  ProjectLink,
  ProxySetting,
  Role,
  SyncEntry,
  SyncRun,
  TaskFacets,
  TaskRow
} from '../../preload/contract/index.ts'

export interface ConnectionRecord {
  id: string
  product: 'server' | 'cloud'
  /** What people open in the browser, and what links belong to. */
  siteUrl: string
  /** Where requests go: the site itself, or the site's address at Atlassian's gateway. */
  apiUrl: string
  baseUrl: string
  title: string
  version: string
  method: AuthMethod
  userName: string
  userDisplayName: string
  consumerKey: string | null
  /** Cloud: the site's id and the account's. */
  cloudId: string | null
  accountId: string | null
  email: string | null
  /** OAuth 2.0: names the grant's keychain entry; connections of one Cloud account share theirs. */
  grantId: string | null
  /** OAuth 2.0: the client the grant was given to. */
  clientId: string | null
  /** `oauth2-3lo`: whether an API token was given, refused to be given, or not asked for yet. */
  apiToken: 'unset' | 'declined' | 'held' | null
  /** When a token ends, ms since 1970, if that is known. */
  credentialExpiresAt: number | null
  status: ConnectionStatus
  failure: Failure | null
  lastSuccessAt: number | null
  nextTryAt: number | null
  createdAt: number
  /** The member who signed in last, by the name of that time. */
  authorisedBy: { memberId: string; name: string } | null
}

/** Somebody who belongs to the workspace; whoever was removed is not listed any more. */
export interface MemberRecord {
  id: string
  name: string
  login: string
  role: Role
  /** Of a Project Manager; empty for every other role. */
  projectIds: string[]
  /** As main/members/password.ts writes it; null while nobody has to sign in. */
  passwordHash: string | null
  mustChangePassword: boolean
  lastSignInAt: number | null
  createdAt: number
}

export interface NewAuditEntry {
  at: number
  /** Null for what AtTrack does by itself. */
  memberId: string | null
  member: string
  action: string
  subject: string
  detail: string
}

/** What is set for the way to one Jira; an origin without a record has nothing of its own. */
export interface NetworkRecord {
  /** `https://jira.example.com:8443` */
  origin: string
  /** PEM, certificates trusted there besides the system's. */
  authorities: string[]
  /** PEM of the one certificate trusted as it is. */
  pin: string | null
  clientCertificate: {
    description: Certificate
    /** The certificate with its key, encrypted with a key from the keychain; base64. */
    sealed: string
  } | null
  proxy: ProxySetting
}

/** A task as stored; the description is still in Jira's markup, or the JSON of Cloud's document. */
export interface TaskRecord extends TaskRow {
  projectId: string
  createdAt: number
  reporter: string
  resolution: string
  labels: string[]
  siteUrl: string | null
  jiraProjectKey: string | null
  /** Jira's numeric issue id: the identity that survives a move. */
  issueId: string | null
  archivedReason: string | null
  description: string
  descriptionFormat: 'plain' | 'wiki' | 'adf'
}

/** Where a scan stands; saved with every page, so that a crash costs at most the page in flight. */
export interface ScanCheckpoint {
  /** `created` (full, census) or `updated` (incremental) of the last issue seen, in ms; 0 at the start. */
  anchor: number
  /** The last issue seen: the next page proves that nothing was skipped by containing it. */
  lastIssueId: string | null
  /** `created` or `updated` of that issue, ms. */
  lastTime?: number | undefined
  /** Offset within the slice that starts at the anchor. */
  startAt: number
  /** Jira's clock when the scan began, ms: what changed after it is left to the next run. Kept as it is from page to page. */
  since?: number | undefined
  /** Issues handled so far in this scan. */
  done: number
  total: number | null
}

/** What is remembered of a link between runs. */
export interface LinkState {
  link: ProjectLink
  /** Largest `updated` seen, ms; the server's clock, never ours. Null before the first full scan is complete. */
  cursor: number | null
  /** Present while a full scan is unfinished. */
  checkpoint: ScanCheckpoint | null
  lastCensusAt: number | null
  /** The counts between which the last census found no difference of sets: Cloud's may never agree. */
  agreed: AgreedCounts | null
}

export interface AgreedCounts {
  /** Issues as Jira counted them. */
  jira: number
  /** Active tasks here. */
  here: number
}

/**
 * A scan of a Jira that pages by rows (Data Center) walks issues ordered by `created` (or `updated`) in slices: a slice
 * starts at `anchor` and is paged by `startAt` until `window` rows, then a new slice is anchored at the last issue seen
 * (Data Center refuses rows past 10,000).
 */
export interface RowScan {
  by: 'created' | 'updated'
  /** The checkpoint this page was asked with. */
  from: ScanCheckpoint
  /** Rows after which a new slice begins. */
  window: number
}

/** A scan of a Jira that pages by tokens (Cloud): every checkpoint is anchored at the last issue seen. */
export interface TokenScan {
  by: 'created' | 'updated'
  from: ScanCheckpoint
  /** Whether the page is the first of its slice, and must reach back to the last issue seen. */
  opensSlice: boolean
}

export type PageScan = RowScan | TokenScan

export interface WritePage {
  runId: string
  linkId: string
  /** The body of a search reply exactly as Jira sent it; parsed here, off the main process's thread. */
  body: Uint8Array
  /**
   * How the scan moves on after this page. For a full scan (`created`) that is saved with the link in the same
   * transaction; for an incremental one it is only told.
   */
  scan?: PageScan | undefined
}

export interface WrittenPage {
  /** From the reply itself. `total`: null where Jira does not count (Cloud). */
  startAt: number
  maxResults: number
  total: number | null
  /** Asks for the next page on Cloud; null on the last one, and on Data Center. */
  nextPageToken: string | null
  isLast: boolean
  /** Issues in this reply, including rejected ones. */
  count: number
  /** Numeric ids in the order of the reply. */
  issueIds: string[]
  /** `created`/`updated` of the last issue and the largest `updated`, ms; null on an empty page. */
  lastCreated: number | null
  lastUpdated: number | null
  maxUpdated: number | null
  new: number
  changed: number
  unchanged: number
  moved: number
  restored: number
  skipped: number
  /** The checkpoint after this page, when `scan` was given. */
  next: ScanCheckpoint | null
}

export interface StoreApi {
  /** A random id made with the workspace; names its key pair in the keychain. */
  workspace(input: Record<string, never>): { id: string; schemaVersion: number; readOnly: boolean }

  listProjects(input: CheckedInput<'projects.list'>): { projects: Project[]; total: number }
  getProject(input: { id: string }): Project | null
  /** `managerId`: the Project Manager who makes it, and manages it from then on. */
  createProject(input: { name: string; managerId?: string | undefined }): Project
  renameProject(input: { id: string; name: string }): Project | null
  setProjectArchived(input: { id: string; archived: boolean }): Project | null

  listTasks(input: CheckedInput<'tasks.list'>): { tasks: TaskRow[]; total: number }
  taskFacets(input: { projectId: string }): TaskFacets
  getTask(input: { id: string }): TaskRecord | null
  createTask(input: { projectId: string; summary: string }): TaskRow

  listConnections(input: Record<string, never>): ConnectionRecord[]
  getConnection(input: { id: string }): ConnectionRecord | null
  /**
   * Inserts or replaces. Links of the same site without a connection go on with whoever signs in there next.
   * @param input `adopts`: only links of these projects do so; of all when it is left out.
   */
  saveConnection(input: ConnectionRecord & { adopts?: readonly string[] | undefined }): ConnectionRecord
  /** Changes only these fields of a connection that is there; null when it was removed. */
  updateConnection(input: { id: string; change: Partial<Omit<ConnectionRecord, 'id'>> }): ConnectionRecord | null
  /** Links stay, without a connection. */
  removeConnection(input: { id: string }): null

  /** Makes the first member, an Administrator without a password, when there is none. */
  ensureOwner(input: { name: string; login: string }): null
  /** How many there are, and who it is when there is one only. */
  countMembers(input: Record<string, never>): { members: number; only: MemberRecord | null }
  /** By name. */
  listMembers(input: { search: string; offset: number; limit: number }): { members: MemberRecord[]; total: number }
  getMember(input: { id: string }): MemberRecord | null
  /** Upper and lower case do not count. */
  memberByLogin(input: { login: string }): MemberRecord | null
  /**
   * `already-exists` (field `login`) when another has it. `owner`: the only member there was, who gets a password in the
   * same transaction.
   */
  addMember(input: {
    member: Omit<MemberRecord, 'id' | 'createdAt' | 'lastSignInAt'>
    owner?: { id: string; passwordHash: string } | undefined
  }): MemberRecord
  /** Null when there is no such member. `already-exists` (field `login`), `last-administrator`. */
  updateMember(input: { id: string; change: Partial<Omit<MemberRecord, 'id' | 'createdAt'>> }): MemberRecord | null
  /**
   * Null when there is no such member. `last-administrator`. `by`: who does it, and has no password any more if nobody
   * else is left.
   */
  removeMember(input: { id: string; by: string }): MemberRecord | null
  /** Wrong passwords in a row for a login, whether anybody has it or not. */
  signInAttempts(input: { login: string }): { failed: number; lastAt: number } | null
  /** `failed` 0 forgets them. Logins not tried for longest are forgotten when there are very many. */
  saveSignInAttempts(input: { login: string; failed: number; lastAt: number }): null

  addAudit(input: NewAuditEntry): null
  /** Newest first; `search`: words that are in the member, action, subject or detail. */
  listAudit(input: { search: string; offset: number; limit: number }): { entries: AuditEntry[]; total: number }
  /** The oldest ones whose number is larger than `after`: from 0 on, everything there is, page by page. */
  auditAfter(input: { after: number; limit: number }): AuditEntry[]

  listNetworks(input: Record<string, never>): NetworkRecord[]
  /** Inserts or replaces. */
  saveNetwork(input: NetworkRecord): null
  removeNetwork(input: { origin: string }): null

  /** Of one project, or of all. Removed links are left out. */
  listLinks(input: { projectId?: string; connectionId?: string }): ProjectLink[]
  /** Null when that Jira project is already linked to that AtTrack project. */
  createLink(input: {
    projectId: string
    connectionId: string
    siteUrl: string
    jiraProjectId: string
    jiraProjectKey: string
    jiraProjectName: string
  }): ProjectLink | null
  /** Tasks stay as they are. */
  removeLink(input: { id: string }): ProjectLink | null
  linkState(input: { linkId: string }): LinkState | null
  /** The Jira project was renamed or got another key. */
  updateLinkProject(input: { linkId: string; jiraProjectKey: string; jiraProjectName: string }): null

  /** Marks runs left running by a crash as interrupted; called once at start. */
  recoverRuns(input: Record<string, never>): { interrupted: number }
  startRun(input: { linkId: string; kind: 'full' | 'incremental' }): SyncRun
  /** Writes one page in one transaction: tasks, search index, counters, entries, checkpoint. */
  writePage(input: WritePage): WrittenPage
  saveCheckpoint(input: { linkId: string; checkpoint: ScanCheckpoint | null; cursor?: number | undefined }): null
  /** Tasks of this link's Jira project that are active (what a census compares with). */
  countLinkTasks(input: { linkId: string }): { active: number }
  /** Of the link's active tasks, those whose issue id is not among `present`. `present` is what the census saw. */
  censusBegin(input: { linkId: string }): null
  /** `body`: a search reply with ids only. */
  censusPage(input: { linkId: string; body: Uint8Array }): {
    count: number
    total: number | null
    startAt: number
    maxResults: number
    issueIds: string[]
    nextPageToken: string | null
    isLast: boolean
    firstCreated: number | null
    lastCreated: number | null
  }
  /** `missing`: here but not in Jira. `unknown`: in Jira but not here (numeric ids), at most 1,000. */
  censusEnd(input: { linkId: string }): {
    missing: { taskId: string; issueId: string; key: string }[]
    unknown: string[]
    seen: number
    active: number
  }
  /** `agreed`: the counts with which the sets were found to be equal. */
  censusDone(input: { linkId: string; at: number; agreed?: AgreedCounts | undefined }): null
  /** Archives one task with the reason; writes the ledger entry. */
  archiveTask(input: {
    runId: string
    taskId: string
    reason: string
    newKey?: string | undefined
    newProjectKey?: string | undefined
  }): null
  addEntry(input: { runId: string; entry: Omit<SyncEntry, 'at'> }): null
  finishRun(input: {
    runId: string
    outcome: SyncRun['outcome']
    failure: Failure | null
    requests: number
    finishedAt: number
    markSynced: boolean
  }): SyncRun
  listRuns(input: { projectId: string; limit: number }): SyncRun[]
  lastRun(input: { linkId: string }): SyncRun | null
  listEntries(input: { runId: string; offset: number; limit: number }): { entries: SyncEntry[]; total: number }
}

export type StoreMethod = keyof StoreApi
export type StoreInput<M extends StoreMethod> = Parameters<StoreApi[M]>[0]
export type StoreOutput<M extends StoreMethod> = ReturnType<StoreApi[M]>

/** Every method, asynchronous, with failures as values (database-corrupt, disk-full, …). */
export type StoreClient = {
  [M in StoreMethod]: (input: StoreInput<M>) => Promise<Result<StoreOutput<M>>>
} & { close(): Promise<void> }
