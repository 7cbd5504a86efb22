/** From a sign-in that worked to a connection: the secret into the keychain, the rest into the store. */
import { randomUUID } from 'node:crypto'
import type { Connection } from '../../preload/contract/connections.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { Myself } from '../jira/schemas.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { AtlassianAddresses } from '../jira/cloud/atlassian.ts'
import { actingName } from '../members/acting.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { ConnectionRecord, StoreClient } from '../store/api.ts'
import { isForLink, leftOver, toConnection, type SecretEntry } from './connection-record.ts'
import type { Generations } from './generations.ts'
import type { OAuth1Tokens } from './oauth1-tokens.ts'
import type { OAuth2Grants } from './oauth2-grants.ts'
import { isSameJira } from './same-jira.ts'
import { adoptable, mayRenew, noteSignIn } from './take-over.ts'

export interface SignedIn {
  readonly site: Pick<ConnectionRecord, 'product' | 'siteUrl' | 'apiUrl' | 'baseUrl' | 'title' | 'version' | 'cloudId'>
  readonly me: Myself
  readonly method: Connection['method']
  /** The connection to sign in again, when one was named; otherwise the same user's at the same site is renewed. */
  readonly connectionId: string | undefined
  /** Keeps the secret; called before anything is stored, with the id the connection has or gets. */
  readonly keepSecret: (id: string, grantId: string) => Promise<Result<null>>
  readonly more?: Partial<
    Pick<ConnectionRecord, 'consumerKey' | 'clientId' | 'email' | 'apiToken' | 'credentialExpiresAt' | 'apiUrl'>
  >
}

export interface Establishing {
  readonly store: StoreClient
  readonly secrets: SecretStore
  readonly grants: OAuth2Grants
  readonly oauth1Tokens: OAuth1Tokens
  readonly generations: Generations
  readonly atlassian: AtlassianAddresses
  readonly audit: Pick<AuditLog, 'record'>
  /** Ends the syncs of a connection's links and waits for them. */
  readonly stopSyncs: (connectionId: string) => Promise<void>
  readonly changed: () => void
}

/** Saves the secret first: a connection without its secret would be a lie, a secret without one is only a leftover. */
export async function establish(deps: Establishing, signedIn: SignedIn): Promise<Result<Connection>> {
  const { store } = deps
  const { site, me, method, more = {} } = signedIn
  const all = await store.listConnections({})
  if (!all.ok) return all
  const earlier = earlierOne(signedIn, all.value)
  if (signedIn.connectionId && !earlier) return fail('not-found', { what: 'This connection' })
  if (earlier && !isSameJira(earlier, site)) {
    const { host } = new URL(site.siteUrl)
    return fail('another-jira', { host, expected: earlier.siteUrl, found: site.baseUrl })
  }
  const sameUser = earlier !== undefined && !isForLink(earlier) && isSameUser(earlier, me)
  if (earlier) {
    const may = await mayRenew(deps, earlier, sameUser && earlier.siteUrl === site.siteUrl)
    if (!may.ok) return may
  }
  const id = earlier?.id ?? randomUUID()
  const usesGrant = method === 'oauth2' || method === 'oauth2-3lo'
  const grantId = usesGrant ? grantFor(method, me, more.clientId ?? null, earlier, all.value) : null
  // Before the secret and after the record: whatever took either of the former ones must not report any more.
  deps.generations.raise(id)
  const saved = await signedIn.keepSecret(id, grantId ?? '')
  if (!saved.ok) return saved
  const now = Date.now()
  const record: ConnectionRecord = {
    ...site,
    id,
    method,
    userName: me.name,
    userDisplayName: me.displayName || me.name,
    consumerKey: null,
    accountId: me.accountId,
    email: me.email,
    clientId: null,
    apiToken: null,
    credentialExpiresAt: null,
    ...more,
    grantId,
    status: 'connected',
    failure: null,
    lastSuccessAt: now,
    nextTryAt: null,
    createdAt: earlier?.createdAt ?? now,
    authorisedBy: actingName()
  }
  const kept = await store.saveConnection({ ...record, adopts: adoptable() })
  deps.generations.raise(id)
  if (!kept.ok) {
    // Keeping the secret of a connection that was not saved would leave it in the keychain for ever.
    if (!earlier || isForLink(earlier)) await forget(deps, leftOver(record, null, all.value))
    return kept
  }
  // What the former user may see is not what this one may: no page of theirs may come any more.
  if (earlier && !sameUser) await deps.stopSyncs(id)
  if (earlier) await forget(deps, leftOver(earlier, record, all.value))
  if (method === 'oauth1') await endWaiting(deps, record, all.value)
  // One grant serves all sites of an account: those that had lost it work again.
  if (grantId !== null) await heal(deps, record, all.value)
  await noteSignIn(deps.audit, earlier, record)
  deps.changed()
  return ok(toConnection(kept.value))
}

