/**
 * The grants of OAuth 2.0 connections and the access tokens made from them. Refresh tokens rotate: each is good for one
 * renewal. So a grant is renewed by one request at a time, whoever needs it, and the new refresh token is in the
 * keychain before the new access token is used. Access tokens live in memory only: Cloud's do not fit into a Windows
 * credential, and a new one costs one request per start.
 */
import { err, fail, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { AccessTokens } from '../jira/auth/oauth2.ts'
import type { OAuth2Client, OAuth2Server, OAuth2Tokens } from '../jira/auth/oauth2-server.ts'
import type { Transport } from '../net/transport.ts'
import type { SecretStore } from '../secrets/secret-store.ts'

/** What the keychain holds of a grant, as JSON. */
export interface HeldGrant {
  readonly refreshToken: string
  readonly redirectUri: string
  readonly clientId: string
  /** Null for Cloud, whose client all grants share (see cloud-client.ts). */
  readonly clientSecret: string | null
}

/** A token this close to its end is renewed before it is used, ms; for short-lived ones a tenth of their life. */
const marginMs = 60_000

export interface OAuth2Grants {
  /** Keeps a fresh grant; from now on `tokens` serves it. */
  keep(grantId: string, grant: HeldGrant, tokens: OAuth2Tokens): Promise<Result<null>>
  /** Null when the keychain has none (any more). */
  held(grantId: string): Promise<Result<HeldGrant | null>>
  tokens(grantId: string, server: OAuth2Server, siteHost: string): AccessTokens
  /**
   * Forgets what is in memory; the keychain's entry is the caller's, afterwards: a renewal under way has then been
   * waited for, and cannot put a new entry in the place of the one removed.
   */
  forget(grantId: string): Promise<void>
}

interface Live {
  readonly accessToken: string
  /** ms since 1970. */
  readonly renewAt: number
}

const liveFrom = ({ accessToken, expiresAt }: OAuth2Tokens): Live => ({
  accessToken,
  renewAt: expiresAt - Math.min(marginMs, (expiresAt - Date.now()) / 10)
})

export function createOAuth2Grants(deps: {
  transport: Transport
  secrets: SecretStore
  /** The client that Cloud's grants were given to. */
  cloudClient: () => Promise<Result<OAuth2Client>>
}): OAuth2Grants {
  const { transport, secrets } = deps
  const live = new Map<string, Live>()
  const renewing = new Map<string, Promise<Result<string>>>()
  /** Ended for good: not asked again until somebody has signed in anew. */
  const ended = new Map<string, Failure>()
  /** Renewed at the server, but the keychain did not take it: the only copy there is. */
  const unsaved = new Map<string, { grant: HeldGrant; live: Live }>()

  const save = async (grantId: string, grant: HeldGrant, next: Live): Promise<Result<null>> => {
    const saved = await secrets.set('oauth2-grant', grantId, JSON.stringify(grant))
    if (saved.ok) {
      unsaved.delete(grantId)
      live.set(grantId, next)
    } else unsaved.set(grantId, { grant, live: next })
    return saved
  }

  const read = async (grantId: string): Promise<Result<HeldGrant | null>> => {
    const held = await secrets.get('oauth2-grant', grantId)
    return held.ok ? ok(held.value === null ? null : parseGrant(held.value)) : held
  }

  const clientOf = async (grant: HeldGrant, host: string): Promise<Result<OAuth2Client>> => {
    if (grant.clientSecret !== null) return ok({ clientId: grant.clientId, clientSecret: grant.clientSecret })
    const client = await deps.cloudClient()
    if (!client.ok) return client
    // A grant belongs to the client it was given to; another one cannot renew it.
    return client.value.clientId === grant.clientId
      ? client
      : fail('oauth2-client-refused', { host, problem: 'Settings now names another client' })
  }

  const renew = async (grantId: string, server: OAuth2Server, siteHost: string): Promise<Result<string>> => {
    const over = ended.get(grantId)
    if (over) return err(over)
    const waiting = unsaved.get(grantId)
    if (waiting) {
      const saved = await save(grantId, waiting.grant, waiting.live)
      return saved.ok ? ok(waiting.live.accessToken) : saved
    }
    const held = await read(grantId)
    if (!held.ok) return held
    if (held.value === null) return fail('secret-missing', { host: siteHost })
    const client = await clientOf(held.value, server.host)
    if (!client.ok) return client
    const { refreshToken, redirectUri } = held.value
    const renewed = await server.renew(transport, { client: client.value, refreshToken, redirectUri })
    if (!renewed.ok) {
      if (renewed.failure.code === 'oauth2-grant-ended') ended.set(grantId, renewed.failure)
      return renewed
    }
    const saved = await save(
      grantId,
      { ...held.value, refreshToken: renewed.value.refreshToken },
      liveFrom(renewed.value)
    )
    return saved.ok ? ok(renewed.value.accessToken) : saved
  }

  const renewOnce = (grantId: string, server: OAuth2Server, siteHost: string): Promise<Result<string>> => {
    const present = renewing.get(grantId)
    if (present) return present
    const mine = renew(grantId, server, siteHost).finally(() => renewing.delete(grantId))
    renewing.set(grantId, mine)
    return mine
  }

  return {
    async keep(grantId, grant, tokens) {
      // A renewal under way would otherwise put its older refresh token in place of this one.
      await renewing.get(grantId)
      const saved = await secrets.set('oauth2-grant', grantId, JSON.stringify(grant))
      if (!saved.ok) return saved
      ended.delete(grantId)
      unsaved.delete(grantId)
      live.set(grantId, liveFrom(tokens))
      return ok(null)
    },
    held: read,
    tokens: (grantId, server, siteHost) => ({
      async current() {
        const present = live.get(grantId)
        if (present && Date.now() < present.renewAt) return ok(present.accessToken)
        return renewOnce(grantId, server, siteHost)
      },
      async renewed(refused) {
        const present = live.get(grantId)
        if (present && present.accessToken !== refused) return ok(present.accessToken)
        return renewOnce(grantId, server, siteHost)
      }
    }),
    async forget(grantId) {
      await renewing.get(grantId)
      live.delete(grantId)
      ended.delete(grantId)
      unsaved.delete(grantId)
    }
  }
}

function parseGrant(json: string): HeldGrant | null {
  try {
    const { refreshToken, redirectUri, clientId, clientSecret } = JSON.parse(json) as Record<string, unknown>
    const complete = [refreshToken, redirectUri, clientId].every((one) => typeof one === 'string')
    if (!complete) return null
    return {
      refreshToken: String(refreshToken),
      redirectUri: String(redirectUri),
      clientId: String(clientId),
      clientSecret: typeof clientSecret === 'string' ? clientSecret : null
    }
  } catch {
    return null
  }
}
