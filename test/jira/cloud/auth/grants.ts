/**
 * OAuth 2.0 (3LO) as auth.atlassian.com does it: apps, codes, grants that gather sites, access tokens, and refresh
 * tokens that rotate. Sources: Atlassian's "OAuth 2.0 (3LO) apps" page; refusals as reported in public trackers.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { CloudLifetimes } from '../options.ts'

export interface OAuthApp {
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
  /** Compared letter by letter. */
  readonly redirectUris: readonly string[]
  /** Scopes set up in the developer console; undefined: all. */
  readonly scopes: readonly string[] | undefined
}

/** One per app and account. */
export interface Grant {
  readonly clientId: string
  readonly userName: string
  /** cloudIds; each consent adds the site chosen. */
  readonly sites: Set<string>
  scopes: ReadonlySet<string>
  /** The consent before last is over when a new one is given; the year starts again. */
  consentedAt: number
}

export interface IssuedTokens {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly expiresIn: number
  readonly scope: string
}

interface Code {
  readonly grant: Grant
  readonly redirectUri: string
  readonly challenge: string | undefined
  readonly expiresAt: number
}

interface AccessToken {
  readonly grant: Grant
  readonly scopes: ReadonlySet<string>
  expiresAt: number
}

interface RefreshToken {
  readonly grant: Grant
  readonly issuedAt: number
  /** When it was exchanged for the next one. */
  rotatedAt: number | undefined
}

export type RefreshVerdict =
  | { readonly ok: true; readonly tokens: IssuedTokens }
  | { readonly ok: false; readonly why: 'unknown' | 'password' }

/** What became of an access token that came with a request. */
export type AccessVerdict = { readonly grant: Grant; readonly scopes: ReadonlySet<string> } | undefined

export class Grants {
  readonly #apps = new Map<string, OAuthApp>()
  readonly #grants = new Map<string, Grant>()
  readonly #codes = new Map<string, Code>()
  readonly #access = new Map<string, AccessToken>()
  readonly #refresh = new Map<string, RefreshToken>()
  readonly #barred = new Set<string>()
  readonly #clock: Clock
  readonly #lifetimes: CloudLifetimes
  readonly #leewayMs: number

  constructor(clock: Clock, lifetimes: CloudLifetimes, leewayMs: number) {
    this.#clock = clock
    this.#lifetimes = lifetimes
    this.#leewayMs = leewayMs
  }

  register(app: OAuthApp): void {
    this.#apps.set(app.clientId, app)
  }

  app(clientId: string): OAuthApp | undefined {
    return this.#apps.get(clientId)
  }

  grants(): readonly Grant[] {
    return [...this.#grants.values()]
  }

  /** Accept was pressed: the site joins the others of this app and account; returns the code. */
  consent(
    app: OAuthApp,
    userName: string,
    cloudId: string,
    scopes: readonly string[],
    redirectUri: string,
    challenge?: string
  ): string {
    const name = `${app.clientId} ${userName}`
    let grant = this.#grants.get(name)
    if (grant === undefined) {
      grant = { clientId: app.clientId, userName, sites: new Set(), scopes: new Set(), consentedAt: 0 }
      this.#grants.set(name, grant)
    }
    grant.sites.add(cloudId)
    grant.scopes = new Set(scopes)
    grant.consentedAt = this.#clock.now()
    this.#barred.delete(userName)
    const code = opaque(420)
    this.#codes.set(code, { grant, redirectUri, challenge, expiresAt: this.#clock.now() + this.#lifetimes.code * 1000 })
    return code
  }

  /** Undefined: late, used, of another app, or with another redirect URI. */
  exchange(app: OAuthApp, code: string, redirectUri: string, verifier = ''): IssuedTokens | undefined {
    const found = this.#codes.get(code)
    if (found === undefined || found.grant.clientId !== app.clientId) return undefined
    this.#codes.delete(code)
    if (found.redirectUri !== redirectUri || found.expiresAt <= this.#clock.now()) return undefined
    const proved = createHash('sha256').update(verifier).digest('base64url')
    if (found.challenge !== undefined && found.challenge !== proved) return undefined
    return this.#issue(found.grant)
  }

  refresh(app: OAuthApp, token: string): RefreshVerdict {
    const found = this.#refresh.get(token)
    const now = this.#clock.now()
    if (found === undefined || found.grant.clientId !== app.clientId) return { ok: false, why: 'unknown' }
    if (this.#barred.has(found.grant.userName)) return { ok: false, why: 'password' }
    const { refreshToken, grant } = this.#lifetimes
    const tooOld = now - found.issuedAt > refreshToken * 1000 || now - found.grant.consentedAt > grant * 1000
    const reused = found.rotatedAt !== undefined && now - found.rotatedAt >= this.#leewayMs
    if (tooOld || reused) return { ok: false, why: 'unknown' }
    found.rotatedAt ??= now
    return { ok: true, tokens: this.#issue(found.grant) }
  }

  access(token: string): AccessVerdict {
    const found = this.#access.get(token)
    return found === undefined || found.expiresAt <= this.#clock.now() ? undefined : found
  }

  /** From now on every access token given out so far is refused. */
  expireAccessTokens(): void {
    for (const token of this.#access.values()) token.expiresAt = 0
  }

  /** As in the account's *Connected apps*: nothing given out so far works any more. */
  revoke(userName: string): void {
    for (const [name, grant] of this.#grants) if (grant.userName === userName) this.#grants.delete(name)
    for (const [text, one] of this.#access) if (one.grant.userName === userName) this.#access.delete(text)
    for (const [text, one] of this.#refresh) if (one.grant.userName === userName) this.#refresh.delete(text)
  }

  /** Refreshing fails until the person consents anew; access tokens live on to their end. */
  passwordChanged(userName: string): void {
    this.#barred.add(userName)
  }

  #issue(grant: Grant): IssuedTokens {
    const now = this.#clock.now()
    const scope = [...grant.scopes].join(' ')
    const claims = {
      jti: randomBytes(16).toString('hex'),
      client_id: grant.clientId,
      scope,
      iat: Math.floor(now / 1000)
    }
    const accessToken = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}${opaque(1800)}.${opaque(342)}`
    const { accessToken: expiresIn } = this.#lifetimes
    this.#access.set(accessToken, { grant, scopes: grant.scopes, expiresAt: now + expiresIn * 1000 })
    let refreshToken: string | undefined
    if (grant.scopes.has('offline_access')) {
      refreshToken = `${part({ alg: 'RS256', typ: 'JWT' })}.${opaque(680)}.${opaque(342)}`
      this.#refresh.set(refreshToken, { grant, issuedAt: now, rotatedAt: undefined })
    }
    return { accessToken, refreshToken, expiresIn, scope }
  }
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function opaque(length: number): string {
  return randomBytes(Math.ceil(length * 0.75))
    .toString('base64url')
    .slice(0, length)
}
