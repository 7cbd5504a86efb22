/** One sync of one link: everything the first time, afterwards what changed; then a count, and a census if it disagrees. */
import type { Failure, SyncRun } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { JiraClient } from '../jira/client.ts'
import type { IssueSearch } from '../jira/search/issue-search.ts'
import { searchOf } from '../jira/search/search.ts'
import type { AgreedCounts, LinkState, PageScan, ScanCheckpoint, StoreClient } from '../store/api.ts'
import { runCensus, type CensusMemory } from './census.ts'
import { startOfScan } from './checkpoint.ts'
import { scan, sliceRows, type TakenPage } from './scan.ts'
import { withRetries } from './retry.ts'

export interface RunDeps {
  readonly store: StoreClient
  readonly client: JiraClient
  /** Jira's version, as it was told when signing in. */
  readonly version: string
  readonly signal: AbortSignal
  readonly userName: string
  readonly memory: CensusMemory
  readonly progress: (
    phase: 'connecting' | 'fetching' | 'census' | 'finishing',
    done: number,
    total: number | null
  ) => void
}

/** Ids are compared at least this often even when the counts agree. */
const censusEveryMs = 24 * 60 * 60_000

/** @returns the finished run; its `failure` says why it did not get to the end. Failures of the store itself are returned. */
export async function runLink(deps: RunDeps, state: LinkState): Promise<Result<SyncRun>> {
  const { store, client, signal } = deps
  const started = await store.startRun({ linkId: state.link.id, kind: state.cursor === null ? 'full' : 'incremental' })
  if (!started.ok) return started
  const runId = started.value.id
  deps.progress('connecting', 0, null)
  const outcome = await pull(deps, state, runId)
  const failure: Failure | null = outcome.ok ? null : outcome.failure
  const cancelled = failure?.code === 'cancelled' || (failure !== null && signal.aborted)
  const end = {
    runId,
    outcome: failure === null ? 'done' : cancelled ? 'cancelled' : 'failed',
    failure: cancelled ? null : failure,
    requests: client.requests(),
    finishedAt: Date.now(),
    markSynced: outcome.ok
  } as const
  const finished = await store.finishRun(end)
  // The store's process died just then; it starts again with the next call, and the run must not seem to go on.
  return !finished.ok && finished.failure.code === 'store-stopped' ? store.finishRun(end) : finished
}

async function pull(deps: RunDeps, state: LinkState, runId: string): Promise<Result<null>> {
  const { store, client, signal } = deps
  const { link } = state
  const search = searchOf(client, deps.version)
  const pulled = await (state.cursor === null
    ? pullAll(deps, search, state, runId)
    : pullChanges(deps, search, state, runId))
  if (!pulled.ok) return named(pulled, link.jiraProjectKey)

  const [counted, here] = await Promise.all([
    withRetries(() => search.count(link.jiraProjectId, signal), signal),
    store.countLinkTasks({ linkId: link.id })
  ])
  if (!counted.ok) return named(counted, link.jiraProjectKey)
  if (!here.ok) return here
  const counts = { jira: counted.value, here: here.value.active }
  const censusDue = state.lastCensusAt === null ? false : Date.now() - state.lastCensusAt > censusEveryMs
  if (!censusDue && agree(deps, search, state, counts, pulled.value)) {
    if (state.lastCensusAt !== null) return ok(null)
    const noted = await store.censusDone({ linkId: link.id, at: Date.now(), agreed: counts })
    return noted.ok ? ok(null) : noted
  }
  return runCensus({ ...deps, search }, link, runId, counts.jira)
}

/**
 * After the pull everything in Jira is here too, so equal counts mean equal sets. An estimate may stay off for ever, and
 * a census costs a point of Cloud's quota for each issue. So there it is enough that a whole scan has just met as many
 * issues as there are here while the estimate stayed the same (nothing was deleted meanwhile), or that the counts are
 * those with which the sets were last found to be equal.
 * @param met the counts of a scan that has just gone over the whole project; null when there was none.
 */
function agree(
  deps: RunDeps,
  search: IssueSearch,
  { link, agreed }: LinkState,
  counts: AgreedCounts,
  met: AgreedCounts | null
): boolean {
  if (counts.jira === counts.here + (deps.memory.unstorable.get(link.id) ?? 0)) return true
  if (search.exactCounts) return false
  return [met, agreed].some((known) => known?.jira === counts.jira && known.here === counts.here)
}

/**
 * Everything, ordered by `created`, which never changes: pages do not shift while people work in Jira.
 * @returns how many issues Jira counted at the beginning, and how many it listed; null unless one scan saw them all.
 */
