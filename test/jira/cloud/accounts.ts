/** Atlassian accounts: their ids, and the API tokens they made. */
import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { User } from '../users.ts'

/** An account id as Atlassian gives them out; the same name always has the same one. */
export function accountIdOf(userName: string): string {
  const hex = createHash('sha256').update(`account ${userName}`).digest('hex')
  return `712020:${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export interface ApiTokenInput {
  readonly label?: string
  /** A token with scopes works through the gateway only. */
  readonly scoped?: boolean
  /** Those of the classic Jira read set when absent. */
  readonly scopes?: readonly string[]
  /** Epoch milliseconds; one year from now when absent, the default since 15 December 2024. */
  readonly expiresAt?: number
}

export interface ApiToken {
  readonly id: string
  readonly userName: string
  readonly label: string
  readonly token: string
  /** Undefined for a classic token. */
  readonly scopes: ReadonlySet<string> | undefined
  expiresAt: number
}

export type TokenVerdict =
  | { readonly kind: 'ok'; readonly token: ApiToken }
  | { readonly kind: 'expired' | 'unknown' | 'password' }

const year = 365 * 86_400_000

export class ApiTokens {
  readonly #tokens = new Map<string, ApiToken>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  create(user: User, input: ApiTokenInput = {}): ApiToken {
    const scoped = input.scoped === true || input.scopes !== undefined
    const token: ApiToken = {
      id: randomBytes(9).toString('hex'),
      userName: user.name,
      label: input.label ?? 'AtTrack',
      // The form is the same for both kinds: nobody can tell them apart by looking.
      token: `ATATT3xFfGF0${randomBytes(128).toString('base64url')}=${randomBytes(4).toString('hex').toUpperCase()}`,
      scopes: scoped ? new Set(input.scopes ?? ['read:jira-work', 'read:jira-user']) : undefined,
      expiresAt: input.expiresAt ?? this.#clock.now() + year
    }
    this.#tokens.set(token.token, token)
    return token
  }

  of(user: User): readonly ApiToken[] {
    return [...this.#tokens.values()].filter((one) => one.userName === user.name)
  }

  revoke(id: string): void {
    for (const [text, token] of this.#tokens) if (token.id === id) this.#tokens.delete(text)
  }

  expire(user: User): void {
    for (const token of this.of(user)) token.expiresAt = this.#clock.now() - 1
  }

  /** Basic credentials: e-mail address and API token. */
  check(user: User | undefined, secret: string): TokenVerdict {
    const token = this.#tokens.get(secret)
    if (user !== undefined && user.password === secret) return { kind: 'password' }
    if (token === undefined || user === undefined || token.userName !== user.name || !user.active)
      return { kind: 'unknown' }
    return token.expiresAt <= this.#clock.now() ? { kind: 'expired' } : { kind: 'ok', token }
  }
}
