import { useAllowed } from '../../app/use-allowed.ts'
import { useSession } from '../../app/use-session.ts'
import type { Connection, ConnectionAction, Failure, FailureCode } from '../../../preload/contract/index.ts'

/** What may be offered at one connection. */
export interface ConnectionRights {
  /** Signing in again, taking over, entering another token, going on without one. */
  readonly signIn: boolean
  readonly remove: boolean
  /** `doctor` examines every step and shows it; `look` asks Jira once how the connection fares. */
  readonly check: 'doctor' | 'look' | null
  /** Choosing a Jira project there and linking it, in `project`. */
  readonly select: boolean
  readonly network: boolean
  readonly link: boolean
}

/** @param project whose page it stands on, if it does: on the page of somebody else's nothing is changed. */
export function useConnectionRights({ id, siteUrl }: Connection, project?: string): ConnectionRights {
  const allowed = useAllowed()
  const about = { connection: id, ...(project ? { project } : {}) }
  return {
    signIn: allowed('connections.signInWithPassword', about),
    remove: allowed('connections.remove', about),
    check: allowed('doctor.start', about) ? 'doctor' : allowed('connections.check') ? 'look' : null,
    select: project !== undefined && allowed('links.create', about),
    network: allowed('network.setProxy', { ...about, site: siteUrl }),
    link: allowed('applink.test', { ...about, site: siteUrl })
  }
}

const bySigningIn: ReadonlySet<ConnectionAction> = new Set<ConnectionAction>(['sign-in', 'enter-token'])

/** A new token is all that helps. */
export const tokenRefused: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'token-refused',
  'token-expired',
  'cloud-token-refused',
  'cloud-token-scopes',
  'api-token-missing'
])

/** Whether it goes on only once somebody has signed in again, or entered another token. @param failure what stopped it */
export const needsSignIn = ({ action }: Connection, failure: Failure | null): boolean =>
  bySigningIn.has(action) || (failure !== null && tokenRefused.has(failure.code))

/** Whose sign-in a connection uses. */
export interface WhoseSignIn {
  readonly name: string
  readonly mine: boolean
}

/** Null where nobody else could have signed in: one member, or a connection from before there were members. */
export function useWhoseSignIn(connection: Connection | undefined): WhoseSignIn | null {
  const session = useSession()
  const by = connection?.authorisedBy
  // A connection that waits for its link has no sign-in yet.
  if (!by || !session || session.state === 'open' || connection.userName === '') return null
  return { name: by.name, mine: by.memberId === session.user?.id }
}
