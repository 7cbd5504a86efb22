/**
 * The OAuth 1.0 access tokens of connections, renewed with their session handle when they have expired. As with any
 * token that rotates: one renewal at a time, and the new token is in the keychain before it is used.
 */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { renewAccessToken, type AccessToken, type OAuth1Site } from '../jira/auth/oauth1-flow.ts'
import type { Transport } from '../net/transport.ts'
import type { SecretStore } from '../secrets/secret-store.ts'

export interface OAuth1Tokens {
  /** Keeps the token of a sign-in; a renewal of the former one that is under way comes to nothing. */
  keep(connectionId: string, token: AccessToken): Promise<Result<null>>
  /** Removes it from the keychain. Fails with `keychain-missing`; it is then still there. */
  forget(connectionId: string): Promise<Result<null>>
  /** Null when there is none, or it cannot be read. */
  held(connectionId: string): Promise<Result<AccessToken | null>>
  /** Another token in place of `expired`; fails when Jira does not renew it, or the keychain does not take it. */
  renew(connectionId: string, site: OAuth1Site, expired: string): Promise<Result<string>>
  /** Resolves when no renewal is under way: one cut short by the end of the app would lose its new token. */
  settled(): Promise<void>
}

export function createOAuth1Tokens(deps: { transport: Transport; secrets: SecretStore }): OAuth1Tokens {
  const renewing = new Map<string, Promise<Result<string>>>()
  /** What writes or removes a connection's entry takes turns: else a renewal could put its token over a sign-in's. */
  const lines = new Map<string, Promise<unknown>>()
  const inTurn = <T>(connectionId: string, work: () => Promise<T>): Promise<T> => {
    const mine = (lines.get(connectionId) ?? Promise.resolve()).then(work)
    const done = mine.catch(() => {})
    lines.set(connectionId, done)
    void done.then(() => {
      if (lines.get(connectionId) === done) lines.delete(connectionId)
    })
    return mine
  }
  const save = (connectionId: string, token: AccessToken): Promise<Result<null>> =>
    deps.secrets.set('oauth1-token', connectionId, JSON.stringify(token))

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
    return inTurn(connectionId, async () => {
      const still = await held(connectionId)
      if (!still.ok) return still
      // Removed meanwhile: nothing may come back into the keychain. Signed in anew meanwhile: that one counts.
      if (still.value === null) return fail('secret-missing', { host })
      if (still.value.token !== token) return ok(still.value.token)
      const saved = await save(connectionId, renewed.value)
      return saved.ok ? ok(renewed.value.token) : saved
    })
  }

  return {
    keep: (connectionId, token) => inTurn(connectionId, () => save(connectionId, token)),
    forget: (connectionId) => inTurn(connectionId, () => deps.secrets.remove('oauth1-token', connectionId)),
    async settled() {
      await Promise.all([...renewing.values(), ...lines.values()])
    },
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
