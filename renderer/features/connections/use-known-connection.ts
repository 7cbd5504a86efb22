import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Connection } from '../../../preload/contract/index.ts'
import { connectionsQuery } from './connection-queries.ts'

/** Returns the function that puts a connection, as main just gave it, into every list that shows it. */
export function useKnownConnection(): (connection: Connection) => void {
  const client = useQueryClient()
  return useCallback(
    (connection: Connection) => {
      client.setQueryData(connectionsQuery.queryKey, (old) =>
        old?.map((one) => (one.id === connection.id ? connection : one))
      )
    },
    [client]
  )
}
