/** Incoming links of type "External application", and the codes and tokens given out under them. */
import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { OAuth2Lifetimes } from '../options.ts'
import { redirectProblem } from './redirects.ts'
import type { Scope } from './scopes.ts'

export interface OAuth2ClientInput {
  readonly name: string
  readonly redirectUris: readonly string[]
  /** The most an app may ask for; READ when absent. */
  readonly scopes?: readonly Scope[]
  /** A new one when absent. */
  readonly clientId?: string
}

export interface OAuth2Client {
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
  readonly redirectUris: readonly string[]
  readonly scopes: readonly Scope[]
}

/** What a person allowed. */
export interface Allowed {
  readonly clientId: string
  readonly user: string
  readonly redirectUri: string
  readonly scopes: readonly Scope[]
}

export interface Challenge {
  readonly value: string
  readonly method: 'plain' | 'S256'
}

export interface Code extends Allowed {
  readonly challenge: Challenge | undefined
  readonly expires: number
}

/** One sign-in: an access token and the refresh token that renews it. */
export interface Grant extends Allowed {
  readonly accessToken: string
  readonly refreshToken: string
  readonly createdAt: number
  accessExpires: number
  readonly refreshExpires: number
}

/** 32 hexadecimal digits for ids, 64 for secrets, as Jira shows them. */
const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

/** Jira's tokens look like JWTs of some 200 characters; a client must not read anything into them. */
function tokenText(): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'HS256' })}.${part({ internal_id: randomBytes(48).toString('base64') })}.${randomBytes(32).toString('base64url')}`
}

export class OAuth2Provider {
  readonly #clients = new Map<string, OAuth2Client>()
  readonly #codes = new Map<string, Code>()
  readonly #grants = new Set<Grant>()
  readonly #byAccess = new Map<string, Grant>()
  readonly #byRefresh = new Map<string, Grant>()
  readonly #clock: Clock
  readonly lifetimes: OAuth2Lifetimes
  /** Renewals that took effect. */
  refreshes = 0

  constructor(clock: Clock, lifetimes: OAuth2Lifetimes) {
    this.#clock = clock
    this.lifetimes = lifetimes
  }

  clients(): readonly OAuth2Client[] {
    return [...this.#clients.values()]
  }

  client(clientId: string): OAuth2Client | undefined {
    return this.#clients.get(clientId)
  }

  /** Returns a message for the administrator when the input is refused. */
  addClient(input: OAuth2ClientInput): OAuth2Client | string {
    if (input.name.trim() === '') return 'Name is required'
    if (input.redirectUris.length === 0) return 'Redirect URL is required'
    for (const uri of input.redirectUris) {
      const problem = redirectProblem(uri)
      if (problem !== undefined) return problem
    }
    const client: OAuth2Client = {
      clientId: input.clientId ?? hex(16),
      clientSecret: hex(32),
      name: input.name.trim(),
      redirectUris: [...input.redirectUris],
      scopes: input.scopes ?? ['READ']
    }
    this.#clients.set(client.clientId, client)
    return client
  }

  /** Removing a link also ends every sign-in under it. */
  removeClient(clientId: string): boolean {
    for (const grant of this.#grants) if (grant.clientId === clientId) this.#end(grant)
    for (const [code, { clientId: owner }] of this.#codes) if (owner === clientId) this.#codes.delete(code)
    return this.#clients.delete(clientId)
  }

  issueCode(allowed: Allowed, challenge: Challenge | undefined): string {
    const code = hex(20)
    const expires = this.#clock.now() + this.lifetimes.code * 1000
    this.#codes.set(code, { ...allowed, challenge, expires })
    return code
  }

  /** A code is good once, whatever comes of it; undefined when it is unknown, used or too old. */
  takeCode(code: string): Code | undefined {
    const found = this.#codes.get(code)
    this.#codes.delete(code)
    return found !== undefined && found.expires > this.#clock.now() ? found : undefined
  }

  grant(allowed: Allowed): Grant {
    const now = this.#clock.now()
    const grant: Grant = {
      ...allowed,
      accessToken: tokenText(),
      refreshToken: tokenText(),
      createdAt: now,
      accessExpires: now + this.lifetimes.accessToken * 1000,
      refreshExpires: now + this.lifetimes.refreshToken * 1000
    }
    this.#grants.add(grant)
    this.#byAccess.set(grant.accessToken, grant)
    this.#byRefresh.set(grant.refreshToken, grant)
    return grant
  }

  /** The grant a refresh token still renews. */
  renewable(refreshToken: string): Grant | undefined {
    const found = this.#byRefresh.get(refreshToken)
    return found !== undefined && found.refreshExpires > this.#clock.now() ? found : undefined
  }

  /** Both old tokens are dead afterwards. */
  renew(old: Grant): Grant {
    this.#end(old)
    this.refreshes++
    const { clientId, user, redirectUri, scopes } = old
    return this.grant({ clientId, user, redirectUri, scopes })
  }

  /** What an access token stands for; undefined when it is unknown, revoked or has ended. */
  grantOf(accessToken: string): Grant | undefined {
    const found = this.#byAccess.get(accessToken)
    return found !== undefined && found.accessExpires > this.#clock.now() ? found : undefined
  }

  /** Ends all access tokens now; refresh tokens go on. Returns how many were alive. */
  expireAccessTokens(): number {
    const now = this.#clock.now()
    let ended = 0
    for (const grant of this.#grants) {
      if (grant.accessExpires <= now) continue
      grant.accessExpires = now - 1
      ended++
    }
    return ended
  }

  /** As when the user revokes the access under Profile → Authorized applications. Returns how many sign-ins ended. */
  revoke(user: string): number {
    const theirs = [...this.#grants].filter((grant) => grant.user === user)
    for (const grant of theirs) this.#end(grant)
    return theirs.length
  }

  #end(grant: Grant): void {
    this.#grants.delete(grant)
    this.#byAccess.delete(grant.accessToken)
    this.#byRefresh.delete(grant.refreshToken)
  }
}
