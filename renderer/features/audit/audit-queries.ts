import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { bridge, unwrap } from '../../bridge.ts'

const pageSize = 100

/** Entries of the audit log, newest first, in pages of 100. */
export const auditListQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'list', { search }],
    queryFn: ({ pageParam }) => unwrap(bridge.audit.list({ search, offset: pageParam, limit: pageSize })),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.entries.length, 0)
      return loaded < last.total && last.entries.length > 0 ? loaded : undefined
    },
    placeholderData: keepPreviousData
  })
