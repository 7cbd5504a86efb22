/**
 * What a reply says about how fast Jira may be asked. Sources:
 * Cloud – developer.atlassian.com/cloud/jira/platform/rate-limiting (October 2026);
 * Data Center – confluence.atlassian.com/adminjiraserver/adjusting-your-code-for-rate-limiting.
 */
import type { TransportReply } from '../../net/transport.ts'
import { baseBackoffMs, longestPauseMs } from './bounds.ts'
import { readHttpDate, readIsoDate, readNumber, readPolicies, type PolicyState } from './headers.ts'

export type ReplyHead = Pick<TransportReply, 'status' | 'headers'>

/**
 * Whose limit it is. `quota-global`: an OAuth client's hourly points over all sites; `quota-tenant`: its points on one
 * site; `burst`: one endpoint and method of one site; `bucket`: a user's tokens on a Data Center.
 */
export type RateLimitReason = 'quota-global' | 'quota-tenant' | 'burst' | 'bucket' | 'unknown'

/** Data Center's token bucket of the user that was asked as. */
export interface TokenBucket {
  readonly limit: number
  readonly remaining: number
  /** Tokens added every `intervalMs`. */
  readonly fillRate: number
  readonly intervalMs: number
}

export interface RateLimitReading {
  /** The request was refused for its rate (429), not merely told about a limit. */
  readonly refused: boolean
  /** Milliseconds to ask nothing more, more than 0 and at most an hour; null when the reply does not say, or need not. */
  readonly retryAfterMs: number | null
  readonly reason: RateLimitReason
  /** Less than a fifth of a quota is left (Cloud). */
  readonly nearLimit: boolean
  readonly bucket: TokenBucket | null
}

/** @param now ms since 1970, for dates in replies without a `Date` of their own. Takes headers as hostile. */
export function readRateLimit(reply: ReplyHead, now: number): RateLimitReading {
  const { status, headers } = reply
  const refused = status === 429
  const bucket = readBucket(headers)
  const policies = [headers['ratelimit'], headers['beta-ratelimit']].map(readPolicies).find((some) => some.length) ?? []
  const reason = readReason(headers['ratelimit-reason'], bucket, refused ? policies : [])
  return {
    refused,
    retryAfterMs: bounded(waitOf(reply, { now, refused, bucket, reason, policies })),
    reason,
    nearLimit: bucket === null && (headers['x-ratelimit-nearlimit'] === 'true' || policies.some(isNearQuota)),
    bucket
  }
}

interface Known {
  readonly now: number
  readonly refused: boolean
  readonly bucket: TokenBucket | null
  readonly reason: RateLimitReason
  readonly policies: readonly PolicyState[]
}

/** Milliseconds, possibly too many or none at all. */
function waitOf({ status, headers }: ReplyHead, { now, refused, bucket, reason, policies }: Known): number | null {
  // Server and computer may disagree about the time: dates are counted from the reply's own.
  const sentAt = readHttpDate(headers['date']) ?? now
  const retryAfter = readRetryAfter(headers['retry-after'], sentAt)
  if (!refused) {
    // Some 5xx say when to come back; a bucket's last token comes with the time until the next ones.
    return status >= 500 || bucket?.remaining === 0 ? retryAfter : null
  }
  if (retryAfter !== null) return retryAfter
  const reset = readIsoDate(headers['x-ratelimit-reset'])
  if (reset !== null && reset > sentAt) return reset - sentAt
  const exhausted = policies.filter(
    (one) => one.remaining === 0 && (reason === 'unknown' || reasonOfPolicy(one.policy) === reason)
  )
  const seconds = Math.max(0, ...exhausted.map((one) => one.resetSeconds ?? 0))
  if (seconds > 0) return seconds * 1000
  // Seen on 9.12: 429 with `Retry-After: 0`. New tokens come once per interval.
  return reason === 'bucket' && bucket ? Math.max(bucket.intervalMs, baseBackoffMs) : null
}

/** Seconds or a date. 0 and what is over say nothing: Data Center sends 0 on every reply while tokens are left. */
function readRetryAfter(value: string | undefined, sentAt: number): number | null {
  const seconds = readNumber(value)
  if (seconds !== null) return seconds > 0 ? seconds * 1000 : null
  const date = readHttpDate(value)
  return date !== null && date > sentAt ? date - sentAt : null
}

const bounded = (ms: number | null): number | null => (ms === null ? null : Math.min(Math.ceil(ms), longestPauseMs))

function readBucket(headers: ReplyHead['headers']): TokenBucket | null {
  const limit = readNumber(headers['x-ratelimit-limit'])
  const remaining = readNumber(headers['x-ratelimit-remaining'])
  const fillRate = readNumber(headers['x-ratelimit-fillrate'])
  const interval = readNumber(headers['x-ratelimit-interval-seconds'])
  if (limit === null || remaining === null || !fillRate || !interval) return null
  return { limit, remaining, fillRate, intervalMs: interval * 1000 }
}

/** By the words in it: Atlassian's products spell the same reasons differently, and undocumented ones have been seen. */
function readReason(
  named: string | undefined,
  bucket: TokenBucket | null,
  policies: readonly PolicyState[]
): RateLimitReason {
  if (named !== undefined) return reasonOfPolicy(named)
  if (bucket) return 'bucket'
  const exhausted = policies.find((one) => one.remaining === 0)
  return exhausted ? reasonOfPolicy(exhausted.policy) : 'unknown'
}

function reasonOfPolicy(name: string): RateLimitReason {
  if (/burst|per-issue/i.test(name)) return 'burst'
  if (/tenant/i.test(name)) return 'quota-tenant'
  return /quota|global/i.test(name) ? 'quota-global' : 'unknown'
}

/** Cloud names what remains of a quota only once less than a fifth does. */
const isNearQuota = ({ policy, remaining }: PolicyState): boolean =>
  remaining !== null && reasonOfPolicy(policy) !== 'burst'
