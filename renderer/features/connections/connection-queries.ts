import { queryOptions } from '@tanstack/react-query'
import { bridge, unwrap } from '../../bridge.ts'

export const connectionsQuery = queryOptions({
  queryKey: ['connections', 'list'],
  queryFn: async () => (await unwrap(bridge.connections.list())).connections
})

/** The projects each connection brings tasks to. Of the links' topic: it changes whenever one comes or goes. */
export const connectionUsesQuery = queryOptions({
  queryKey: ['links', 'uses'],
  queryFn: async () => (await unwrap(bridge.connections.list())).uses
})

/** Where OAuth 2.0 sign-ins return to. Of the settings' topic: the port in it is one of them. */
export const redirectUrlQuery = queryOptions({
  queryKey: ['settings', 'redirect-url'],
  queryFn: () => unwrap(bridge.connections.redirectUrl())
})
