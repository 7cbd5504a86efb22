import { useCallback } from 'react'
import { bridge } from '../../bridge.ts'
import { useKnownConnection } from '../connections/use-known-connection.ts'
import type { NetworkSubject } from './use-network-dialogs.ts'

/**
 * What follows once an obstacle is out of the way: what had failed is done again, else the connection is looked at
 * anew. @returns the function that does so, or null when only the person can.
 */
export function useSolved({ connectionId, onSolved }: NetworkSubject): (() => void) | null {
  const know = useKnownConnection()
  const look = useCallback(() => {
    if (!connectionId) return
    void bridge.connections.check({ id: connectionId }).then((checked) => {
      if (checked.ok) know(checked.value)
    })
  }, [connectionId, know])
  if (onSolved) return onSolved
  return connectionId ? look : null
}
