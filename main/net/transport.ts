/**
 * One request, one reply. Chromium's network stack serves it in the app, Node's in tests and benches.
 * A transport never follows redirects, keeps no cookies, sends `User-Agent: AtTrack/<version>` and no `Origin`,
 * and caps time and size.
 */
import type { Result } from '../../preload/contract/failures/failure.ts'

export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Absolute http or https URL. */
  readonly url: string
  /**
   * The Jira on whose behalf this is sent, when that is not where it goes: Atlassian's gateway. Its proxy setting holds
   * where the origin of `url` has none.
   */
  readonly site?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly signal?: AbortSignal
  /** Milliseconds for the whole exchange; 30,000 when absent. */
  readonly timeoutMs?: number
  /** Bytes of the body after decompression; 16 MiB when absent. */
  readonly maxBytes?: number
}

export interface TransportReply {
  readonly status: number
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly url: string
}

export interface Transport {
  /** Failures: the network ones (`dns-not-found`, `timed-out`, `certificate-…`, `reply-too-large`, `cancelled`, …). */
  send(request: TransportRequest): Promise<Result<TransportReply>>
}

export const defaultTimeoutMs = 30_000
export const defaultMaxBytes = 16 * 1024 * 1024
