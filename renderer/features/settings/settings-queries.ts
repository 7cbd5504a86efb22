import { queryOptions } from '@tanstack/react-query'
import { bridge, unwrap } from '../../bridge.ts'

export const settingsQuery = queryOptions({
  queryKey: ['settings', 'get'],
  queryFn: () => unwrap(bridge.settings.get())
})

/** Of the settings' topic: the callback URL in it has the port for sign-ins. */
export const cloudClientQuery = queryOptions({
  queryKey: ['settings', 'cloud-client'],
  queryFn: () => unwrap(bridge.cloudClient.get())
})
