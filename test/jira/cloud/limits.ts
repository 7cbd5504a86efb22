/**
 * Atlassian's limits: hourly points of an OAuth app over all its sites, and a burst limit per site, endpoint and
 * method. Source: developer.atlassian.com/cloud/jira/platform/rate-limiting (October 2026). API tokens spend no points.
 */
import type { Clock } from '../clock.ts'
import { jiraErrors, withHeaders, type Reply } from '../exchange.ts'

const hour = 3_600_000

export type LimitReason = 'jira-quota-global-based' | 'jira-quota-tenant-based' | 'jira-burst-based'

interface Bucket {
  left: number
  at: number
}

export class Limits {
  readonly #clock: Clock
  readonly #buckets = new Map<string, Bucket>()
  readonly #spent = new Map<string, { hour: number; points: number }>()
  #perHour: number
  readonly #perSecond: number

  constructor(clock: Clock, perHour: number, perSecond: number) {
    this.#clock = clock
    this.#perHour = perHour
    this.#perSecond = perSecond
  }

  setPointsPerHour(points: number): void {
    this.#perHour = points
  }

  /** Points spent by the app in the current UTC hour. */
  spent(clientId: string): number {
    return this.#entry(clientId).points
  }

  spend(clientId: string, points: number): void {
    this.#entry(clientId).points += points
  }

  /** A refusal when one of the limits is reached. `endpoint`: site, method and resource without ids. */
  before(clientId: string | undefined, endpoint: string): Reply | undefined {
    if (clientId !== undefined && this.spent(clientId) >= this.#perHour)
      return limited('jira-quota-global-based', this.#secondsLeft(), this.#perHour, this.#resetAt())
    const now = this.#clock.now()
    const bucket = this.#buckets.get(endpoint) ?? { left: this.#perSecond, at: now }
    bucket.left = Math.min(this.#perSecond, bucket.left + ((now - bucket.at) / 1000) * this.#perSecond)
    bucket.at = now
    this.#buckets.set(endpoint, bucket)
    if (bucket.left < 1) return limited('jira-burst-based', 1, this.#perSecond, now + 1000)
    bucket.left -= 1
    return undefined
  }

  /** The headers an app sees on every answer while points are left. */
  headers(clientId: string | undefined): Readonly<Record<string, string>> {
    if (clientId === undefined) return {}
    const left = Math.max(0, this.#perHour - this.spent(clientId))
    return {
      'x-ratelimit-limit': String(this.#perHour),
      'x-ratelimit-remaining': String(left),
      ...(left < this.#perHour / 5 ? { 'x-ratelimit-nearlimit': 'true' } : {}),
      'beta-ratelimit-policy': `"global-app-quota";q=${this.#perHour};w=3600`,
      'beta-ratelimit': `"global-app-quota";r=${left};t=${this.#secondsLeft()}`
    }
  }

  #entry(clientId: string): { hour: number; points: number } {
    const current = Math.floor(this.#clock.now() / hour)
    let entry = this.#spent.get(clientId)
    if (entry === undefined || entry.hour !== current) {
      entry = { hour: current, points: 0 }
      this.#spent.set(clientId, entry)
    }
    return entry
  }

  #resetAt(): number {
    return (Math.floor(this.#clock.now() / hour) + 1) * hour
  }

  #secondsLeft(): number {
    return Math.ceil((this.#resetAt() - this.#clock.now()) / 1000)
  }
}

/** `retryAfter` in seconds; undefined leaves the header out, as the gateway's own 429s do. */
export function limited(reason: LimitReason, retryAfter: number | undefined, limit: number, resetAt: number): Reply {
  return withHeaders(jiraErrors(429, ['The request has been rate-limited. Please try again later.']), {
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': '0',
    // Seen without seconds as well; both are ISO 8601.
    'x-ratelimit-reset': new Date(resetAt).toISOString().replace(/:\d\d\.\d+Z$/, 'Z'),
    'ratelimit-reason': reason
  })
}
