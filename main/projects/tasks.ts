/** Tasks: listed a page at a time, made by hand, shown whole with their description made harmless. */
import type { CheckedInput, ChannelOutput, RichText, TaskDetail, TaskRow } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { renderWiki } from '../jira/markup/wiki.ts'
import { defaultLimits } from '../jira/markup/wiki-budget.ts'
import type { StoreClient, TaskRecord } from '../store/api.ts'

export type TaskService = ReturnType<typeof createTaskService>

export function createTaskService(store: StoreClient, changed: (projectId: string) => void) {
  return {
    list: (input: CheckedInput<'tasks.list'>): Promise<Result<ChannelOutput<'tasks.list'>>> => store.listTasks(input),
    facets: (input: CheckedInput<'tasks.facets'>): Promise<Result<ChannelOutput<'tasks.facets'>>> => store.taskFacets(input),
    async get(input: CheckedInput<'tasks.get'>): Promise<Result<TaskDetail>> {
      const task = await store.getTask(input)
      if (!task.ok) return task
      return task.value ? ok(toDetail(task.value)) : fail('not-found', { what: 'This task' })
    },
    async create(input: CheckedInput<'tasks.create'>): Promise<Result<TaskRow>> {
      const project = await store.getProject({ id: input.projectId })
      if (!project.ok) return project
      if (!project.value) return fail('not-found', { what: 'This project' })
      const created = await store.createTask(input)
      if (created.ok) changed(input.projectId)
      return created
    }
  }
}

function toDetail(task: TaskRecord): TaskDetail {
  const { siteUrl, issueId: _issueId, description, descriptionFormat, ...shown } = task
  return {
    ...shown,
    jiraUrl: siteUrl ? `${siteUrl}/browse/${encodeURIComponent(task.key)}` : null,
    description: description === '' ? null : fitting(description, descriptionFormat)
  }
}

/** A reply over IPC stays under 64 KB: a description that would not fit is cut, and says so (`truncated`). */
const maxDescriptionBytes = 52 * 1024

function fitting(text: string, format: TaskRecord['descriptionFormat']): RichText {
  for (let length = maxDescriptionBytes; ; length = Math.floor(length / 2)) {
    const shown = format === 'wiki' ? renderWiki(text, { ...defaultLimits, length }) : plain(text.slice(0, length))
    if (Buffer.byteLength(JSON.stringify(shown)) <= maxDescriptionBytes || length < 1024) {
      return { ...shown, truncated: shown.truncated || text.length > length }
    }
  }
}

const plain = (text: string): RichText => ({
  blocks: text.split(/\n{2,}/).map((paragraph) => ({ type: 'paragraph', children: [{ type: 'text', text: paragraph }] })),
  truncated: false
})
