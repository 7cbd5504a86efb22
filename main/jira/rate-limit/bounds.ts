/**
 * How long anything may wait for a rate limit, in one place for the limiter and for those who ask again.
 * The back-off is the one Atlassian recommends for Cloud: developer.atlassian.com/cloud/jira/platform/rate-limiting.
 */

/** A pause that ends sooner is waited for; a longer one is told to the caller, with its end. Milliseconds. */
export const longestWaitMs = 30_000

/** No header pauses anything for longer: quotas refill every hour, and a header may be wrong. Milliseconds. */
export const longestPauseMs = 3_600_000

/** The first wait where Jira does not say how long. Milliseconds. */
export const baseBackoffMs = 2_000

/** A factor from 0.7 to 1.3, so that those who were refused together do not come back together. */
export const jitter = (random: () => number): number => 0.7 + random() * 0.6

/**
 * Milliseconds to wait after the refusal number `refusals` (from 1) in a row where Jira does not say how long.
 * Doubles each time.
 */
export const backoffMs = (refusals: number, random: () => number): number =>
  Math.min(longestWaitMs, baseBackoffMs * 2 ** Math.min(refusals - 1, 10) * jitter(random))
