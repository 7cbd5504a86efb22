/** What is set for the way to each Jira. Secrets among it are sealed with a key that is in the keychain. */
import type { Certificate, ProxySetting } from '../../../preload/contract/index.ts'
import type { NetworkRecord, StoreApi } from '../api.ts'
import type { Database } from '../database.ts'
import { change, rows, sqlFor } from '../kysely.ts'
import type { NetworkTable } from '../schema.ts'

export type NetworkQueries = Pick<StoreApi, 'listNetworks' | 'saveNetwork' | 'removeNetwork'>

/** The JSON was written by us, so it is what it was. */
const toRecord = (from: NetworkTable): NetworkRecord => ({
  origin: from.origin,
  authorities: JSON.parse(from.authorities) as string[],
  pin: from.pin,
  clientCertificate:
    from.client_certificate === null || from.client_certificate_sealed === null
      ? null
      : {
          description: JSON.parse(from.client_certificate) as Certificate,
          sealed: from.client_certificate_sealed
        },
  proxy: JSON.parse(from.proxy) as ProxySetting
})

const toRow = (from: NetworkRecord): NetworkTable => ({
  origin: from.origin,
  authorities: JSON.stringify(from.authorities),
  pin: from.pin,
  client_certificate: from.clientCertificate && JSON.stringify(from.clientCertificate.description),
  client_certificate_sealed: from.clientCertificate && from.clientCertificate.sealed,
  proxy: JSON.stringify(from.proxy)
})

export function networkQueries(database: Database): NetworkQueries {
  return {
    listNetworks: () => rows(database, sqlFor.selectFrom('networks').selectAll().orderBy('origin')).map(toRecord),
    saveNetwork(record) {
      const { origin, ...rest } = toRow(record)
      const insert = sqlFor
        .insertInto('networks')
        .values({ origin, ...rest })
        .onConflict((conflict) => conflict.column('origin').doUpdateSet(rest))
      change(database, insert)
      return null
    },
    removeNetwork({ origin }) {
      change(database, sqlFor.deleteFrom('networks').where('origin', '=', origin))
      return null
    }
  }
}
