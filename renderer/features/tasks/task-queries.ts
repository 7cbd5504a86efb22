import { queryOptions } from '@tanstack/react-query'
import type { TaskRow, TaskSort, TaskSource } from '../../../preload/contract/index.ts'
import { bridge, unwrap } from '../../bridge.ts'
import { pageSize, type PageQuery } from '../../ui/use-pages.ts'

/** What the grid shows: filter and order. */
export interface TaskView {
  readonly search: string
  readonly statuses: readonly string[]
  readonly types: readonly string[]
  readonly assignees: readonly string[]
  readonly sources: readonly TaskSource[]
  readonly archived: boolean
  readonly sort: TaskSort
  readonly descending: boolean
}

export const facetsQuery = (projectId: string) =>
  queryOptions({ queryKey: ['tasks', 'facets', projectId], queryFn: () => unwrap(bridge.tasks.facets({ projectId })) })

export const taskQuery = (id: string) =>
  queryOptions({ queryKey: ['tasks', 'get', id], queryFn: () => unwrap(bridge.tasks.get({ id })) })

export const taskPageQuery = (projectId: string, view: TaskView, offset: number): PageQuery<TaskRow> => ({
  queryKey: ['tasks', 'list', projectId, view, offset],
  queryFn: async () => {
    const { statuses, types, assignees, sources, ...rest } = view
    const page = await unwrap(
      bridge.tasks.list({
        projectId,
        ...rest,
        statuses: [...statuses],
        types: [...types],
        assignees: [...assignees],
        sources: [...sources],
        offset,
        limit: pageSize
      })
    )
    return { rows: page.tasks, total: page.total }
  }
})
