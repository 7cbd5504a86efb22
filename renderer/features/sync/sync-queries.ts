import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { bridge, unwrap } from '../../bridge.ts'

export const syncStatusQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['sync', 'status', projectId],
    queryFn: () => unwrap(bridge.sync.status({ projectId }))
  })

export const syncRunsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['sync', 'runs', projectId],
    queryFn: async () => (await unwrap(bridge.sync.runs({ projectId }))).runs
  })

export const syncEntriesQuery = (runId: string) =>
  infiniteQueryOptions({
    queryKey: ['sync', 'entries', runId],
    queryFn: ({ pageParam }) => unwrap(bridge.sync.entries({ runId, offset: pageParam, limit: 100 })),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.entries.length, 0)
      return loaded < last.total && last.entries.length > 0 ? loaded : undefined
    }
  })
