/**
 * A backup restored where its workspace still is: the keychain holds what the present workspace signs in with. Whether
 * that is the same person's – then it is newer, and stays – the two records of a connection tell.
 */
import { keyId } from '../net/certificate-keys.ts'
import type { StoreClient } from '../store/api.ts'
import type { SignInOwner } from '../store/snapshot.ts'
import type { ReadBackup } from './jobs.ts'
import type { RestoreNote } from './places.ts'

const isSamePerson = (a: Omit<SignInOwner, 'id' | 'grantId'>, b: Omit<SignInOwner, 'id' | 'grantId'>): boolean =>
  a.method === b.method && a.userName === b.userName && a.accountId === b.accountId && a.siteUrl === b.siteUrl

/** A present workspace that cannot be read says nothing: then what the backup brings counts for its connections. */
export async function whoseSignIns(
  store: StoreClient,
  { manifest, owners, sealed }: Pick<ReadBackup, 'manifest' | 'owners' | 'sealed'>
): Promise<Pick<RestoreNote, 'signIns' | 'othersSignIn'>> {
  const listed = await store.listConnections({})
  const networks = await store.listNetworks({})
  const present = new Map((listed.ok ? listed.value : []).map((one) => [one.id, one]))
  const sealedNow = new Map(
    (networks.ok ? networks.value : []).map((one) => [one.origin, one.clientCertificate?.sealed ?? null])
  )
  const kept = manifest.secrets ?? []

  /** Names of entries that another's, or an older one, must not stay in the way of. */
  const replaced = new Set<string>()
  const othersSignIn: string[] = []
  for (const owner of owners) {
    const now = present.get(owner.id)
    if (now && isSamePerson(now, owner)) continue
    replaced.add(owner.id)
    if (now && !kept.some(({ id }) => id === owner.id || id === owner.grantId)) othersSignIn.push(owner.id)
  }
  for (const [origin, box] of Object.entries(sealed)) if (sealedNow.get(origin) !== box) replaced.add(keyId(origin))
  return {
    signIns: kept.map(({ kind, id }) => ({ kind, id, replaces: replaced.has(id) })),
    othersSignIn
  }
}
