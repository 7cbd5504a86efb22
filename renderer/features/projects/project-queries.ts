import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { bridge, unwrap } from '../../bridge.ts'

const pageSize = 100

/** Projects in pages of 100; `search` and `archived` are main's business. */
export const projectListQuery = (search: string, archived: boolean) =>
  infiniteQueryOptions({
    queryKey: ['projects', 'list', { search, archived }],
    queryFn: ({ pageParam }) => unwrap(bridge.projects.list({ search, archived, offset: pageParam, limit: pageSize })),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.projects.length, 0)
      return loaded < last.total && last.projects.length > 0 ? loaded : undefined
    },
    placeholderData: keepPreviousData
  })

export const projectQuery = (id: string) =>
  queryOptions({ queryKey: ['projects', 'get', id], queryFn: () => unwrap(bridge.projects.get({ id })) })
