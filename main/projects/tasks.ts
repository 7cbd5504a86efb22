/** Tasks: listed a page at a time, made by hand, shown whole with their description made harmless. */
import type { CheckedInput, ChannelOutput, RichText, TaskDetail, TaskRow } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { renderAdf } from '../jira/markup/adf.ts'
import { renderWiki } from '../jira/markup/wiki.ts'
import { defaultLimits } from '../jira/markup/wiki-budget.ts'
import type { StoreClient, TaskRecord } from '../store/api.ts'
import { bytesOf, fittingFacets, fittingRows, fittingTexts, maxReplyBytes } from './reply-size.ts'

export type TaskService = ReturnType<typeof createTaskService>

export function createTaskService(store: StoreClient, changed: (projectId: string) => void) {
  return {
    async list(input: CheckedInput<'tasks.list'>): Promise<Result<ChannelOutput<'tasks.list'>>> {
      const listed = await store.listTasks(input)
      return listed.ok ? ok({ ...listed.value, tasks: fittingRows(listed.value.tasks) }) : listed
    },
    async facets(input: CheckedInput<'tasks.facets'>): Promise<Result<ChannelOutput<'tasks.facets'>>> {
      const facets = await store.taskFacets(input)
      return facets.ok ? ok(fittingFacets(facets.value)) : facets
    },
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

/** Room for labels; 100 of 255 characters could fill a reply alone. */
const maxLabelBytes = 8 * 1024

function toDetail(task: TaskRecord): TaskDetail {
  const { siteUrl, issueId: _issueId, description, descriptionFormat, ...stored } = task
  const shown = {
    ...stored,
    labels: fittingTexts(stored.labels, maxLabelBytes),
    jiraUrl: siteUrl ? `${siteUrl}/browse/${encodeURIComponent(task.key)}` : null
  }
  const room = maxReplyBytes - bytesOf(shown)
  return { ...shown, description: description === '' ? null : fitting(description, descriptionFormat, room) }
}

/** A description that would not fit is cut, and says so (`truncated`). */
function fitting(text: string, format: TaskRecord['descriptionFormat'], maxBytes: number): RichText {
  if (format === 'adf') return fittingDocument(text, maxBytes)
  for (let length = maxBytes; ; length = Math.floor(length / 2)) {
    const shown = format === 'wiki' ? renderWiki(text, { ...defaultLimits, length }) : plain(text.slice(0, length))
    // A single paragraph of too many parts is left out as a whole: less of it is more.
    const empty = shown.truncated && shown.blocks.length === 0
    if ((bytesOf(shown) <= maxBytes && !empty) || length < 64)
      return { ...shown, truncated: shown.truncated || text.length > length }
  }
}

/** A document cannot be cut where one likes: fewer of its nodes are shown, and fewer of its characters. */
function fittingDocument(json: string, maxBytes: number): RichText {
  for (let share = 1; ; share /= 2) {
    const limits = {
      ...defaultLimits,
      length: Math.floor(maxBytes * share),
      nodes: Math.floor(defaultLimits.nodes * share)
    }
    const shown = renderAdf(json, limits)
    if (bytesOf(shown) <= maxBytes || limits.nodes < 2) return shown
  }
}

const plain = (text: string): RichText => ({
  blocks: text
    .split(/\n{2,}/)
    .map((paragraph) => ({ type: 'paragraph', children: [{ type: 'text', text: paragraph }] })),
  truncated: false
})
