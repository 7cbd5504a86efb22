import { queryOptions } from '@tanstack/react-query'
import { bridge, unwrap } from '../../bridge.ts'

export const connectionsQuery = queryOptions({
  queryKey: ['connections', 'list'],
  queryFn: async () => (await unwrap(bridge.connections.list())).connections
})
