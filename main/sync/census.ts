/**
 * Which issues are gone from Jira's project? Jira keeps no tombstones, so ids are compared, and each missing issue is
 * asked for by its id before anything is archived. Nothing is ever deleted, and tasks made by hand are not looked at.
 */
import type { ProjectLink, SyncEntry } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { JiraClient } from '../jira/client.ts'
import { issueProjectSchema } from '../jira/schemas.ts'
import type { IssueSearch } from '../jira/search/issue-search.ts'
import type { StoreClient } from '../store/api.ts'
import { advance, startOfScan } from './checkpoint.ts'
import { scan, sliceRows, type TakenPage } from './scan.ts'
import { withRetries } from './retry.ts'

/** What is remembered of each link while the app runs; losing it costs one census. */
export interface CensusMemory {
  /** Since when a large loss has been held back, ms. */
  readonly heldSince: Map<string, number>
  /** Issues that Jira counts and AtTrack cannot store (the ledger says why): they must not cause a census each time. */
  readonly unstorable: Map<string, number>
}

export interface CensusDeps {
  readonly store: StoreClient
  readonly client: JiraClient
  readonly search: IssueSearch
  readonly signal: AbortSignal
  readonly userName: string
  readonly memory: CensusMemory
  readonly progress: (phase: 'census', done: number, total: number | null) => void
}

interface Missing {
  readonly taskId: string
  readonly issueId: string
  readonly key: string
}

/** Each missing issue costs a request; more are left to the next run. */
const checksPerRun = 500
/** A loss beyond this is believed only when it is still there after a while. */
const largeLoss = (missing: number, active: number): boolean => missing > Math.max(20, active * 0.05)
const holdMs = 10 * 60_000

/**
 * Compares, verifies, archives. Failures: Jira's and the store's; nothing is archived after one.
 * @param counted how many issues Jira says there are.
 */
export async function runCensus(
  deps: CensusDeps,
  link: ProjectLink,
  runId: string,
  counted: number
): Promise<Result<null>> {
  const { store, memory } = deps
  const walked = await listIds(deps, link)
  if (!walked.ok) return walked
  const compared = await store.censusEnd({ linkId: link.id })
  if (!compared.ok) return compared
  const { missing, unknown, active } = compared.value

  const brought = await fetchUnknown(deps, link, runId, unknown)
  if (!brought.ok) return brought
  memory.unstorable.set(link.id, unknown.length - brought.value)
  if (largeLoss(missing.length, active)) {
    const since = memory.heldSince.get(link.id) ?? Date.now()
    memory.heldSince.set(link.id, since)
    if (Date.now() - since < holdMs) return hold(deps, link, runId, missing, active)
  } else memory.heldSince.delete(link.id)

  const settled = await settle(deps, link, runId, missing.slice(0, checksPerRun))
  if (!settled.ok) return settled
  if (missing.length > checksPerRun) return ok(null)
  memory.heldSince.delete(link.id)
  const here = await store.countLinkTasks({ linkId: link.id })
  if (!here.ok) return here
  const agreed = { jira: counted, here: here.value.active }
  const done = await store.censusDone({ linkId: link.id, at: Date.now(), agreed })
  return done.ok ? ok(null) : done
}

/** All ids of the Jira project, into the store. */
async function listIds(deps: CensusDeps, link: ProjectLink): Promise<Result<unknown>> {
  const { store, search, signal } = deps
  const begun = await withRetries(() => search.beginFullScan(link.jiraProjectId, signal), signal)
  if (!begun.ok) return begun
  const cleared = await store.censusBegin({ linkId: link.id })
  if (!cleared.ok) return cleared
  const byRows = search.paging === 'rows'
  return scan(
    {
      search,
      content: 'ids',
      signal,
      window: () => sliceRows(search),
      // Without times there is nothing to anchor a slice at.
      resumable: byRows,
      jql: begun.value.jql,
      async take(body, from): Promise<Result<TakenPage>> {
        const page = await store.censusPage({ linkId: link.id, body })
        if (!page.ok) return page
        const { total, count, issueIds, firstCreated, lastCreated } = page.value
        if (!byRows) return ok({ ...page.value, next: { ...from, done: from.done + count } })
        if (total === null) {
          const what = 'the search for issues'
          return fail('reply-not-understood', { host: search.host, what, detail: '“total” is not a number' })
        }
        const facts = { count, total, issueIds, firstTime: firstCreated, lastTime: lastCreated }
        return ok({ ...page.value, next: advance({ by: 'created', from, window: sliceRows(search) }, facts) })
      },
      progress: ({ done, total }) => deps.progress('census', done, total),
      count: () => withRetries(() => search.count(link.jiraProjectId, signal), signal)
    },
    startOfScan
  )
}