async function pullAll(
  deps: RunDeps,
  search: IssueSearch,
  state: LinkState,
  runId: string
): Promise<Result<AgreedCounts | null>> {
  const { store, link, signal } = { ...deps, link: state.link }
  const begun = await withRetries(() => search.beginFullScan(link.jiraProjectId, signal), signal)
  if (!begun.ok) return begun
  const from = await withTotal(search, link.jiraProjectId, state.checkpoint ?? startOfScan, signal)
  if (!from.ok) return from
  const clock = serverClock()
  const window = (): number => sliceRows(search)
  let maxUpdated: number | null = null
  const result = await scan(
    {
      search,
      content: 'tasks',
      signal,
      window,
      resumable: true,
      jql: begun.value.jql,
      inspect(reply) {
        clock.read(reply.headers['date'])
        return 'go on'
      },
      async take(body, at, opensSlice) {
        // The clock of the first reply stays with the scan, also across a crash.
        const since = at.since ?? clock.now()
        const moved = { by: 'created', from: { ...at, since } } as const
        const page = await write(store, { runId, linkId: link.id, body }, paged(search, moved, window(), opensSlice))
        if (page.ok && page.value.maxUpdated !== null) maxUpdated = Math.max(maxUpdated ?? 0, page.value.maxUpdated)
        return page
      },
      progress: ({ done, total }) => deps.progress('fetching', done, total),
      count: () => withRetries(() => search.count(link.jiraProjectId, signal), signal)
    },
    from.value
  )
  if (!result.ok) return result
  // Issues edited during the scan after they were fetched must be fetched again: not later than its beginning.
  // A resumed scan has not seen the earlier pages' times, so it takes the beginning itself.
  const { at: end, whole } = result.value
  const since = end.since ?? null
  // So does one of an empty project, which has no times to go by.
  const newest = (state.checkpoint === null ? maxUpdated : null) ?? since
  const cursor = newest === null ? undefined : since === null ? newest : Math.min(newest, since)
  const saved = await store.saveCheckpoint({
    linkId: link.id,
    checkpoint: null,
    ...(cursor === undefined ? {} : { cursor })
  })
  if (!saved.ok) return saved
  const { total, done } = end
  return ok(whole && state.checkpoint === null && total !== null ? { jira: total, here: done } : null)
}

/** Where pages do not say how many issues there are, they are counted once, so that progress has an end. */
async function withTotal(
  search: IssueSearch,
  jiraProjectId: string,
  from: ScanCheckpoint,
  signal: AbortSignal
): Promise<Result<ScanCheckpoint>> {
  if (search.paging === 'rows' || from.total !== null) return ok(from)
  const counted = await withRetries(() => search.count(jiraProjectId, signal), signal)
  return counted.ok ? ok({ ...from, total: counted.value }) : counted
}

/** What changed since the cursor, by `updated`, as Jira's own clock tells it and never this computer's. */
async function pullChanges(deps: RunDeps, search: IssueSearch, state: LinkState, runId: string): Promise<Result<null>> {
  const { store, link, signal } = { ...deps, link: state.link }
  const cursor = state.cursor ?? 0
  const clock = serverClock()
  const changes = (anchor: number) => search.changedSince(link.jiraProjectId, anchor, clock.now())
  let asked: number | null = null
  let newest = cursor
  // Editing an issue moves it to the end of this order, so rows shift under a paged scan: every page is a slice of its own.
  const window = 1
  const result = await scan(
    {
      search,
      content: 'tasks',
      signal,
      window: () => window,
      resumable: true,
      jql: (anchor) => {
        const { jql, minutes } = changes(anchor)
        asked = minutes
        return jql
      },
      inspect(reply) {
        const known = clock.known()
        clock.read(reply.headers['date'])
        // Before the first reply only this computer's clock was there to count from. If it was behind, ask again.
        return !known && asked !== null && (changes(cursor).minutes ?? 0) > asked ? 'again' : 'go on'
      },
      async take(body, at, opensSlice) {
        const moved = { by: 'updated', from: at } as const
        const page = await write(store, { runId, linkId: link.id, body }, paged(search, moved, window, opensSlice))
        if (page.ok && page.value.maxUpdated !== null) newest = Math.max(newest, page.value.maxUpdated)
        return page
      },
      progress: ({ done, total }) => deps.progress('fetching', done, total),
      count: () => withRetries(() => search.count(link.jiraProjectId, signal), signal)
    },
    { ...startOfScan, anchor: cursor }
  )
  if (!result.ok) return result
  // A time yet to come (an import may bring one) would hide all changes until then.
  const reached = Math.min(newest, clock.now())
  const saved = await store.saveCheckpoint({ linkId: link.id, checkpoint: null, cursor: reached })
  return saved.ok ? ok(null) : saved
}

/** How the store is to move the scan on, by the way this Jira pages. */
const paged = (
  search: IssueSearch,
  moved: Pick<PageScan, 'by' | 'from'>,
  window: number,
  opensSlice: boolean
): PageScan => (search.paging === 'rows' ? { ...moved, window } : { ...moved, opensSlice })

async function write(
  store: StoreClient,
  page: { runId: string; linkId: string; body: Uint8Array },
  scanned: PageScan
): Promise<Result<TakenPage & { maxUpdated: number | null }>> {
  const written = await store.writePage({ ...page, scan: scanned })
  if (!written.ok) return written
  const { next } = written.value
  return next ? ok({ ...written.value, next }) : fail('internal', { where: 'sync: a page without a next step' })
}

/** Jira's clock, read off its `Date` headers; this computer's until the first reply. Milliseconds since 1970. */
function serverClock(): { read(date: string | undefined): void; now(): number; known(): boolean } {
  let difference: number | null = null
  return {
    read(date) {
      const time = Date.parse(date ?? '')
      if (Number.isFinite(time)) difference = time - Date.now()
    },
    now: () => Date.now() + (difference ?? 0),
    known: () => difference !== null
  }
}

/** Jira names the project by the id it was asked with; people know it by its key. */
function named<T>(result: Result<T>, key: string): Result<never> {
  if (result.ok) return fail('internal', { where: 'sync' })
  const { failure } = result
  if (failure.code !== 'project-not-visible') return { ok: false, failure }
  return fail('project-not-visible', { ...failure.params, project: key })
}
