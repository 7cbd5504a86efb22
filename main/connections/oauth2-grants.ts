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
  /** Removes it from memory and keychain. Fails with `keychain-missing`; it is then still there. */
  forget(grantId: string): Promise<Result<null>>
  /** Resolves when no renewal is under way: one cut short by the end of the app would lose its new refresh token. */
  settled(): Promise<void>
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

  /** Everybody who needs the same renewal shares it, a failed one too. */
  const renewing = new Map<string, Promise<Result<string>>>()
  /** What changes a grant – keeping, renewing, forgetting – waits for what came before: else the older would win. */
  const lines = new Map<string, Promise<unknown>>()
  const inTurn = <T>(grantId: string, work: () => Promise<T>): Promise<T> => {
    const mine = (lines.get(grantId) ?? Promise.resolve()).then(work)
    const done = mine.then(
      () => {},
      () => {}
    )
    lines.set(grantId, done)
    void done.then(() => {
      if (lines.get(grantId) === done) lines.delete(grantId)
    })
    return mine
  }

  /** @param refused the token to be replaced; by the time it is one's turn another may be there already. */
  const renewOnce = (
    grantId: string,
    server: OAuth2Server,
    siteHost: string,
    refused: string | null
  ): Promise<Result<string>> => {
    const shared = renewing.get(grantId)
    if (shared) return shared
    const mine = inTurn(grantId, async () => {
      const present = live.get(grantId)
      if (present && present.accessToken !== refused && Date.now() < present.renewAt) return ok(present.accessToken)
      return renew(grantId, server, siteHost)
    })
    renewing.set(grantId, mine)
    void mine.finally(() => {
      if (renewing.get(grantId) === mine) renewing.delete(grantId)
    })
    return mine
  }

  return {
    keep: (grantId, grant, tokens) => {
      renewing.delete(grantId)
      return inTurn(grantId, async () => {
        const saved = await secrets.set('oauth2-grant', grantId, JSON.stringify(grant))
        if (!saved.ok) return saved
        ended.delete(grantId)
        unsaved.delete(grantId)
        live.set(grantId, liveFrom(tokens))
        return ok(null)
      })
    },
    held: read,
    tokens: (grantId, server, siteHost) => ({
      async current() {
        const present = live.get(grantId)
        if (present && Date.now() < present.renewAt) return ok(present.accessToken)
        return renewOnce(grantId, server, siteHost, null)
      },
      async renewed(refused) {
        const present = live.get(grantId)
        if (present && present.accessToken !== refused) return ok(present.accessToken)
        return renewOnce(grantId, server, siteHost, refused)
      }
    }),
    forget: (grantId) => {
      renewing.delete(grantId)
      return inTurn(grantId, async () => {
        const removed = await secrets.remove('oauth2-grant', grantId)
        if (!removed.ok) return removed
        live.delete(grantId)
        ended.delete(grantId)
        unsaved.delete(grantId)
        return ok(null)
      })
    },
    async settled() {
      await Promise.all(lines.values())
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
