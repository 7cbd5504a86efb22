/** Step 8: this computer's clock against Jira's, by the Date header of its replies (RFC 9110 §6.6.1). */
import { failure } from '../../../preload/contract/failures/failure.ts'
import { readHttpDate } from '../../jira/rate-limit/headers.ts'
import { skewWords } from '../../jira/skew-words.ts'
import { failed, good, skipped, warned, type Finding, type Step } from '../step.ts'
import type { Exchange } from '../watch.ts'

/** More than this is worth a word: seconds. */
const noticed = 60
/** OAuth 1.0 refuses what is further off (net.oauth, SimpleOAuthValidator): seconds. */
const refusedBeyond = 300

export const clock: Step = {
  id: 'clock',
  async run({ exchanges, subject }) {
    const skew = measuredSkew(exchanges)
    if (skew === null) return skipped('No reply said what time it is there.')
    return judgeSkew(skew, subject.connection?.method === 'oauth1')
  }
}

/**
 * Seconds by which the server is ahead, by the quickest reply; null when none can be used.
 * A reply that a cache kept (`Age`) tells a time of long ago.
 */
export function measuredSkew(exchanges: readonly Exchange[]): number | null {
  const usable = exchanges
    .flatMap(({ reply, sentAt, endedAt }) => {
      const date = readHttpDate(reply?.headers['date'])
      const cached = reply?.headers['age'] !== undefined && reply.headers['age'] !== '0'
      return date === null || cached ? [] : [{ date, sentAt, endedAt }]
    })
    .sort((a, b) => a.endedAt - a.sentAt - (b.endedAt - b.sentAt))
  const [best] = usable
  // The header tells whole seconds: on average half a second is missing.
  return best ? Math.round((best.date + 500 - (best.sentAt + best.endedAt) / 2) / 1000) : null
}

/** @param strict the connection signs with OAuth 1.0, which goes by the time. */
export function judgeSkew(skew: number, strict: boolean): Finding {
  const size = Math.abs(skew)
  if (size <= noticed) return good('The clocks agree.', [`Jira’s clock: ${skew >= 0 ? '+' : '−'}${size} s`])
  const words = skewWords(skew)
  const why = failure('clock-differs', { skew: words })
  return strict && size > refusedBeyond ? failed(why, [words], true) : warned(`The clocks differ by ${words}.`, why)
}
