/** Filter, order and open task live in the address, so that Back, tabs and a reload bring them back. */
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { taskSort, taskSource, type TaskSource } from '../../../preload/contract/index.ts'
import type { TaskView } from './task-queries.ts'

const lists = { statuses: 'status', types: 'type', assignees: 'assignee', sources: 'source' } as const

function readView(params: URLSearchParams): TaskView {
  const sort = taskSort.safeParse(params.get('sort'))
  const isSource = (value: string): value is TaskSource => taskSource.safeParse(value).success
  return {
    search: params.get('search') ?? '',
    statuses: params.getAll(lists.statuses),
    types: params.getAll(lists.types),
    assignees: params.getAll(lists.assignees),
    sources: params.getAll(lists.sources).filter(isSource),
    archived: params.get('archived') === 'yes',
    sort: sort.success ? sort.data : 'updated',
    descending: params.get('order') !== 'up'
  }
}

function writeView(params: URLSearchParams, change: Partial<TaskView>): URLSearchParams {
  const next = new URLSearchParams(params)
  const view = { ...readView(params), ...change }
  for (const [field, name] of Object.entries(lists) as [keyof typeof lists, string][]) {
    next.delete(name)
    for (const value of view[field]) next.append(name, value)
  }
  const set = (name: string, value: string, standard: string) => {
    if (value === standard) next.delete(name)
    else next.set(name, value)
  }
  set('search', view.search, '')
  set('archived', view.archived ? 'yes' : '', '')
  set('sort', view.sort, 'updated')
  set('order', view.descending ? '' : 'up', '')
  return next
}

export function useTaskView() {
  const [params, setParams] = useSearchParams()
  const view = useMemo(() => readView(params), [params])
  const change = useCallback(
    (part: Partial<TaskView>) => setParams((old) => writeView(old, part), { replace: true }),
    [setParams]
  )
  const openTask = params.get('task')
  const setOpenTask = useCallback(
    (id: string | null) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old)
          if (id === null) next.delete('task')
          else next.set('task', id)
          return next
        },
        { replace: true }
      ),
    [setParams]
  )
  return { view, change, openTask, setOpenTask }
}

export const noFilters = {
  search: '',
  statuses: [],
  types: [],
  assignees: [],
  sources: []
} as const satisfies Partial<TaskView>

/** Whether anything narrows the list besides the archive switch. */
export const isFiltered = (view: TaskView): boolean =>
  view.search !== '' || view.statuses.length + view.types.length + view.assignees.length + view.sources.length > 0
