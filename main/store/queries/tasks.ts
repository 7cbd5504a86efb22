/** Listing, finding and making tasks. Writing those of Jira is in write-page.ts. */
import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely'
import { failure } from '../../../preload/contract/failures/failure.ts'
import type { TaskRow, TaskSort } from '../../../preload/contract/index.ts'
import type { StoreApi, StoreInput, TaskRecord } from '../api.ts'
import type { Database } from '../database.ts'
import { StoreError } from '../errors.ts'
import { fold, sortKey } from '../fold.ts'
import { newId } from '../ids.ts'
import { change, row, rows, sqlFor } from '../kysely.ts'
import type { Schema, TaskTable } from '../schema.ts'
import { indexTask, matches, matchExpression } from '../search-index.ts'

export type TaskQueries = Pick<StoreApi, 'listTasks' | 'taskFacets' | 'getTask' | 'createTask'>

type Tasks = Schema & { t: TaskTable }
type Query<O> = SelectQueryBuilder<Tasks, 't', O>

const columns = [
  't.id',
  't.key',
  't.summary',
  't.type',
  't.status',
  't.status_category as statusCategory',
  't.priority',
  't.assignee',
  't.source',
  't.updated_at as updatedAt',
  't.archived_at as archivedAt'
] as const

/** Each order has its index, and ends with the row id so that paging never shows a task twice. */
const orders: Readonly<Record<TaskSort, readonly (keyof TaskTable)[]>> = {
  key: ['key_prefix', 'key_number', 'row_id'],
  summary: ['summary_sort', 'row_id'],
  type: ['type', 'row_id'],
  status: ['status', 'row_id'],
  assignee: ['assignee_sort', 'row_id'],
  updated: ['updated_at', 'row_id']
}

type ListInput = StoreInput<'listTasks'>

function filtered<O>(query: Query<O>, filter: ListInput): Query<O> {
  const expression = matchExpression(filter.search)
  const { statuses, types, assignees, sources } = filter
  let narrowed = query.where('t.project_id', '=', filter.projectId)
  narrowed = narrowed.where('t.archived_at', filter.archived ? 'is not' : 'is', null)
  if (statuses.length > 0) narrowed = narrowed.where('t.status', 'in', statuses)
  if (types.length > 0) narrowed = narrowed.where('t.type', 'in', types)
  if (assignees.length > 0) {
    // The folded name leads the index; the exact one decides.
    narrowed = narrowed.where('t.assignee_sort', 'in', assignees.map(sortKey)).where('t.assignee', 'in', assignees)
  }
  if (sources.length === 1) narrowed = narrowed.where('t.source', 'in', sources)
  if (expression !== null) narrowed = narrowed.where(matches(expression))
  return narrowed
}

/** The page of a list, as a query (tests look at its plan). */
export function taskPage(input: ListInput) {
  let query = filtered(sqlFor.selectFrom('tasks as t').select(columns), input)
  for (const column of orders[input.sort]) query = query.orderBy(`t.${column}`, input.descending ? 'desc' : 'asc')
  return query.limit(input.limit).offset(input.offset)
}

/** How many tasks a list has in all, as a query. */
export const taskTotal = (input: ListInput) =>
  filtered(
    sqlFor.selectFrom('tasks as t').select((eb: ExpressionBuilder<Tasks, 't'>) => eb.fn.countAll<number>().as('total')),
    input
  )

const facetLimit = 100

/** One facet, most frequent first, as a query. */
export const facetQuery = (projectId: string, column: 'status' | 'type' | 'assignee' | 'source') =>
  sqlFor
    .selectFrom('tasks as t')
    .select((eb) => [eb.ref(`t.${column}`).as('value'), eb.fn.countAll<number>().as('count')])
    .where('t.project_id', '=', projectId)
    .where('t.archived_at', 'is', null)
    // Along the index, so that the groups come out of it in order.
    .$if(column === 'assignee', (query) => query.groupBy('t.assignee_sort'))
    .groupBy(`t.${column}`)
    .orderBy('count', 'desc')
    .orderBy('value')
    .limit(facetLimit)

