/** What both transports do around one exchange: it ends once, by whatever comes first – reply, failure, limit, cancel. */
import { err, fail, type Result } from '../../preload/contract/failures/failure.ts'
import { networkFailure } from './network-failure.ts'
import { defaultMaxBytes, defaultTimeoutMs, type TransportReply, type TransportRequest } from './transport.ts'

export interface OneExchange {
  readonly maxBytes: number
  /** The end; whatever comes later is not heard. */
  finish(result: Result<TransportReply>): void
  /** Ends with what an error of the stack means; only its name is used. */
  broken(error: unknown): void
  /** The body is longer than allowed. */
  tooLarge(): void
}

/**
 * @param begin sends; what it returns gives the request up, called when the end is a failure. Not called at all for a
 * request that is cancelled already.
 */
export function oneExchange(
  request: TransportRequest,
  begin: (exchange: OneExchange) => (() => void) | undefined
): Promise<Result<TransportReply>> {
  return new Promise((resolve) => {
    const timeoutMs = request.timeoutMs ?? defaultTimeoutMs
    const maxBytes = request.maxBytes ?? defaultMaxBytes
    /** It may fail before `begin` has returned. */
    const ending: { giveUp?: (() => void) | undefined; failed: boolean } = { failed: false }
    let finished = false
    const finish = (result: Result<TransportReply>): void => {
      if (finished) return
      finished = true
      clearTimeout(timer)
      request.signal?.removeEventListener('abort', onAbort)
      resolve(result)
      if (result.ok) return
      ending.failed = true
      ending.giveUp?.()
    }
    const broken = (error: unknown): void => finish(err(networkFailure(error, request.url, timeoutMs)))
    const onAbort = (): void => finish(fail('cancelled'))
    const timer = setTimeout(() => broken('ERR_TIMED_OUT'), timeoutMs)
    if (request.signal?.aborted) return onAbort()
    request.signal?.addEventListener('abort', onAbort)
    ending.giveUp = begin({
      maxBytes,
      finish,
      broken,
      tooLarge: () => finish(fail('reply-too-large', { host: new URL(request.url).hostname, limit: String(maxBytes) }))
    })
    if (ending.failed) ending.giveUp?.()
  })
}

/** Names in lower case, repeated headers joined, as `TransportReply` has them. */
export const flatHeaders = (
  headers: Readonly<Record<string, string | readonly string[] | undefined>>
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === 'string' ? value : (value ?? []).join(', ')
    ])
  )
