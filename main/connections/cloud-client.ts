/**
 * The OAuth client by which Atlassian knows AtTrack: from the build, or entered in Settings. Client id and secret are one
 * keychain entry, so that neither is ever there without the other.
 */
import type { CloudClient } from '../../preload/contract/cloud-client.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { cloudScopes } from '../jira/auth/oauth2-cloud.ts'
import type { OAuth2Client } from '../jira/auth/oauth2-server.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import { redirectUrl } from './loopback-listener.ts'

export interface CloudClientService {
  describe(): Promise<Result<CloudClient>>
  /** Fails with `cloud-client-missing`, `keychain-missing`. */
  client(): Promise<Result<OAuth2Client>>
  set(client: OAuth2Client): Promise<Result<CloudClient>>
  remove(): Promise<Result<CloudClient>>
}

export function createCloudClientService(deps: {
  secrets: SecretStore
  /** What was compiled in, if anything. */
  built: OAuth2Client | null
  workspaceId: () => Promise<Result<string>>
  callbackPort: () => number
  audit: Pick<AuditLog, 'record'>
  changed: () => void
}): CloudClientService {
  const { secrets, built } = deps

  const entered = async (): Promise<Result<OAuth2Client | null>> => {
    const id = await deps.workspaceId()
    if (!id.ok) return id
    const held = await secrets.get('oauth2-client', id.value)
    return held.ok ? ok(held.value === null ? null : parseClient(held.value)) : held
  }

  const describe = async (): Promise<Result<CloudClient>> => {
    const own = await entered()
    // Without a keychain there is simply no entered client; the window tells of the keychain elsewhere.
    const client = (own.ok ? own.value : null) ?? built
    return ok({
      source: own.ok && own.value ? 'settings' : built ? 'build' : 'none',
      clientId: client?.clientId ?? null,
      callbackUrl: redirectUrl(deps.callbackPort()),
      // `offline_access` is asked for at sign-in; the console has no such permission to add.
      scopes: cloudScopes.filter((scope) => scope !== 'offline_access')
    })
  }

  return {
    describe,
    async client() {
      const own = await entered()
      if (!own.ok && !built) return own
      const client = (own.ok ? own.value : null) ?? built
      return client ? ok(client) : fail('cloud-client-missing')
    },
    async set({ clientId, clientSecret }) {
      const id = await deps.workspaceId()
      if (!id.ok) return id
      const saved = await secrets.set('oauth2-client', id.value, JSON.stringify([clientId, clientSecret]))
      if (!saved.ok) return saved
      await deps.audit.record('cloud-client-set', clientId)
      deps.changed()
      return describe()
    },
    async remove() {
      const id = await deps.workspaceId()
      if (!id.ok) return id
      const held = await entered()
      const removed = await secrets.remove('oauth2-client', id.value)
      if (!removed.ok) return removed
      if (held.ok && held.value) await deps.audit.record('cloud-client-removed', held.value.clientId)
      deps.changed()
      return describe()
    }
  }
}

function parseClient(json: string): OAuth2Client | null {
  try {
    const [clientId, clientSecret] = JSON.parse(json) as unknown[]
    return typeof clientId === 'string' && typeof clientSecret === 'string' ? { clientId, clientSecret } : null
  } catch {
    return null
  }
}
