/**
 * A bridge with invented data behind it. It checks inputs and outputs against the contract, so that a screen cannot
 * pass its test with a question main would refuse. Answers can be replaced per channel.
 */
import { channels, err, failure, ok } from '../../../preload/contract/index.ts'
import type {
  AtTrackBridge,
  ChannelName,
  EventName,
  EventPayload,
  Project,
  Settings,
  TaskDetail
} from '../../../preload/contract/index.ts'
import { missing, type Answers, type State } from './fake-answers.ts'
import { applink, applinkAnswers } from './fake-applink.ts'
import { connectionAnswers } from './fake-connections.ts'
import * as data from './fake-data.ts'
import { backupAnswers } from './fake-backup.ts'
import { memberAnswers } from './fake-members.ts'
import { networkAnswers } from './fake-network.ts'

export type { State }

export interface FakeBridge extends AtTrackBridge {
  /** Every call so far, input as it was passed. */
  readonly calls: { name: ChannelName; input: unknown }[]
  readonly state: State
  /** Announces something, as main would. */
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void
  /** Replaces the answer of one channel. */
  answer<N extends ChannelName>(name: N, reply: Answers[N]): void
}

export function emptyState(): State {
  return {
    projects: [],
    tasks: [],
    connections: [],
    links: [],
    sync: [],
    runs: [],
    settings: { syncIntervalMinutes: 15, callbackPort: 47135, lockAfterMinutes: 15 },
    cloudClient: data.cloudClient('build'),
    applink: applink(),
    jiraProjectCount: 612
  }
}

export function filledState(): State {
  return {
    ...emptyState(),
    projects: [
      data.project('p1', 'Shelves', { taskCount: 1500, linkCount: 1, lastSyncedAt: Date.now() - 12 * data.minute }),
      data.project('p2', 'Kitchen fronts', { taskCount: 7 }),
      data.project('p3', 'Old catalogue', { archivedAt: Date.now() - data.hour, taskCount: 31 })
    ],
    tasks: Array.from({ length: 1500 }, (_, index) => data.task(index)),
    connections: [data.connection('c1'), data.refused],
    links: [data.link()],
    sync: [data.linkSync()],
    runs: [data.run()]
  }
}

/** Newest on top of what every channel answers by itself. */
export function createFakeBridge(state: State = filledState()): FakeBridge {
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  const calls: FakeBridge['calls'] = []
  const emit: FakeBridge['emit'] = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never)
  }
  const replaced: Partial<Answers> = {}
  const answers: Answers = standardAnswers(state, emit)
  return {
    calls,
    state,
    emit,
    answer(name, reply) {
      replaced[name] = reply as never
    },
    async invoke(name, input) {
      calls.push({ name, input })
      const checked = channels[name].input.safeParse(input)
      if (!checked.success) {
        const issue = checked.error.issues[0]
        const field = String(issue?.path[0] ?? 'input')
        return err(failure('invalid-input', { field, problem: issue?.message ?? '' }, { field }))
      }
      const reply = (replaced[name] ?? answers[name]) as Answers[typeof name]
      const result = await reply(checked.data as never)
      if (result.ok) channels[name].output.parse(result.value)
      return result as never
    },
    on(name, listener) {
      const known = listeners.get(name) ?? new Set()
      listeners.set(name, known)
      known.add(listener as never)
      return () => known.delete(listener as never)
    }
  }
}

