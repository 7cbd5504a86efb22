import { useQuery } from '@tanstack/react-query'
import type { Permission, Session } from '../../preload/contract/index.ts'
import { appStatusQuery } from './app-queries.ts'

/** Who sits here; null until main has answered. */
export const useSession = (): Session | null => useQuery(appStatusQuery).data?.session ?? null

/**
 * Whether whoever sits here may do it: what is not allowed is not offered. Main decides again, whatever is shown.
 * @param projectIds what it is about; a Project Manager needs to manage all of them, or – without any – at least one.
 */
export function useMay(): (permission: Permission, ...projectIds: readonly string[]) => boolean {
  const session = useSession()
  return (permission, ...projectIds) => {
    const reach = session?.permissions[permission] ?? 'none'
    if (reach !== 'own') return reach === 'all'
    const own = session?.user?.projectIds ?? []
    return projectIds.length === 0 ? own.length > 0 : projectIds.every((id) => own.includes(id))
  }
}
