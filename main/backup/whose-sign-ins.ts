/**
 * A backup restored where its workspace still is: the keychain holds what the present workspace signs in with. Whether
 * that is the same person's – then it is newer, and stays – the two records of a connection tell. Whoever made the
 * backup need not be a friend: what the keychain holds must go nowhere, and no other way, than it goes now.
 */
import { secretsOf } from '../connections/connection-record.ts'
import { keyId } from '../net/certificate-keys.ts'
import { originOf } from '../net/network-service.ts'
import type { ConnectionRecord, NetworkRecord, StoreClient } from '../store/api.ts'
import type { SignInOwner, WayToSite } from '../store/snapshot.ts'
import type { ProxySetting } from '../../preload/contract/networks.ts'
import type { ReadBackup } from './jobs.ts'
import type { KeptSecret } from './manifest.ts'
import type { RestoreNote } from './places.ts'
import { entriesNeeded } from './sign-ins.ts'

export interface WhoseSignIns {
  /** What the backup brings for its own workspace. */
  readonly kept: readonly KeptSecret[]
  readonly signIns: RestoreNote['signIns']
  /** Connections whose entry in the keychain belongs to somebody else than the backup says; they must not find it. */
  readonly strangers: readonly string[]
}

const nameOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind}:${id}`

/** Whether the same person's sign-in goes to the same place. */
const isSame = (now: ConnectionRecord, owner: SignInOwner): boolean =>
  (Object.keys(owner) as (keyof SignInOwner)[])
    .filter((field) => !['id', 'grantId', 'apiToken'].includes(field))
    .every((field) => now[field] === owner[field])

/**
 * Who sees what is sent: whom the way trusts besides the system's authorities, and, where nothing is encrypted, through
 * whom it leads.
 */
const seenBy = ({ origin, authorities, pin, proxy }: Omit<WayToSite, 'sealed'>): string =>
  JSON.stringify([authorities, pin, origin.startsWith('https:') ? null : proxy])
/** Nobody else, when nothing is set. */
const seenNow = (origin: string, now: NetworkRecord | undefined): string =>
  seenBy({
    origin,
    authorities: JSON.stringify(now?.authorities ?? []),
    pin: now?.pin ?? null,
    proxy: JSON.stringify(now?.proxy ?? { mode: 'system' })
  })

/** A present workspace that cannot be read says nothing: then what the backup brings counts for its connections. */
export async function whoseSignIns(
  store: Pick<StoreClient, 'listConnections' | 'listNetworks'>,
  { manifest, owners, ways }: Pick<ReadBackup, 'manifest' | 'owners' | 'ways'>
): Promise<WhoseSignIns> {
  const listed = await store.listConnections({})
  const networks = await store.listNetworks({})
  const here = listed.ok ? listed.value : []
  const present = new Map(here.map((one) => [one.id, one]))
  const held = new Set(here.flatMap(secretsOf).map(nameOf))
  const waysNow = new Map((networks.ok ? networks.value : []).map((one) => [one.origin, one]))
  const networksThere = ways.map(({ origin, sealed, proxy }) => ({
    origin,
    isSealed: sealed !== null,
    proxy: JSON.parse(proxy) as ProxySetting
  }))
  // It must not bring anything to what is none of its business.
  const needed = new Set(entriesNeeded(manifest.workspaceId, owners, networksThere).map(nameOf))
  const kept = (manifest.secrets ?? []).filter((one) => needed.has(nameOf(one)))
  const brought = new Set(kept.map(nameOf))

  /** Places to which the backup has another way. */
  const otherWays = new Set<string>()
  /** Names of entries that another's, or an older one, must not stay in the way of. */
  const replaced = new Set<string>()
  for (const way of ways) {
    const now = waysNow.get(way.origin)
    const may = [seenNow(way.origin, undefined), seenNow(way.origin, now)]
    if (!may.includes(seenBy(way))) otherWays.add(way.origin)
    if (way.sealed !== null && (now?.clientCertificate?.sealed ?? null) !== way.sealed)
      replaced.add(nameOf({ kind: 'client-certificate-key', id: keyId(way.origin) }))
  }
  // A grant is renewed at a place of its own, where any of the ways may lead.
  const goesAnotherWay = ({ siteUrl, apiUrl, product, grantId }: SignInOwner): boolean =>
    product === 'cloud' || grantId !== null
      ? otherWays.size > 0
      : [siteUrl, apiUrl].some((address) => {
          const origin = originOf(address)
          return origin.ok && otherWays.has(origin.value)
        })

  const strangers: string[] = []
  for (const owner of owners) {
    const now = present.get(owner.id)
    if (now && isSame(now, owner) && !goesAnotherWay(owner)) continue
    const entries = secretsOf(owner).map(nameOf)
    // A grant may be another connection's, too: an older one would end it.
    for (const name of entries) if (!name.startsWith('oauth2-grant:')) replaced.add(name)
    const stays = entries.filter((name) => !(replaced.has(name) && brought.has(name)))
    if (stays.some((name) => held.has(name))) strangers.push(owner.id)
  }
  return {
    kept,
    signIns: kept.map(({ kind, id }) => ({ kind, id, replaces: replaced.has(nameOf({ kind, id })) })),
    strangers
  }
}
