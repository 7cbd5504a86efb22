/** Connection records. Secrets are never among them: they are in the keychain. */
import type { Failure } from '../../../preload/contract/failures/failure.ts'
import type { ConnectionRecord, StoreApi } from '../api.ts'
import type { Database } from '../database.ts'
import { change, row, rows, sqlFor } from '../kysely.ts'
import type { ConnectionTable } from '../schema.ts'

export type ConnectionQueries = Pick<
  StoreApi,
  'listConnections' | 'getConnection' | 'saveConnection' | 'updateConnection' | 'removeConnection'
>

export const failureToJson = (failure: Failure | null): string | null => (failure ? JSON.stringify(failure) : null)

/** Written by us, so it is one. */
export const failureFromJson = (json: string | null): Failure | null => (json ? (JSON.parse(json) as Failure) : null)

const toRecord = (from: ConnectionTable): ConnectionRecord => ({
  id: from.id,
  product: from.product as ConnectionRecord['product'],
  siteUrl: from.site_url,
  apiUrl: from.api_url,
  baseUrl: from.base_url,
  title: from.title,
  version: from.version,
  method: from.method as ConnectionRecord['method'],
  userName: from.user_name,
  userDisplayName: from.user_display_name,
  consumerKey: from.consumer_key,
  cloudId: from.cloud_id,
  accountId: from.account_id,
  email: from.email,
  grantId: from.grant_id,
  clientId: from.client_id,
  apiToken: from.api_token as ConnectionRecord['apiToken'],
  credentialExpiresAt: from.credential_expires_at,
  status: from.status as ConnectionRecord['status'],
  failure: failureFromJson(from.failure),
  lastSuccessAt: from.last_success_at,
  nextTryAt: from.next_try_at,
  createdAt: from.created_at,
  authorisedBy:
    from.authorised_by_id === null ? null : { memberId: from.authorised_by_id, name: from.authorised_by_name ?? '' }
})

const toRow = (from: ConnectionRecord): ConnectionTable => ({
  id: from.id,
  site_url: from.siteUrl,
  base_url: from.baseUrl,
  title: from.title,
  version: from.version,
  method: from.method,
  user_name: from.userName,
  user_display_name: from.userDisplayName,
  consumer_key: from.consumerKey,
  status: from.status,
  failure: failureToJson(from.failure),
  last_success_at: from.lastSuccessAt,
  next_try_at: from.nextTryAt,
  created_at: from.createdAt,
  product: from.product,
  api_url: from.apiUrl,
  cloud_id: from.cloudId,
  account_id: from.accountId,
  email: from.email,
  grant_id: from.grantId,
  client_id: from.clientId,
  api_token: from.apiToken,
  credential_expires_at: from.credentialExpiresAt,
  authorised_by_id: from.authorisedBy?.memberId ?? null,
  authorised_by_name: from.authorisedBy?.name ?? null
})

/**
 * The same Jira under another address: its links and their tasks go along, so that issues are found again by their ids.
 * What is already there under the new address stays as it is.
 */
function moveLinks(database: Database, connectionId: string, siteUrl: string): void {
  database.run(
    `update or ignore tasks set site_url = ?
     where site_url is not null and link_id in (select id from links where connection_id = ?)`,
    [siteUrl, connectionId]
  )
  database.run('update or ignore links set site_url = ? where connection_id = ?', [siteUrl, connectionId])
}

export function connectionQueries(database: Database): ConnectionQueries {
  const one = (id: string): ConnectionRecord | null => {
    const found = row(database, sqlFor.selectFrom('connections').selectAll().where('id', '=', id))
    return found ? toRecord(found) : null
  }
  return {
    listConnections: () =>
      rows(database, sqlFor.selectFrom('connections').selectAll().orderBy('created_at').orderBy('id')).map(toRecord),
    getConnection: ({ id }) => one(id),
    saveConnection({ adopts, ...record }) {
      return database.transaction(() => {
        const known = one(record.id)
        const { id, ...rest } = toRow(record)
        if (known && known.siteUrl !== record.siteUrl) moveLinks(database, id, record.siteUrl)
        if (known) change(database, sqlFor.updateTable('connections').set(rest).where('id', '=', id))
        else change(database, sqlFor.insertInto('connections').values({ id, ...rest }))
        if (record.userName) {
          // Links that lost their connection belong to the site, and go on with whoever signs in there next and may
          // say what comes into their project. Also with one who was there before: nobody else may come.
          const orphans = sqlFor
            .updateTable('links')
            .set({ connection_id: id })
            .where('site_url', '=', record.siteUrl)
            .where('connection_id', 'is', null)
            .where('removed_at', 'is', null)
            .$if(adopts !== undefined, (q) => q.where('project_id', 'in', [...(adopts ?? [])]))
          change(database, orphans)
        }
        return one(id) as ConnectionRecord
      })
    },
    updateConnection({ id, change: changes }) {
      return database.transaction(() => {
        const known = one(id)
        if (!known) return null
        const { id: _id, ...rest } = toRow({ ...known, ...changes })
        change(database, sqlFor.updateTable('connections').set(rest).where('id', '=', id))
        return one(id)
      })
    },
    removeConnection({ id }) {
      database.transaction(() => {
        change(database, sqlFor.updateTable('links').set({ connection_id: null }).where('connection_id', '=', id))
        change(database, sqlFor.deleteFrom('connections').where('id', '=', id))
      })
      return null
    }
  }
}
