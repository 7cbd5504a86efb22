/**
 * The sign-ins of a workspace in the keychain: taken along into a backup, and brought back by one. Until the restored
 * workspace is in place they wait in the keychain under names of their own, so that nothing changes for the present one.
 */
import type { ProxySetting } from '../../preload/contract/networks.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { secretsOf } from '../connections/connection-record.ts'
import { needsPerson } from '../connections/status.ts'
import { keyId } from '../net/certificate-keys.ts'
import { keptNames } from '../net/proxy-credentials.ts'
import { proxyRoute } from '../net/route.ts'
import type { SecretKind, SecretStore } from '../secrets/secret-store.ts'
import type { StoreClient } from '../store/api.ts'
import type { KeptSecret } from './manifest.ts'

interface Entry {
  readonly kind: SecretKind
  readonly id: string
}

const nameOf = ({ kind, id }: Entry): string => `${kind}:${id}`
/** Under which a sign-in waits. */
const waiting = (id: string): string => `${id}.restored`

/**
 * Everything a workspace needs: its connections' sign-ins, the keys of application links, the Cloud client, sign-ins
 * for proxies that are set for a Jira, and what opens client certificates. Sign-ins for the system's proxies belong to
 * the computer and stay there.
 */
export function entriesNeeded(
  workspaceId: string,
  connections: readonly Parameters<typeof secretsOf>[0][],
  networks: readonly { readonly origin: string; readonly isSealed: boolean; readonly proxy: ProxySetting }[]
): Entry[] {
  const entries: Entry[] = [
    ...connections.flatMap(secretsOf),
    { kind: 'oauth1-key', id: workspaceId },
    { kind: 'oauth1-key', id: `${workspaceId}.next` },
    { kind: 'oauth2-client', id: workspaceId }
  ]
  for (const { origin, isSealed, proxy } of networks) {
    if (isSealed) entries.push({ kind: 'client-certificate-key', id: keyId(origin) })
    if (proxy.mode === 'manual')
      entries.push(...keptNames(proxyRoute(proxy.url)).map((name) => ({ kind: 'proxy' as const, id: name })))
  }
  return entries
}

async function entriesOf(store: StoreClient): Promise<Result<{ entries: Entry[]; expected: Entry[] }>> {
  const [workspace, connections, networks] = await Promise.all([
    store.workspace({}),
    store.listConnections({}),
    store.listNetworks({})
  ])
  if (!workspace.ok) return workspace
  if (!connections.ok) return connections
  if (!networks.ok) return networks
  const { id } = workspace.value
  const entries = entriesNeeded(
    id,
    connections.value,
    networks.value.map((one) => ({ ...one, isSealed: one.clientCertificate !== null }))
  )
  // A grant may serve several connections.
  const unique = new Map(entries.map((entry) => [nameOf(entry), entry]))
  const expected = connections.value.filter(({ status }) => !needsPerson(status)).flatMap(secretsOf)
  return ok({ entries: [...unique.values()], expected })
}

/**
 * What the keychain holds of them. Failures: `keychain-missing` – also when connections work that it shows nothing of: a
 * locked one whose unlocking was dismissed looks empty (libsecret) – and those of the store.
 */
export async function collectSignIns(store: StoreClient, secrets: SecretStore): Promise<Result<KeptSecret[]>> {
  const all = await entriesOf(store)
  if (!all.ok) return all
  const kept: KeptSecret[] = []
  for (const entry of all.value.entries) {
    const held = await secrets.get(entry.kind, entry.id)
    if (!held.ok) return held
    if (held.value !== null) kept.push({ ...entry, secret: held.value })
  }
  const found = new Set(kept.map(nameOf))
  if (all.value.expected.length > 0 && !all.value.expected.some((entry) => found.has(nameOf(entry))))
    return fail('keychain-missing', { detail: 'It shows none of the sign-ins that are in use; it may be locked.' })
  return ok(kept)
}

/** Puts them into the keychain to wait; all or none. Failures: `keychain-missing`. */
export async function layAside(secrets: SecretStore, kept: readonly KeptSecret[]): Promise<Result<null>> {
  for (const [index, { kind, id, secret }] of kept.entries()) {
    const saved = await secrets.set(kind, waiting(id), secret)
    if (saved.ok) continue
    await forgetAside(secrets, kept.slice(0, index))
    return saved
  }
  return ok(null)
}

export async function forgetAside(secrets: SecretStore, entries: readonly Entry[]): Promise<void> {
  for (const { kind, id } of entries) await secrets.remove(kind, waiting(id))
}

/**
 * Gives a sign-in that waits its own name. One that is there already is newer and stays, unless it `replaces` another's:
 * keys must never be lost, and a refresh token that was used since would end the grant.
 */
export async function takeUp(
  secrets: SecretStore,
  entry: Entry & { readonly replaces: boolean }
): Promise<Result<null>> {
  const { kind, id } = entry
  const aside = await secrets.get(kind, waiting(id))
  if (!aside.ok) return aside
  // Taken up before AtTrack was ended, or removed by hand.
  if (aside.value === null) return ok(null)
  const there = entry.replaces ? ok(null) : await secrets.get(kind, id)
  if (!there.ok) return there
  if (there.value === null) {
    const saved = await secrets.set(kind, id, aside.value)
    if (!saved.ok) return saved
  }
  return secrets.remove(kind, waiting(id))
}
