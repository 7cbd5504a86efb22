/** A connection as it is stored and as the window may see it, and the keychain entries that belong to it. */
import type { Connection } from '../../preload/contract/connections.ts'
import type { SecretKind } from '../secrets/secret-store.ts'
import type { ConnectionRecord } from '../store/api.ts'
import { expiryOf } from './expiry.ts'
import { statusRules } from './status.ts'

/** What the window may know: no secret is in the record to begin with. */
export const toConnection = (record: ConnectionRecord): Connection => ({
  id: record.id,
  siteUrl: record.siteUrl,
  host: new URL(record.siteUrl).host,
  product: record.product,
  title: record.title,
  version: record.version,
  method: record.method,
  userName: record.userName,
  userDisplayName: record.userDisplayName,
  consumerKey: record.consumerKey,
  clientId: record.method === 'oauth2' ? record.clientId : null,
  email: record.email,
  apiToken: record.apiToken,
  expiry: expiryOf(record.credentialExpiresAt),
  status: record.status,
  action: actionOf(record),
  failure: record.failure,
  lastSuccessAt: record.lastSuccessAt,
  nextTryAt: record.nextTryAt,
  createdAt: record.createdAt,
  authorisedBy: record.authorisedBy
})

/** A token that ends soon comes before everything but what is broken already. */
function actionOf({ status, credentialExpiresAt }: ConnectionRecord): Connection['action'] {
  const stage = expiryOf(credentialExpiresAt)?.stage
  if (status === 'connected' && (stage === 'urgent' || stage === 'expired')) return 'enter-token'
  return statusRules[status].action
}

export interface SecretEntry {
  readonly kind: SecretKind
  readonly id: string
}

/**
 * OAuth 1.0 before anybody has signed in: a record that waits for the application link, or for the first sign-in after it
 * works. It has no user and no secret yet.
 */
export const isForLink = (record: Pick<ConnectionRecord, 'method' | 'userName'>): boolean =>
  record.method === 'oauth1' && record.userName === ''

/** The entries a connection needs; a grant may be needed by others of the same account too. */
export function secretsOf(
  record: Pick<ConnectionRecord, 'id' | 'grantId' | 'method' | 'userName' | 'apiToken'>
): SecretEntry[] {
  const { id, grantId } = record
  const grant: SecretEntry[] = grantId === null ? [] : [{ kind: 'oauth2-grant', id: grantId }]
  switch (record.method) {
    case 'password':
      return [{ kind: 'password', id }]
    case 'pat':
      return [{ kind: 'pat', id }]
    case 'oauth1':
      return isForLink(record) ? [] : [{ kind: 'oauth1-token', id }]
    case 'oauth2':
      return grant
    case 'oauth2-3lo':
      return record.apiToken === 'held' ? [...grant, { kind: 'api-token', id }] : grant
    case 'api-token':
      return [{ kind: 'api-token', id }]
  }
}

/** What of `before` neither `kept` nor any of the others needs any more. */
export function leftOver(
  before: ConnectionRecord,
  kept: ConnectionRecord | null,
  others: readonly ConnectionRecord[]
): SecretEntry[] {
  const named = ({ kind, id }: SecretEntry): string => `${kind}:${id}`
  const needed = new Set(
    [...(kept ? [kept] : []), ...others.filter((one) => one.id !== before.id)].flatMap(secretsOf).map(named)
  )
  return secretsOf(before).filter((entry) => !needed.has(named(entry)))
}