function standardAnswers(state: State, emit: FakeBridge['emit']): Answers {
  const changed = (...topics: EventPayload<'changed'>['topics']) => emit('changed', { topics })
  const change = (id: string, edit: Partial<Project>) => {
    const at = state.projects.findIndex((one) => one.id === id)
    const old = state.projects[at]
    if (!old) return missing('The project')
    const edited = { ...old, ...edit }
    state.projects[at] = edited
    changed('projects')
    return ok(edited)
  }
  return {
    'app.status': () => ok(data.status()),
    'app.openExternal': () => ok({}),
    'app.copy': () => ok({}),
    'app.keepSecretsUntilQuit': () => ok({ ...data.status(), keychain: { state: 'session' } }),
    'settings.get': () => ok(state.settings),
    'settings.set': (input) => {
      state.settings = { ...state.settings, ...(input as Partial<Settings>) }
      return ok(state.settings)
    },
    'projects.list': ({ search, archived, offset, limit }) => {
      const found = state.projects.filter(
        (one) => one.name.toLowerCase().includes(search.toLowerCase()) && (one.archivedAt !== null) === archived
      )
      return ok({ projects: found.slice(offset, offset + limit), total: found.length })
    },
    'projects.get': ({ id }) => {
      const found = state.projects.find((one) => one.id === id)
      return found ? ok(found) : missing('The project')
    },
    'projects.create': ({ name }) => {
      const made = data.project(`p${state.projects.length + 1}`, name)
      state.projects.unshift(made)
      changed('projects')
      return ok(made)
    },
    'projects.rename': ({ id, name }) => change(id, { name }),
    'projects.setArchived': ({ id, archived }) => change(id, { archivedAt: archived ? Date.now() : null }),
    'tasks.list': (input) => {
      const has = (list: string[], value: string) => list.length === 0 || list.includes(value)
      const found = state.tasks.filter(
        (one) =>
          one.summary.toLowerCase().includes(input.search.toLowerCase()) &&
          has(input.statuses, one.status) &&
          has(input.types, one.type) &&
          has(input.assignees, one.assignee) &&
          has(input.sources, one.source) &&
          (one.archivedAt !== null) === input.archived
      )
      const by = input.sort === 'updated' ? 'updatedAt' : input.sort
      const sign = input.descending ? -1 : 1
      found.sort((a, b) => (a[by] < b[by] ? -sign : a[by] > b[by] ? sign : 0))
      return ok({ tasks: found.slice(input.offset, input.offset + input.limit), total: found.length })
    },
    'tasks.facets': () => {
      const count = (of: (task: TaskDetail) => string) => {
        const counts = new Map<string, number>()
        for (const one of state.tasks) counts.set(of(one), (counts.get(of(one)) ?? 0) + 1)
        return [...counts].map(([value, n]) => ({ value, count: n })).sort((a, b) => b.count - a.count)
      }
      return ok({
        statuses: count((one) => one.status),
        types: count((one) => one.type),
        assignees: count((one) => one.assignee),
        sources: count((one) => one.source),
        archivedCount: state.tasks.filter((one) => one.archivedAt !== null).length
      })
    },
    'tasks.get': ({ id }) => {
      const found = state.tasks.find((one) => one.id === id)
      return found ? ok(found) : missing('The task')
    },
    'tasks.create': ({ summary }) => {
      const made: TaskDetail = {
        ...data.task(0),
        id: `t${state.tasks.length}`,
        key: `T-${state.tasks.length + 1}`,
        summary,
        updatedAt: Date.now()
      }
      state.tasks.unshift(made)
      changed('tasks', 'projects')
      return ok(made)
    },
    ...memberAnswers(changed),
    ...backupAnswers(),
    ...connectionAnswers(state, changed),
    ...networkAnswers(changed),
    ...applinkAnswers(state, changed),
    'jiraProjects.list': ({ search, offset, limit }) => {
      const wanted = search.toLowerCase()
      const found = data
        .jiraProjects(state.jiraProjectCount)
        .filter((one) => `${one.key} ${one.name}`.toLowerCase().includes(wanted))
      return ok({ projects: found.slice(offset, offset + limit), total: found.length, explanation: null })
    },
    'jiraProjects.countIssues': ({ jiraProjectId }) => ok({ issues: Number(jiraProjectId) % 1000 }),
    'links.list': ({ projectId }) => ok({ links: state.links.filter((one) => one.projectId === projectId) }),
    'links.create': ({ projectId, connectionId, jiraProjectId }) => {
      const chosen = data.jiraProjects(state.jiraProjectCount).find((one) => one.id === jiraProjectId)
      if (!chosen) return missing('The Jira project')
      const made = data.link({
        id: `l${jiraProjectId}`,
        projectId,
        connectionId,
        jiraProjectId,
        jiraProjectKey: chosen.key,
        jiraProjectName: chosen.name,
        lastSyncedAt: null
      })
      state.links.push(made)
      changed('links', 'sync')
      return ok(made)
    },
    'links.remove': ({ id }) => {
      state.links = state.links.filter((one) => one.id !== id)
      changed('links')
      return ok({})
    },
    'sync.status': ({ projectId }) => {
      const ids = new Set(state.links.filter((one) => one.projectId === projectId).map((one) => one.id))
      return ok({ links: state.sync.filter((one) => ids.has(one.linkId)) })
    },
    'sync.start': ({ projectId }) => {
      state.sync = state.sync.map((one) => ({ ...one, running: true, phase: 'fetching', done: 0, total: 1500 }))
      for (const one of state.sync) emit('sync.progress', { projectId, link: one })
      return ok({})
    },
    'sync.cancel': () => {
      state.sync = state.sync.map((one) => ({ ...one, running: false, phase: null }))
      changed('sync')
      return ok({})
    },
    'sync.runs': () => ok({ runs: state.runs }),
    'sync.entries': () =>
      ok({
        entries: [
          { issueKey: 'MOD-7', action: 'archived', reason: 'Deleted in Jira.', at: Date.now() - 12 * data.minute },
          {
            issueKey: 'MOD-9',
            action: 'skipped',
            reason: 'Jira sent it without a summary.',
            at: Date.now() - 12 * data.minute
          }
        ],
        total: 2
      })
  }
}
