import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { connectionsQuery } from './connection-queries.ts'

/** What happens after a sign-in: the connection is in the list, marked as new, and said aloud. */
export function useSignedIn() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const announce = useAnnounce()
  const [highlight, setHighlight] = useState<string | null>(null)
  const signedIn = useCallback(
    (connection: Connection) => {
      client.setQueryData(connectionsQuery.queryKey, (old) => {
        const others = (old ?? []).filter((one) => one.id !== connection.id)
        const known = old?.some((one) => one.id === connection.id)
        return known ? old?.map((one) => (one.id === connection.id ? connection : one)) : [...others, connection]
      })
      void client.invalidateQueries({ queryKey: ['connections'] })
      void client.invalidateQueries({ queryKey: ['links'] })
      setHighlight(connection.id)
      announce(t('connections.signedIn', { host: connection.host, user: connection.userDisplayName }))
    },
    [client, announce, t]
  )
  return { highlight, signedIn }
}
