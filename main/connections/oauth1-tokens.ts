/**
 * The OAuth 1.0 access tokens of connections, renewed with their session handle when they have expired. As with any
 * token that rotates: one renewal at a time, and the new token is in the keychain before it is used.
 */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { renewAccessToken, type AccessToken, type OAuth1Site } from '../jira/auth/oauth1-flow.ts'
import type { Transport } from '../net/transport.ts'
import type { SecretStore } from '../secrets/secret-store.ts'

export interface OAuth1Tokens {
  /** Null when there is none, or it cannot be read. */
  held(connectionId: string): Promise<Result<AccessToken | null>>
  /** Another token in place of `expired`; fails when Jira does not renew it, or the keychain does not take it. */
  renew(connectionId: string, site: OAuth1Site, expired: string): Promise<Result<string>>
}

export function createOAuth1Tokens(deps: { transport: Transport; secrets: SecretStore }): OAuth1Tokens {
  const renewing = new Map<string, Promise<Result<string>>>()

  const held = async (connectionId: string): Promise<Result<AccessToken | null>> => {
    const secret = await deps.secrets.get('oauth1-token', connectionId)
    return secret.ok ? ok(secret.value === null ? null : parseToken(secret.value)) : secret
  }

  const renew = async (connectionId: string, site: OAuth1Site, expired: string): Promise<Result<string>> => {
    const present = await held(connectionId)
    if (!present.ok) return present
    const { host } = new URL(site.siteUrl)
    if (!present.value) return fail('secret-missing', { host })
    const { token, sessionHandle } = present.value
    if (token !== expired) return ok(token)
    if (sessionHandle === null) return fail('oauth-token-expired', { host })
    const renewed = await renewAccessToken(deps.transport, { ...site, token, sessionHandle })
    if (!renewed.ok) return renewed
    // Removed meanwhile: nothing may come back into the keychain.
    const still = await held(connectionId)
    if (!still.ok || still.value === null) return still.ok ? fail('secret-missing', { host }) : still
    const saved = await deps.secrets.set('oauth1-token', connectionId, JSON.stringify(renewed.value))
    return saved.ok ? ok(renewed.value.token) : saved
  }

  return {
    held,
    renew(connectionId, site, expired) {
      const present = renewing.get(connectionId)
      if (present) return present
      const mine = renew(connectionId, site, expired).finally(() => renewing.delete(connectionId))
      renewing.set(connectionId, mine)
      return mine
    }
  }
}

function parseToken(secret: string): AccessToken | null {
  try {
    const { token, sessionHandle, expiresAt } = JSON.parse(secret) as Record<string, unknown>
    if (typeof token !== 'string') return null
    return {
      token,
      sessionHandle: typeof sessionHandle === 'string' ? sessionHandle : null,
      expiresAt: typeof expiresAt === 'number' ? expiresAt : null
    }
  } catch {
    return null
  }
}
