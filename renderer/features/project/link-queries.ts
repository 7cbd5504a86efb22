import { queryOptions } from '@tanstack/react-query'
import { bridge, unwrap } from '../../bridge.ts'

/** The Jira projects linked to one of ours. */
export const linksQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['links', 'list', projectId],
    queryFn: async () => (await unwrap(bridge.links.list({ projectId }))).links
  })