/**
 * Issues that Jira lists and we lack: made visible without a change of `updated`, or missed by a shifting page.
 * @returns how many of them could be stored.
 */
async function fetchUnknown(
  { store, search, signal }: CensusDeps,
  link: ProjectLink,
  runId: string,
  ids: string[]
): Promise<Result<number>> {
  let stored = 0
  for (let start = 0; start < ids.length; start += search.idsPerCall) {
    const some = ids.slice(start, start + search.idsPerCall)
    const reply = await withRetries(() => search.byIds(some, signal), signal)
    if (!reply.ok) return reply
    const written = await store.writePage({ runId, linkId: link.id, body: reply.value.body })
    if (!written.ok) return written
    stored += written.value.new + written.value.changed + written.value.unchanged
  }
  return ok(stored)
}

/** Says so in the ledger and as the run's failure, so that somebody looks; the next runs look again. */
async function hold(
  { store }: CensusDeps,
  link: ProjectLink,
  runId: string,
  missing: Missing[],
  active: number
): Promise<Result<null>> {
  const reason = 'Missing together with many others: kept, and checked again with a later sync.'
  for (const { key } of missing.slice(0, 100)) {
    const noted = await store.addEntry({ runId, entry: { issueKey: key, action: 'held', reason } })
    if (!noted.ok) return noted
  }
  const params = { count: String(missing.length), total: String(active), project: link.jiraProjectKey }
  return fail('issues-disappeared', params)
}

/** Asks for each missing issue by its id: moved, deleted, hidden – or there after all. */
async function settle(deps: CensusDeps, link: ProjectLink, runId: string, missing: Missing[]): Promise<Result<null>> {
  const { store, client, signal } = deps
  const links = await store.listLinks({ projectId: link.projectId })
  if (!links.ok) return links
  const linkedHere = new Map(
    links.value.filter((one) => one.siteUrl === link.siteUrl).map((one) => [one.jiraProjectId, one])
  )
  for (const [index, one] of missing.entries()) {
    deps.progress('census', index, missing.length)
    const found = await withRetries(
      () =>
        client.read(
          { path: `/issue/${one.issueId}`, query: { fields: 'project' }, what: `issue ${one.key}`, signal },
          issueProjectSchema
        ),
      signal
    )
    let change: Result<unknown>
    if (found.ok) {
      const { project } = found.value.fields
      // Listed late (Jira's index was behind), not missing.
      if (project.id === link.jiraProjectId) continue
      if (linkedHere.has(project.id))
        change = await note(
          store,
          runId,
          one.key,
          'moved',
          `Moved to ${found.value.key}; the link to ${project.key} brings it.`
        )
      else {
        const reason = `Moved to ${found.value.key} in Jira; ${project.key} is not linked to this project.`
        change = await store.archiveTask({
          runId,
          taskId: one.taskId,
          reason,
          newKey: found.value.key,
          newProjectKey: project.key
        })
      }
    } else if (found.failure.code === 'not-found') {
      change = await store.archiveTask({
        runId,
        taskId: one.taskId,
        reason: `Deleted in Jira, or no longer visible to ${deps.userName}.`
      })
    } else if (found.failure.code === 'jira-forbidden') {
      change = await store.archiveTask({
        runId,
        taskId: one.taskId,
        reason: `No longer visible to ${deps.userName} in Jira.`
      })
    } else return found
    if (!change.ok) return change
  }
  return ok(null)
}

const note = (
  store: StoreClient,
  runId: string,
  issueKey: string,
  action: SyncEntry['action'],
  reason: string
): Promise<Result<null>> => store.addEntry({ runId, entry: { issueKey, action, reason } })
