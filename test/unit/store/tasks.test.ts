import { expect, test } from 'vitest'
import type { TaskSort } from '../../../preload/contract/index.ts'
import { facetQuery, taskPage, taskTotal } from '../../../main/store/queries/tasks.ts'
import { openDatabase } from '../../../main/store/database.ts'
import { failureOf, issue, issues, keys, linked, list, open, page, tempFile, write } from './support.ts'

test('a task made by hand has a key of its own that is never used twice', () => {
  const file = tempFile()
  const store = open(file)
  const { id } = store.api.createProject({ name: 'One' })
  const other = store.api.createProject({ name: 'Two' })
  const first = store.api.createTask({ projectId: id, summary: 'Write it down' })
  expect(first).toMatchObject({
    key: 'T-1',
    summary: 'Write it down',
    source: 'manual',
    statusCategory: 'new',
    archivedAt: null
  })
  expect(store.api.createTask({ projectId: other.id, summary: 'x' }).key).toBe('T-1')
  store.close()
  const { api } = open(file)
  expect(api.createTask({ projectId: id, summary: 'Second' }).key).toBe('T-2')
  expect(api.getTask({ id: first.id })).toEqual({
    ...first,
    projectId: id,
    createdAt: first.updatedAt,
    reporter: '',
    resolution: '',
    labels: [],
    siteUrl: null,
    jiraProjectKey: null,
    issueId: null,
    archivedReason: null,
    description: '',
    descriptionFormat: 'plain'
  })
  expect(api.getProject({ id })?.taskCount).toBe(2)
})

test('a task for an unknown project is refused, and an unknown task is null', () => {
  const { api } = open()
  expect(failureOf(() => api.createTask({ projectId: 'no', summary: 'x' })).code).toBe('not-found')
  expect(api.getTask({ id: 'no' })).toBeNull()
})

function mixed() {
  const all = linked()
  const done = { name: 'Closed', statusCategory: { key: 'done' } }
  write(
    all,
    page([
      issue({ id: 2, summary: 'banana', fields: { assignee: null, status: done } }),
      issue({ id: 10, summary: 'Apple', fields: { issuetype: { name: 'Story' } } }),
      issue({ id: 1, summary: 'cherry', fields: { assignee: { displayName: 'Ákos' } } })
    ])
  )
  all.api.createTask({ projectId: all.projectId, summary: 'by hand' })
  return all
}

test('keys sort naturally, and every order pages without gaps or repeats', () => {
  const { api, projectId } = mixed()
  expect(keys(api, projectId)).toEqual(['MOD-1', 'MOD-2', 'MOD-10', 'T-1'])
  expect(keys(api, projectId, { descending: true })).toEqual(['T-1', 'MOD-10', 'MOD-2', 'MOD-1'])
  expect(keys(api, projectId, { sort: 'summary' })).toEqual(['MOD-10', 'MOD-2', 'T-1', 'MOD-1'])
  expect(keys(api, projectId, { sort: 'assignee' })).toEqual(['MOD-2', 'T-1', 'MOD-1', 'MOD-10'])
  for (const sort of ['key', 'summary', 'type', 'status', 'assignee', 'updated'] satisfies TaskSort[]) {
    const paged = [0, 1, 2, 3].flatMap((offset) => keys(api, projectId, { sort, offset, limit: 1 }))
    expect(paged).toEqual(keys(api, projectId, { sort }))
  }
  expect(api.listTasks(list(projectId, { offset: 50 }))).toEqual({ tasks: [], total: 4 })
})

test('filters narrow by status, type, assignee and source, together', () => {
  const { api, projectId } = mixed()
  expect(keys(api, projectId, { statuses: ['Closed'] })).toEqual(['MOD-2'])
  expect(keys(api, projectId, { statuses: ['Closed', 'Open'] })).toEqual(['MOD-1', 'MOD-2', 'MOD-10'])
  expect(keys(api, projectId, { types: ['Story'] })).toEqual(['MOD-10'])
  expect(keys(api, projectId, { assignees: [''] })).toEqual(['MOD-2', 'T-1'])
  expect(keys(api, projectId, { assignees: ['Ákos', 'Bo Li'] })).toEqual(['MOD-1', 'MOD-10'])
  expect(keys(api, projectId, { assignees: ['Akos'] })).toEqual([])
  expect(keys(api, projectId, { sources: ['manual'] })).toEqual(['T-1'])
  expect(keys(api, projectId, { sources: ['manual', 'jira'] })).toHaveLength(4)
  expect(api.listTasks(list(projectId, { statuses: ['Open'], types: ['Bug'], search: 'cher' }))).toMatchObject({
    total: 1,
    tasks: [{ key: 'MOD-1' }]
  })
})

test('facets count what there is, most frequent first, at most 100 each', () => {
  const all = mixed()
  expect(all.api.taskFacets({ projectId: all.projectId })).toEqual({
    statuses: [
      { value: 'Open', count: 2 },
      { value: 'Closed', count: 1 },
      { value: 'New', count: 1 }
    ],
    types: [
      { value: 'Bug', count: 2 },
      { value: 'Story', count: 1 },
      { value: 'Task', count: 1 }
    ],
    assignees: [
      { value: '', count: 2 },
      { value: 'Bo Li', count: 1 },
      { value: 'Ákos', count: 1 }
    ],
    sources: [
      { value: 'jira', count: 3 },
      { value: 'manual', count: 1 }
    ],
    archivedCount: 0
  })
  const many = Array.from({ length: 150 }, (_, i) =>
    issue({ id: 100 + i, fields: { assignee: { displayName: `P ${i}` } } })
  )
  write(all, page(many))
  expect(all.api.taskFacets({ projectId: all.projectId }).assignees).toHaveLength(100)
})

test('no list, count or facet reads the whole table of tasks or sorts what an index has in order', () => {
  const all = linked()
  write(all, page(issues(1, 50)))
  all.store.close()
  const opened = openDatabase(all.store.file)
  if (!opened.ok) throw new Error('did not open')
  const database = opened.value
  const plan = (query: { compile(): { sql: string; parameters: readonly unknown[] } }): string => {
    const { sql, parameters } = query.compile()
    return database
      .all<{ detail: string }>(`explain query plan ${sql}`, parameters)
      .map(({ detail }) => detail)
      .join('\n')
  }
  try {
    for (const sort of ['key', 'summary', 'type', 'status', 'assignee', 'updated'] satisfies TaskSort[]) {
      for (const descending of [true, false]) {
        const found = plan(taskPage(list(all.projectId, { sort, descending })))
        expect(found).toMatch(/SEARCH t USING INDEX tasks_by_/)
        expect(found).not.toMatch(/SCAN t\b|TEMP B-TREE/)
      }
    }
    for (const filter of [{ statuses: ['Open'] }, { types: ['Bug'] }, { assignees: ['x'] }, { archived: true }]) {
      expect(plan(taskPage(list(all.projectId, { ...filter, sort: 'updated' })))).not.toMatch(/SCAN t\b/)
      expect(plan(taskTotal(list(all.projectId, filter)))).not.toMatch(/SCAN t\b/)
    }
    for (const column of ['status', 'type', 'assignee', 'source'] as const) {
      expect(plan(facetQuery(all.projectId, column))).toMatch(/SEARCH t USING COVERING INDEX/)
    }
  } finally {
    database.close()
  }
})
