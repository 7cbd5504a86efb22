import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { connectionsQuery } from './connection-queries.ts'
import { linkWait } from './link-wait.ts'

/** The connection to look at after a sign-in; new when it was not in the list before. */
export interface Highlight {
  readonly id: string
  readonly isNew: boolean
}

/** What happens after a sign-in: the connection is in the list, marked, and said aloud. */
export function useSignedIn() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const announce = useAnnounce()
  const [highlight, setHighlight] = useState<Highlight | null>(null)
  const signedIn = useCallback(
    (connection: Connection) => {
      const { queryKey } = connectionsQuery
      const isNew = !client.getQueryData(queryKey)?.some((one) => one.id === connection.id)
      client.setQueryData(queryKey, (old = []) =>
        isNew ? [...old, connection] : old.map((one) => (one.id === connection.id ? connection : one))
      )
      void client.invalidateQueries({ queryKey: ['connections'] })
      void client.invalidateQueries({ queryKey: ['links'] })
      setHighlight({ id: connection.id, isNew })
      const { host, userDisplayName: user } = connection
      announce(
        linkWait(connection) === null ? t('connections.signedIn', { host, user }) : t('applink.wait.began', { host })
      )
    },
    [client, announce, t]
  )
  return { highlight, signedIn }
}
