/** Whether a chain of certificates is good for a host, and what is wrong with it. */
import type { X509Certificate } from 'node:crypto'
import type { CertificateReport } from '../../../preload/contract/index.ts'
import type { Failure } from '../../../preload/contract/failures/failure.ts'

export interface ChainInput {
  /** As the server presented it, its own certificate first. */
  readonly chain: readonly X509Certificate[]
  /** Name or IP address, without port. */
  readonly host: string
  /** Imported for this origin. */
  readonly authorities: readonly X509Certificate[]
  /** SHA-256 fingerprint of the one certificate trusted as it is, as Node writes it. */
  readonly pin: string | null
  /** The platform's own verdict, made without the imported authorities; null when it is not known. */
  readonly systemTrusts: boolean | null
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface Judgement {
  readonly problems: CertificateReport['problems']
  readonly trustedBy: CertificateReport['trustedBy']
  /** Null exactly when `trustedBy` is not. */
  readonly failure: Failure | null
}

export function judgeChain(_input: ChainInput): Judgement {
  return { problems: [], trustedBy: null, failure: null }
}