/**
 * The connection this sign-in renews. One that waited for the link is nobody's yet: it becomes this user's – unless there
 * is one of this user already, which then is the one.
 */
function earlierOne(
  { site, me, method, connectionId }: SignedIn,
  all: readonly ConnectionRecord[]
): ConnectionRecord | undefined {
  const there = all.filter((one) => one.siteUrl === site.siteUrl && one.method === method)
  const own = there.find((one) => !isForLink(one) && isSameUser(one, me))
  const named = all.find((one) => one.id === connectionId)
  if (connectionId) return named && isForLink(named) && method === 'oauth1' ? (own ?? named) : named
  return own ?? there.find(isForLink)
}

/** Whoever has signed in waits no longer, here or in another record of the same site. */
async function endWaiting(
  deps: Pick<Establishing, 'store' | 'generations'>,
  record: ConnectionRecord,
  all: readonly ConnectionRecord[]
): Promise<void> {
  const others = all.filter((one) => one.id !== record.id && one.siteUrl === record.siteUrl && isForLink(one))
  for (const { id } of others) {
    deps.generations.raise(id)
    await deps.store.removeConnection({ id })
  }
}

const isSameUser = (one: ConnectionRecord, me: Myself): boolean =>
  me.accountId === null ? one.userName === me.name : one.accountId === me.accountId

/**
 * The grant a sign-in renews: Atlassian gives an account and a client one grant for all sites, a Data Center one for
 * each sign-in.
 */
function grantFor(
  method: Connection['method'],
  me: Myself,
  clientId: string | null,
  earlier: ConnectionRecord | undefined,
  all: readonly ConnectionRecord[]
): string {
  const shared =
    method === 'oauth2-3lo'
      ? all.find((one) => one.method === method && one.accountId === me.accountId && one.clientId === clientId)
      : undefined
  if (shared?.grantId) return shared.grantId
  // Its own may be another account's, or serve another connection: putting these tokens there would change that one.
  const own = earlier?.method === method && earlier.accountId === me.accountId && earlier.clientId === clientId
  const alone = all.every((one) => one.id === earlier?.id || one.grantId !== earlier?.grantId)
  return (own && alone ? earlier.grantId : null) ?? randomUUID()
}

async function heal(deps: Establishing, renewed: ConnectionRecord, all: readonly ConnectionRecord[]): Promise<void> {
  const others = all.filter(
    (one) => one.id !== renewed.id && one.grantId === renewed.grantId && one.status === 'needs-sign-in'
  )
  for (const one of others) {
    deps.generations.raise(one.id)
    await deps.store.updateConnection({ id: one.id, change: { status: 'connected', failure: null } })
  }
}

/** Removes keychain entries that nobody needs. A keychain that does not answer leaves them: they are of no use to anyone. */
export async function forget(
  { secrets, grants, oauth1Tokens }: Pick<Establishing, 'secrets' | 'grants' | 'oauth1Tokens'>,
  entries: readonly SecretEntry[]
): Promise<Result<null>> {
  for (const { kind, id } of entries) {
    const removed = await (kind === 'oauth2-grant'
      ? grants.forget(id)
      : kind === 'oauth1-token'
        ? oauth1Tokens.forget(id)
        : secrets.remove(kind, id))
    if (!removed.ok) return removed
  }
  return ok(null)
}
