/** The failure `rate-limited`, from Jira's refusal or from a pause that is still on. `params.seconds` is how long. */
import { err, failure, type Failure, type Result } from '../../../preload/contract/failures/failure.ts'
import { line } from '../../clean-text.ts'
import { baseBackoffMs } from './bounds.ts'
import { readRateLimit, type ReplyHead } from './read-rate-limit.ts'

/** A pause is on for `waitMs` more. @param host as given to the limiter; of a Cloud address only the host is shown. */
export const rateLimited = (host: string, waitMs: number): Result<never> =>
  err(failure('rate-limited', { host: shown(host), seconds: seconds(waitMs) }))

/** What a reply with status 429 stands for. @param now ms since 1970. */
export function rateLimitedBy(reply: ReplyHead, host: string, now: number): Failure {
  const { retryAfterMs } = readRateLimit(reply, now)
  const reason = reply.headers['ratelimit-reason']
  const evidence = reason === undefined ? {} : { evidence: `RateLimit-Reason: ${line(reason, 60)}` }
  return failure('rate-limited', { host, seconds: seconds(retryAfterMs ?? baseBackoffMs) }, evidence)
}

const seconds = (ms: number): string => String(Math.max(1, Math.ceil(ms / 1000)))

function shown(host: string): string {
  if (!host.includes('://')) return host
  try {
    return new URL(host).host
  } catch {
    return host
  }
}
