import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { channels, type Channel, type ChannelName, type Connection, type Scope } from '../../preload/contract/index.ts'
import { connectionsQuery, connectionUsesQuery } from '../features/connections/connection-queries.ts'
import { originOfAddress } from '../features/network/site-address.ts'
import { useSession } from './use-session.ts'

/** What a button is about: whatever its channel's scopes name, and the project whose page it stands on. */
export interface About {
  /** A project's id. */
  readonly project?: string
  /** A connection's id; left out for one that is still to be made. */
  readonly connection?: string
  /** Any address below a Jira. */
  readonly site?: string
}

export type Allowed = (channel: ChannelName, about?: About) => boolean

/**
 * Whether a button that ends in `channel` is offered to whoever sits here: the contract's own permission and scopes decide,
 * as they do in main. Nothing is before main has said who it is.
 */
export function useAllowed(): Allowed {
  const session = useSession()
  /** Only then it matters what belongs to whom. */
  const limited = session !== null && Object.values(session.permissions).includes('own')
  const connections = useQuery({ ...connectionsQuery, enabled: limited }).data
  const uses = useQuery({ ...connectionUsesQuery, enabled: limited }).data
  return useCallback(
    (name, about = {}) => {
      const { permission, scopes } = channels[name] as Pick<Channel<never, never>, 'permission' | 'scopes'>
      const reach = session?.permissions[permission] ?? 'none'
      if (reach !== 'own') return reach === 'all'
      const user = session?.user
      if (!user || user.projectIds.length === 0) return false
      if (about.project !== undefined && !user.projectIds.includes(about.project)) return false
      return scopes.every((scope) => isWithin(scope.of, about, { user, connections, uses }))
    },
    [session, connections, uses]
  )
}

interface Known {
  readonly user: { readonly id: string; readonly projectIds: readonly string[] }
  /** Undefined until main has told; then nothing is offered that depends on it. */
  readonly connections: readonly Connection[] | undefined
  readonly uses: readonly { readonly connectionId: string; readonly projectIds: readonly string[] }[] | undefined
}

/** Where the sign-ins of every Cloud site go; only Administrators decide about the way there. */
const atlassian: ReadonlySet<string> = new Set(['https://auth.atlassian.com', 'https://api.atlassian.com'])

/** As `Scope` in the contract says. What is not named belongs to nobody yet. */
function isWithin(of: Scope['of'], about: About, { user, connections, uses }: Known): boolean {
  const mine = (one: Connection) => one.authorisedBy?.memberId === user.id
  const inOwnProjects = (one: Connection) =>
    uses?.find((use) => use.connectionId === one.id)?.projectIds.every((id) => user.projectIds.includes(id)) ?? true
  const known = connections !== undefined && uses !== undefined
  if (of === 'connection' || of === 'sign-in') {
    if (about.connection === undefined) return true
    const one = connections?.find(({ id }) => id === about.connection)
    if (!known || !one) return false
    return mine(one) || (of === 'connection' && inOwnProjects(one))
  }
  if (of === 'site' && about.site !== undefined) {
    const origin = originOfAddress(about.site)
    if (!known || origin === null || atlassian.has(origin)) return false
    const there = connections.filter(({ siteUrl }) => originOfAddress(siteUrl) === origin)
    return there.every((one) => mine(one) && inOwnProjects(one))
  }
  // `project` and `link`: the project was looked at already.
  return true
}