function stringArray(json: string): string[] {
  const parsed: unknown = JSON.parse(json)
  return Array.isArray(parsed) ? parsed.filter((item) => typeof item === 'string') : []
}

export function taskQueries(database: Database): TaskQueries {
  return {
    listTasks(input) {
      const total = row(database, taskTotal(input))?.total ?? 0
      // Beyond the end there is nothing to walk over.
      if (input.offset >= total) return { tasks: [], total }
      return { tasks: rows(database, taskPage(input)), total }
    },
    taskFacets({ projectId }) {
      const archived = sqlFor
        .selectFrom('tasks as t')
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .where('t.project_id', '=', projectId)
        .where('t.archived_at', 'is not', null)
      return {
        statuses: rows(database, facetQuery(projectId, 'status')),
        types: rows(database, facetQuery(projectId, 'type')),
        assignees: rows(database, facetQuery(projectId, 'assignee')),
        sources: rows(database, facetQuery(projectId, 'source')),
        archivedCount: row(database, archived)?.total ?? 0
      }
    },
    getTask({ id }) {
      const query = sqlFor
        .selectFrom('tasks as t')
        .select(columns)
        .select([
          't.project_id as projectId',
          't.created_at as createdAt',
          't.reporter',
          't.resolution',
          't.labels',
          't.site_url as siteUrl',
          't.jira_project_key as jiraProjectKey',
          't.issue_id as issueId',
          't.archived_reason as archivedReason',
          't.description',
          't.description_format as descriptionFormat'
        ])
        .where('t.id', '=', id)
      const found = row(database, query)
      return found ? ({ ...found, labels: stringArray(found.labels) } satisfies TaskRecord) : null
    },
    createTask({ projectId, summary }) {
      return database.transaction(() => {
        const project = sqlFor.selectFrom('projects').select('next_task_number as number').where('id', '=', projectId)
        const next = row(database, project)
        if (!next) throw new StoreError(failure('not-found', { what: 'The project' }))
        const used = { next_task_number: next.number + 1 }
        change(database, sqlFor.updateTable('projects').set(used).where('id', '=', projectId))
        const now = Date.now()
        const task = {
          id: newId(),
          key: `T-${next.number}`,
          summary,
          type: 'Task',
          status: 'New',
          statusCategory: 'new',
          priority: '',
          assignee: '',
          source: 'manual',
          updatedAt: now,
          archivedAt: null
        } as const satisfies TaskRow
        change(database, sqlFor.insertInto('tasks').values(manualRow(projectId, task, next.number)))
        // As it was stored: SQLite has no form for half a surrogate pair, nor the binding one for NUL.
        const stored = row(
          database,
          sqlFor.selectFrom('tasks').select(['row_id as rowId', 'summary']).where('id', '=', task.id)
        ) as { rowId: number; summary: string }
        indexTask(database, stored.rowId, task.key, stored.summary, '')
        return { ...task, summary: stored.summary }
      })
    }
  }
}

const manualRow = (projectId: string, task: TaskRow, number: number) => ({
  id: task.id,
  project_id: projectId,
  source: task.source,
  key: task.key,
  key_prefix: 'T',
  key_number: number,
  summary: task.summary,
  summary_sort: sortKey(task.summary),
  type: task.type,
  status: task.status,
  status_category: task.statusCategory,
  priority: task.priority,
  assignee: task.assignee,
  assignee_sort: fold(task.assignee),
  reporter: '',
  resolution: '',
  labels: '[]',
  created_at: task.updatedAt,
  updated_at: task.updatedAt,
  archived_at: null,
  archived_reason: null,
  link_id: null,
  site_url: null,
  jira_project_id: null,
  jira_project_key: null,
  issue_id: null,
  fingerprint: null,
  description_format: 'plain' as const,
  description: ''
})
