/**
 * Personal access tokens as Jira 8.14 and newer keep them
 * (confluence.atlassian.com/enterprise/using-personal-access-tokens).
 */
import { randomBytes, randomInt } from 'node:crypto'
import type { Clock } from '../clock.ts'

export interface PersonalToken {
  readonly id: number
  readonly user: string
  readonly name: string
  /** Epoch milliseconds. */
  readonly createdAt: number
  /** Epoch milliseconds; undefined: never. */
  expiringAt: number | undefined
  /** What the client sends; shown once, when it is made. */
  readonly raw: string
}

/** `atlassian.pats.max.tokens.per.user` and `atlassian.pats.max.tokens.expiry.days` as Jira comes. */
export const tokensPerUser = 10
export const longestDays = 365

const dayMs = 86_400_000

export class PersonalTokens {
  readonly #tokens = new Map<string, PersonalToken>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @param days until it ends; undefined: never. 0 or less makes one that has ended. Returns the refusal in words. */
  create(user: string, name: string, days: number | undefined): PersonalToken | string {
    if (name.trim() === '') return 'Token name is required'
    if (name.length > 255) return 'Token name is too long'
    if (this.of(user).length >= tokensPerUser) return `You can have at most ${tokensPerUser} tokens`
    const id = randomInt(100_000_000_000, 1_000_000_000_000)
    const token: PersonalToken = {
      id,
      user,
      name: name.trim(),
      createdAt: this.#clock.now(),
      expiringAt: days === undefined ? undefined : this.#clock.now() + days * dayMs,
      // Real ones have this form too: Base64 of the id, a colon and 20 random bytes.
      raw: Buffer.concat([Buffer.from(`${id}:`), randomBytes(20)]).toString('base64')
    }
    this.#tokens.set(token.raw, token)
    return token
  }

  /** The newest first; those that have ended as well. */
  of(user: string): PersonalToken[] {
    return [...this.#tokens.values()].filter((token) => token.user === user).reverse()
  }

  /** False when this user has no such token. */
  revoke(user: string, id: number): boolean {
    const token = this.of(user).find((one) => one.id === id)
    return token !== undefined && this.#tokens.delete(token.raw)
  }

  /** Ends all of a user's tokens now; they stay in the list. Returns how many there were. */
  expire(user: string): number {
    const tokens = this.of(user)
    for (const token of tokens) token.expiringAt = this.#clock.now() - 1
    return tokens.length
  }

  /** Whose token this is; undefined when it is unknown, revoked or has ended: nobody can tell these apart. */
  userOf(raw: string): string | undefined {
    const token = this.#tokens.get(raw)
    if (token === undefined) return undefined
    return token.expiringAt === undefined || token.expiringAt > this.#clock.now() ? token.user : undefined
  }
}
