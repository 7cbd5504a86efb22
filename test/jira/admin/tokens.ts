/** The part of the admin handle about passwords for apps, personal access tokens and OAuth 2.0. Wrong names throw. */
import type { Grant } from '../oauth2/provider.ts'
import { readScopes } from '../oauth2/scopes.ts'
import { tokenBean } from '../rest/personal-tokens.ts'
import type { World } from '../world.ts'

export interface TokenInput {
  /** `AtTrack` when absent. */
  readonly name?: string
  /** Never when absent. */
  readonly expiresInDays?: number
  /** It ended a day ago. */
  readonly expired?: boolean
}

export interface OAuth2LinkInput {
  readonly name: string
  readonly redirectUri?: string
  readonly redirectUris?: readonly string[]
  /** The most the app may ask for; `READ` when absent. */
  readonly scopes?: readonly string[]
}

export function tokenAdmin(world: World) {
  const { users, personalTokens, oauth2 } = world
  return {
    /** *Allow basic authentication on API calls*. */
    setBasicAuth(on: boolean): void {
      world.basicAuth = on
    },
    /** A personal access token, as its maker sees it once. Throws when Jira would refuse (10 tokens, no name). */
    createToken(user: string, input: TokenInput = {}) {
      const days = input.expired === true ? -1 : input.expiresInDays
      const made = personalTokens.create(users.get(user).name, input.name ?? 'AtTrack', days)
      if (typeof made === 'string') throw new Error(made)
      return { ...tokenBean(made), rawToken: made.raw }
    },
    /** A user's personal access tokens, ended ones as well; without the tokens themselves. */
    personalTokens(user: string) {
      return personalTokens.of(users.get(user).name).map(tokenBean)
    },
    /** By id, whoever's it is. False when there is none. */
    revokeToken(id: number): boolean {
      return users.all().some((user) => personalTokens.revoke(user.name, id))
    },
    /** Ends all personal access tokens of a user now. Returns how many there were. */
    expireTokens(user: string): number {
      return personalTokens.expire(users.get(user).name)
    },
    /** An incoming link of type "External application". Throws when Jira would refuse it. */
    createOAuth2Client(input: OAuth2LinkInput): { clientId: string; clientSecret: string } {
      const redirectUris = input.redirectUris ?? [input.redirectUri ?? '']
      const scopes = readScopes((input.scopes ?? ['READ']).join(' '))
      if (scopes === undefined) throw new Error('scopes: READ, WRITE, ADMIN, SYSTEM_ADMIN')
      const made = oauth2.addClient({ name: input.name, redirectUris, scopes })
      if (typeof made === 'string') throw new Error(made)
      return { clientId: made.clientId, clientSecret: made.clientSecret }
    },
    /** Also ends every sign-in under it. False when there was none. */
    removeOAuth2Client(clientId: string): boolean {
      return oauth2.removeClient(clientId)
    },
    oauth2Clients(): { clientId: string; name: string; redirectUris: readonly string[] }[] {
      return oauth2.clients().map(({ clientId, name, redirectUris }) => ({ clientId, name, redirectUris }))
    },
    /** Tokens without anybody pressing Allow, for benches and demos: with everything the link may ask for. */
    grantOAuth2(clientId: string, user: string): Pick<Grant, 'accessToken' | 'refreshToken'> {
      const client = oauth2.client(clientId)
      if (client === undefined) throw new Error(`no OAuth 2.0 link ${clientId}`)
      const { scopes, redirectUris } = client
      const redirectUri = redirectUris[0] ?? ''
      const { accessToken, refreshToken } = oauth2.grant({ clientId, user: users.get(user).name, redirectUri, scopes })
      return { accessToken, refreshToken }
    },
    /** Ends all OAuth 2.0 access tokens now; refresh tokens go on. Returns how many were alive. */
    expireOAuth2AccessTokens(): number {
      return oauth2.expireAccessTokens()
    },
    /** As when the user revokes the access under Authorized applications. Returns how many sign-ins ended. */
    revokeOAuth2(user: string): number {
      return oauth2.revoke(users.get(user).name)
    },
    /** Renewals that took effect so far. */
    oauth2Refreshes(): number {
      return oauth2.refreshes
    }
  }
}
