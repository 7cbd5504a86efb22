/** A transport that keeps what went over it – never a body, a query or a credential – and keeps to a step's time. */
import type { Failure } from '../../preload/contract/failures/failure.ts'
import { defaultTimeoutMs, type Transport, type TransportReply } from '../net/transport.ts'

export interface Exchange {
  readonly method: string
  /** Without its query. */
  readonly url: string
  /** ms since 1970, this computer's clock. */
  readonly sentAt: number
  readonly endedAt: number
  /** Null when no reply came. */
  readonly reply: Pick<TransportReply, 'status' | 'headers'> | null
  readonly failure: Failure | null
}

export interface Watch {
  readonly transport: Transport
  readonly exchanges: Exchange[]
  /** From now on requests end with `signal`, and at the latest at `deadline` (ms since 1970). */
  begin(signal: AbortSignal, deadline: number): void
}

export function watch(transport: Transport): Watch {
  const exchanges: Exchange[] = []
  let present: { readonly signal: AbortSignal; readonly deadline: number } | null = null
  return {
    exchanges,
    begin: (signal, deadline) => void (present = { signal, deadline }),
    transport: {
      async send(request) {
        const sentAt = Date.now()
        const left = present ? Math.max(1, present.deadline - sentAt) : defaultTimeoutMs
        const result = await transport.send({
          ...request,
          timeoutMs: Math.min(request.timeoutMs ?? defaultTimeoutMs, left),
          ...(present ? { signal: present.signal } : {})
        })
        exchanges.push({
          method: request.method,
          url: request.url.split(/[?#]/, 1)[0] ?? '',
          sentAt,
          endedAt: Date.now(),
          reply: result.ok ? { status: result.value.status, headers: result.value.headers } : null,
          failure: result.ok ? null : result.failure
        })
        return result
      }
    }
  }
}

/** Headers by which Jira says whom it took the caller for and why not; the rest of them is of no use to a reader. */
const telling = ['x-seraph-loginreason', 'x-authentication-denied-reason', 'retry-after'] as const

/** `GET https://jira.example.com/rest/api/2/myself: 403 in 12 ms; X-Seraph-LoginReason: AUTHENTICATION_DENIED`. */
export function describeExchange({ method, url, sentAt, endedAt, reply, failure }: Exchange): string {
  const came = reply ? String(reply.status) : (failure?.code ?? 'nothing')
  const said = telling.flatMap((name) => {
    // A login address may follow after a semicolon.
    const value = reply?.headers[name]?.split(';', 1)[0]?.slice(0, 60)
    return value ? [`${name}: ${value}`] : []
  })
  const nobody = reply?.headers['x-ausername'] === 'anonymous' ? ['x-ausername: anonymous'] : []
  return [`${method} ${url}: ${came} in ${endedAt - sentAt} ms`, ...nobody, ...said].join('; ')
}
