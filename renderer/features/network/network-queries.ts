import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { SiteNetwork } from '../../../preload/contract/index.ts'
import { bridge, unwrap } from '../../bridge.ts'

/** How a Jira is reached and what is trusted there. The way is resolved anew each time somebody looks. */
export const networkQuery = (siteUrl: string) =>
  queryOptions({
    queryKey: ['network', 'get', siteUrl],
    queryFn: () => unwrap(bridge.network.get({ siteUrl })),
    staleTime: 0
  })

/** What the server shows now: never an old answer. */
export const certificateQuery = (siteUrl: string) =>
  queryOptions({
    queryKey: ['network', 'certificate', siteUrl],
    queryFn: () => unwrap(bridge.network.inspectCertificate({ siteUrl })),
    staleTime: 0,
    gcTime: 0
  })

/** Returns the function that shows the settings as main just gave them. */
export function useKnownNetwork(siteUrl: string): (network: SiteNetwork) => void {
  const client = useQueryClient()
  return useCallback(
    (network: SiteNetwork) => client.setQueryData(networkQuery(siteUrl).queryKey, network),
    [client, siteUrl]
  )
}
