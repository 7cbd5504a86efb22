/** Starts, stops and reports the syncs of links: by hand, after linking, and by the clock while the app is open. */
import type {
  ChannelOutput,
  CheckedInput,
  Failure,
  LinkSync,
  ProjectLink,
  SyncRun
} from '../../preload/contract/index.ts'
import { failure, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { ConnectionService } from '../connections/connection-service.ts'
import { needsPerson } from '../connections/status.ts'
import type { StoreClient } from '../store/api.ts'
import type { CensusMemory } from './census.ts'
import { dueAt, nextSyncAt } from './schedule.ts'
import { runLink } from './run.ts'
import { standingFailure } from '../connections/standing-failure.ts'

export interface SyncDeps {
  readonly store: StoreClient
  readonly connections: ConnectionService
  /** Minutes between automatic syncs; 0 is off. */
  readonly intervalMinutes: () => number
  readonly progress: (projectId: string, link: LinkSync) => void
  /** A run has begun or ended: tasks, runs and links may differ. */
  readonly changed: (projectId: string) => void
}

interface Live {
  phase: LinkSync['phase']
  done: number
  total: number | null
  readonly stop: AbortController
  readonly finished: Promise<void>
}

/** Until when (ms since 1970), by connection. */
type Throttled = ReadonlyMap<string, number>

/** Progress is told at most this often: a window cannot show more. */
const progressEveryMs = 150

export type SyncService = ReturnType<typeof createSyncService>

export function createSyncService(deps: SyncDeps) {
  const { store, connections } = deps
  const live = new Map<string, Live>()
  const memory: CensusMemory = { heldSince: new Map(), unstorable: new Map() }
  /** Last failure of a link that did not even get to start a run (no secret, no connection). */
  const lastAttempt = new Map<string, number>()
  /** One run at a time per connection: a Jira is asked politely, and a refusal stops the rest. */
  const queues = new Map<string, Promise<void>>()

  const describe = async (link: ProjectLink, throttled: Throttled): Promise<Result<LinkSync>> => {
    const last = await store.lastRun({ linkId: link.id })
    if (!last.ok) return last
    // Nothing is sent by itself until somebody has signed in or entered a token: no time to announce.
    const connection = link.connectionId ? await connections.load(link.connectionId) : null
    const waits = connection?.ok === true && needsPerson(connection.value.status)
    return ok(toLinkSync(link, last.value, waits ? null : due(link, last.value, throttled)))
  }
  const due = (link: ProjectLink, lastRun: SyncRun | null, throttled: Throttled): number | null =>
    dueAt({
      last: lastAttempt.get(link.id) ?? lastRun?.finishedAt ?? link.lastSyncedAt,
      lastFailure: lastRun?.failure?.code ?? null,
      throttledUntil: throttled.get(link.connectionId ?? '') ?? null,
      intervalMinutes: deps.intervalMinutes()
    })
  /** Connections that Jira wants to be left alone by, as it said also before a restart. */
  const throttledNow = async (): Promise<Result<Throttled>> => {
    const all = await store.listConnections({})
    if (!all.ok) return all
    const until = new Map<string, number>()
    for (const { id, status, nextTryAt } of all.value) {
      if (status === 'throttled' && nextTryAt !== null) until.set(id, nextTryAt)
    }
    return ok(until)
  }
  const toLinkSync = (link: ProjectLink, lastRun: SyncRun | null, nextAt: number | null): LinkSync => {
    const now = live.get(link.id)
    return {
      linkId: link.id,
      jiraProjectKey: link.jiraProjectKey,
      running: now !== undefined,
      phase: now?.phase ?? null,
      done: now?.done ?? 0,
      total: now?.total ?? null,
      lastSyncedAt: link.lastSyncedAt,
      nextSyncAt: now || !link.connectionId ? null : nextAt,
      lastRun
    }
  }

  const begin = (link: ProjectLink): void => {
    if (live.has(link.id)) return
    const stop = new AbortController()
    const queue = link.connectionId ?? link.id
    const finished = (queues.get(queue) ?? Promise.resolve()).then(() => work(link, stop))
    queues.set(queue, finished)
    live.set(link.id, { phase: 'waiting', done: 0, total: null, stop, finished })
    deps.changed(link.projectId)
  }

  const work = async (link: ProjectLink, stop: AbortController): Promise<void> => {
    try {
      if (!stop.signal.aborted) await runOne(link, stop)
    } finally {
      live.delete(link.id)
      deps.changed(link.projectId)
    }
  }

  const runOne = async (link: ProjectLink, stop: AbortController): Promise<void> => {
    lastAttempt.set(link.id, Date.now())
    // Asked anew: while it waited the link may have been removed or handed to another connection.
    const state = await store.linkState({ linkId: link.id })
    if (!state.ok || !state.value || !state.value.link.connectionId) return
    const { connectionId } = state.value.link
    const connection = await connections.load(connectionId)
    if (!connection.ok) return
    if (needsPerson(connection.value.status)) return noteRefusal(link, connection.value.failure)
    const seenWith = connections.generation(connectionId)
    const client = await connections.client(connectionId)
    if (!client.ok) {
      await connections.report(connectionId, client.failure, null, seenWith)
      return noteRefusal(link, client.failure)
    }
    let told = 0
    const run = await runLink(
      {
        store,
        client: client.value,
        version: connection.value.version,
        signal: stop.signal,
        userName: connection.value.userDisplayName,
        memory,
        progress: (phase, done, total) => {
          const now = live.get(link.id)
          if (!now) return
          const newPhase = now.phase !== phase
          Object.assign(now, { phase, done, total })
          if (!newPhase && Date.now() - told < progressEveryMs) return
          told = Date.now()
          deps.progress(link.projectId, toLinkSync(link, null, null))
        }
      },
      state.value
    )
    lastAttempt.delete(link.id)
    if (!run.ok || run.value.outcome === 'cancelled') return
    const standing = run.value.failure ?? (await standingFailure(store, connectionId, link.id))
    const next = standing ? nextSyncAt(Date.now(), deps.intervalMinutes()) : null
    await connections.report(connectionId, standing, next, seenWith)
  }

  /** A run that could not begin still shows in the ledger, with the reason. */
  const noteRefusal = async (link: ProjectLink, reason: Failure | null): Promise<void> => {
    const last = await store.lastRun({ linkId: link.id })
    const why = reason ?? failure('needs-sign-in', { host: new URL(link.siteUrl).host })
    if (last.ok && last.value?.failure?.code === why.code) return
    const run = await store.startRun({ linkId: link.id, kind: link.lastSyncedAt === null ? 'full' : 'incremental' })
    if (run.ok) {
      await store.finishRun({
        runId: run.value.id,
        outcome: 'failed',
        failure: why,
        requests: 0,
        finishedAt: Date.now(),
        markSynced: false
      })
    }
  }

  const linksOf = async (projectId: string): Promise<ProjectLink[]> => {
    const links = await store.listLinks({ projectId })
    return links.ok ? links.value : []
  }

  return {
    /** Once at start: runs cut short by a crash are marked, and go on from their checkpoint. */
    recover: () => store.recoverRuns({}),

    async status({ projectId }: CheckedInput<'sync.status'>): Promise<Result<ChannelOutput<'sync.status'>>> {
      const links = await store.listLinks({ projectId })
      if (!links.ok) return links
      const throttled = await throttledNow()
      if (!throttled.ok) return throttled
      const states: LinkSync[] = []
      for (const link of links.value) {
        const described = await describe(link, throttled.value)
        if (!described.ok) return described
        states.push(described.value)
      }
      return ok({ links: states })
    },

    async start({ projectId }: CheckedInput<'sync.start'>): Promise<Result<Record<string, never>>> {
      const links = await store.listLinks({ projectId })
      if (!links.ok) return links
      for (const link of links.value) if (link.connectionId) begin(link)
      return ok({})
    },

    async startLink(linkId: string): Promise<void> {
      const state = await store.linkState({ linkId })
      if (state.ok && state.value) begin(state.value.link)
    },

    async cancel({ projectId }: CheckedInput<'sync.cancel'>): Promise<Result<Record<string, never>>> {
      const running = (await linksOf(projectId)).map((link) => live.get(link.id))
      for (const one of running) one?.stop.abort()
      return ok({})
    },

    async cancelLink(linkId: string): Promise<void> {
      const one = live.get(linkId)
      one?.stop.abort()
      await one?.finished
    },

    /** Ends the syncs of all links of a connection, and waits for them. */
    async cancelConnection(connectionId: string): Promise<void> {
      const links = await store.listLinks({ connectionId })
      if (!links.ok) return
      const running = links.value.map((link) => live.get(link.id))
      for (const one of running) one?.stop.abort()
      await Promise.all(running.map((one) => one?.finished))
    },

    /** Starts what is due; called by the clock. */
    async startDue(now: number): Promise<void> {
      if (deps.intervalMinutes() === 0) return
      const [links, throttled] = await Promise.all([store.listLinks({}), throttledNow()])
      if (!links.ok || !throttled.ok) return
      for (const link of links.value) {
        if (!link.connectionId || live.has(link.id)) continue
        // An archived project is put away: it is synced by hand only.
        const project = await store.getProject({ id: link.projectId })
        if (!project.ok || !project.value || project.value.archivedAt !== null) continue
        const last = await store.lastRun({ linkId: link.id })
        // A run that a crash cut short is due at once: it goes on where it stopped.
        const interrupted = last.ok && last.value?.outcome === 'interrupted' && !lastAttempt.has(link.id)
        const at = due(link, last.ok ? last.value : null, throttled.value)
        const quiet = (throttled.value.get(link.connectionId) ?? 0) > now
        if (!quiet && (interrupted || at === null || at <= now)) begin(link)
      }
    },

    /** Stops everything and waits for the page in flight; what is stored stays. */
    async stopAll(): Promise<void> {
      const running = [...live.values()]
      for (const one of running) one.stop.abort()
      await Promise.all(running.map((one) => one.finished))
    },

    async runs({ projectId, limit }: CheckedInput<'sync.runs'>): Promise<Result<ChannelOutput<'sync.runs'>>> {
      const runs = await store.listRuns({ projectId, limit })
      return runs.ok ? ok({ runs: runs.value }) : runs
    },
    entries: (input: CheckedInput<'sync.entries'>): Promise<Result<ChannelOutput<'sync.entries'>>> =>
      store.listEntries(input)
  }
}
