/**
 * Jira's rate limit (8.6 and newer, switched on by an administrator): REST requests of signed-in users, with headers on
 * every reply. Who uses Jira's pages in a browser is not counted.
 * Facts: confluence.atlassian.com/adminjiraserver/adjusting-your-code-for-rate-limiting.
 */
import { html, withHeaders, type Exchange, type Reply } from '../exchange.ts'
import type { RateLimit } from '../options.ts'
import type { World } from '../world.ts'

const tomcat429 = `<!doctype html><html lang="en"><head><title>HTTP Status 429 – Too Many Requests</title></head>
<body><h1>HTTP Status 429 – Too Many Requests</h1><hr class="line" /><p><b>Type</b> Status Report</p>
<p><b>Message</b> Rate limit exceeded.</p><p><b>Description</b> The user has sent too many requests in a given amount of time
(&quot;rate limiting&quot;).</p><hr class="line" /><h3>Apache Tomcat/9.0.95</h3></body></html>`

export function tooManyRequests(): Reply {
  return html(429, tomcat429)
}

/** The headers of Jira's rate limit. @param retryAfter seconds. */
export function rateHeaders(rate: RateLimit, remaining: number, retryAfter: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(rate.limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-fillrate': String(rate.fillRate),
    'x-ratelimit-interval-seconds': String(rate.intervalSeconds),
    'retry-after': String(retryAfter)
  }
}

/** The fault's options go before the option the server was started with. */
function rateOf(world: World): RateLimit | undefined {
  if (!world.faults.isOn('rate-limit-bucket')) return world.options.rateLimit
  const option = (name: string): number => Number(world.faults.option('rate-limit-bucket', name))
  return { limit: option('limit'), fillRate: option('fillRate'), intervalSeconds: option('intervalSeconds') }
}

/** Lets a request through or refuses it; `answer` is called only when it may go through. */
export function rateLimited(exchange: Exchange, world: World, answer: () => Reply): Reply {
  const rate = rateOf(world)
  const { user, authentication } = exchange
  if (rate === undefined || user === undefined || authentication === 'session') return answer()
  const { allowed, remaining, retryAfter } = world.buckets.take(user.name, rate, performance.now())
  return withHeaders(allowed ? answer() : tooManyRequests(), rateHeaders(rate, remaining, retryAfter))
}
