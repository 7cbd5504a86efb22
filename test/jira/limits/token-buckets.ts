/** Token buckets of Jira's rate limit, one for each user. */
import type { RateLimit } from '../options.ts'

interface Bucket {
  tokens: number
  /** When the last filling was due, milliseconds. */
  filled: number
}

export interface Taken {
  readonly allowed: boolean
  readonly remaining: number
  /** Seconds until the bucket is filled again; 0 while there is something in it. */
  readonly retryAfter: number
}

export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>()

  /** One request of a user. @param now milliseconds of a clock that never goes back. */
  take(user: string, rate: RateLimit, now: number): Taken {
    const intervalMs = rate.intervalSeconds * 1000
    const bucket = this.#buckets.get(user) ?? { tokens: rate.limit, filled: now }
    this.#buckets.set(user, bucket)
    const fillings = Math.floor((now - bucket.filled) / intervalMs)
    bucket.filled += fillings * intervalMs
    // Also right when the limit was lowered since.
    bucket.tokens = Math.min(rate.limit, bucket.tokens + fillings * rate.fillRate)
    const allowed = bucket.tokens >= 1
    if (allowed) bucket.tokens--
    const wait = Math.ceil((bucket.filled + intervalMs - now) / 1000)
    return { allowed, remaining: bucket.tokens, retryAfter: bucket.tokens >= 1 ? 0 : wait }
  }

  /** Everybody's bucket is full again. */
  clear(): void {
    this.#buckets.clear()
  }
}
