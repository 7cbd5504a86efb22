/** Shakes hands with a server and says what it showed. Nothing is ever sent after the handshake. */
import type { X509Certificate } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { fail, type Result } from '../../../preload/contract/failures/failure.ts'
import type { ClientCertificate } from './client-certificate.ts'

export interface TlsInspectionOptions {
  /** Name or IP address. */
  readonly host: string
  readonly port: number
  /** PEM, trusted besides the system's. Without any, `systemTrusts` is the system's own verdict. */
  readonly authorities: readonly string[]
  readonly clientCertificate?: ClientCertificate | null
  /** Already connected to the server, e.g. through a proxy. It is destroyed in the end, as an own one is. */
  readonly socket?: Duplex
  /** Milliseconds for everything. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface TlsHandshake {
  /** As the server presented it, its own certificate first. */
  readonly chain: X509Certificate[]
  /** `TLSv1.3` */
  readonly protocol: string | null
  readonly cipher: string | null
  /** Whether OpenSSL, with the system's authorities and `authorities`, accepts chain and name. */
  readonly systemTrusts: boolean
  /** OpenSSL's or Node's code when it does not: `SELF_SIGNED_CERT_IN_CHAIN`. */
  readonly verdict: string | null
}

export async function inspectTls(_options: TlsInspectionOptions): Promise<Result<TlsHandshake>> {
  return fail('internal', { where: 'looking at certificates' })
}
