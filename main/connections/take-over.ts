/** Whose a connection is when somebody signs in: who may put their own Jira user there, and what is noted of it. */
import type { AuthMethod } from '../../preload/contract/connections.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import { acting } from '../members/acting.ts'
import { actionNames, reachOf } from '../members/permissions.ts'
import { whoElseUses, type ScopeDeps } from '../members/scope.ts'
import type { ConnectionRecord } from '../store/api.ts'
import { isForLink } from './connection-record.ts'

const methodNames: Readonly<Record<AuthMethod, string>> = {
  password: 'password',
  pat: 'personal access token',
  oauth1: 'OAuth 1.0',
  oauth2: 'OAuth 2.0',
  'oauth2-3lo': 'Atlassian’s page',
  'api-token': 'API token'
}

/** `Jira user amy, personal access token` */
export const userWords = ({ userName, method }: Pick<ConnectionRecord, 'userName' | 'method'>): string =>
  `${userName === '' ? 'nobody signed in yet' : `Jira user ${userName}`}, ${methodNames[method]}`

/**
 * Whether the acting member may sign `earlier` in again. Asked once more when it is known as whom: a sign-in may have
 * chosen the connection by itself, and lasts for minutes, in which the connection may have got other projects.
 * @param sameUser the very same Jira user signs in at the same address: nothing changes for anybody.
 */
export async function mayRenew(deps: ScopeDeps, earlier: ConnectionRecord, sameUser: boolean): Promise<Result<null>> {
  const member = acting()
  if (sameUser || !member || reachOf(member.role, 'jira.authorise') !== 'own') return ok(null)
  const whom = await whoElseUses(deps, member, earlier.id)
  if (!whom.ok) return whom
  return whom.value === null
    ? ok(null)
    : fail('not-your-project', { action: actionNames['jira.authorise'], whom: whom.value })
}

/** The projects whose links without a connection go on with what the acting member signs in; undefined: all. */
export function adoptable(): readonly string[] | undefined {
  const member = acting()
  return member && reachOf(member.role, 'jira.link') === 'own' ? member.projectIds : undefined
}

/** Whether another member's sign-in goes, as far as that is known. */
const isTakeOver = (earlier: ConnectionRecord, now: ConnectionRecord): boolean =>
  earlier.authorisedBy !== null &&
  now.authorisedBy !== null &&
  earlier.authorisedBy.memberId !== now.authorisedBy.memberId

/** Notes a sign-in; `earlier`: the connection as it was before, when there was one. */
export async function noteSignIn(
  audit: Pick<AuditLog, 'record'>,
  earlier: ConnectionRecord | undefined,
  now: ConnectionRecord
): Promise<void> {
  const { host } = new URL(now.siteUrl)
  if (!earlier || isForLink(earlier)) return audit.record('connected', host, userWords(now))
  if (isTakeOver(earlier, now)) {
    const [from, to] = [earlier, now].map(
      ({ authorisedBy, userName }) => `${authorisedBy?.name ?? ''} (Jira user ${userName})`
    )
    return audit.record('connection-taken-over', host, `from ${from} to ${to}, ${methodNames[now.method]}`)
  }
  const before = earlier.userName === now.userName ? '' : `, before ${earlier.userName}`
  return audit.record('connected', host, `${userWords(now)}${before}`)
}
