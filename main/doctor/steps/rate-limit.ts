/** Step 13: what Jira said about how much may be asked of it. Asks nothing itself. */
import { rateLimitedBy } from '../../jira/rate-limit/failure.ts'
import { readRateLimit } from '../../jira/rate-limit/read-rate-limit.ts'
import { failed, good, type Step } from '../step.ts'
import type { Exchange } from '../watch.ts'

const isRefusal = ({ reply }: Exchange): boolean => reply?.status === 429

export const rateLimit: Step = {
  id: 'rate-limit',
  despite: ({ exchanges }) => exchanges.some(isRefusal),
  async run({ exchanges, facts }) {
    const refusal = exchanges.find(isRefusal)?.reply
    const evidence = headersOf(exchanges)
    if (refusal) return failed(rateLimitedBy(refusal, new URL(facts.siteUrl).host, Date.now()), evidence)
    const last = [...exchanges].reverse().find(({ reply }) => reply?.headers['x-ratelimit-limit'] !== undefined)?.reply
    const bucket = last ? readRateLimit(last, Date.now()).bucket : null
    if (bucket) {
      const { limit, remaining, fillRate, intervalMs } = bucket
      return good(
        `${remaining} of ${limit} requests are left; ${fillRate} come back every ${Math.round(intervalMs / 1000)} s.`,
        evidence
      )
    }
    return good(evidence.length > 0 ? 'There is a limit, and it is not reached.' : 'Jira told of no limit.', evidence)
  }
}

/** The latest value of each header there is about it. */
function headersOf(exchanges: readonly Exchange[]): string[] {
  const latest = new Map<string, string>()
  for (const { reply } of exchanges)
    for (const [name, value] of Object.entries(reply?.headers ?? {}))
      if (/^(x-ratelimit-|(beta-)?ratelimit)/.test(name)) latest.set(name, value.slice(0, 120))
  return [...latest].slice(0, 12).map(([name, value]) => `${name}: ${value}`)
}
