import { queryOptions } from '@tanstack/react-query'
import { bridge, unwrap } from '../bridge.ts'

export const appStatusQuery = queryOptions({
  queryKey: ['app', 'status'],
  queryFn: () => unwrap(bridge.app.status())
})
