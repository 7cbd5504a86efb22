import { queryOptions } from '@tanstack/react-query'
import { bridge, unwrap } from '../../bridge.ts'

/** Asked afresh each time: a keychain that was locked a moment ago may be open now. */
export const applinkQuery = queryOptions({
  queryKey: ['applink', 'get'],
  queryFn: () => unwrap(bridge.applink.get()),
  staleTime: 0
})
