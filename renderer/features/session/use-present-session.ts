/** How the window takes over what main answered about the session, and forgets what belonged to the one before. */
import { notifications } from '@mantine/notifications'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback, useLayoutEffect, useRef } from 'react'
import type { Session } from '../../../preload/contract/index.ts'
import { appStatusQuery } from '../../app/app-queries.ts'

/** Returns what puts a session in force at once; main announces it as well, a moment later. */
export function useSetSession(): (session: Session) => Promise<void> {
  const client = useQueryClient()
  return useCallback(
    async (session) => {
      // An answer under way tells of the session before.
      await client.cancelQueries({ queryKey: appStatusQuery.queryKey })
      client.setQueryData(appStatusQuery.queryKey, (old) => old && { ...old, session })
    },
    [client]
  )
}

/** Whether the workspace is on screen. `unknown`: what stands there is why it is not. */
export const isInside = ({ state }: Session): boolean =>
  state === 'open' || state === 'signed-in' || state === 'unknown'

/** Whose workspace is on screen; null outside, undefined until main has answered. */
const whose = (session: Session | undefined): string | null | undefined =>
  session && (isInside(session) ? (session.user?.id ?? '') : null)

/** Forgets everything of the workspace when its member leaves: nobody else may find it in this window. */
export function useForgetting(session: Session | undefined): void {
  const client = useQueryClient()
  const now = whose(session)
  const before = useRef(now)
  useLayoutEffect(() => {
    const was = before.current
    before.current = now
    if (was !== null && was !== undefined && was !== now) forget(client)
  }, [now, client])
}

function forget(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== appStatusQuery.queryKey[0] })
  notifications.clean()
  notifications.cleanQueue()
}
