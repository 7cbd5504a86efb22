/** A certificate of our own, shown to servers that ask for one. */
import type { SecureContextOptions } from 'node:tls'
import type { Certificate } from '../../../preload/contract/index.ts'
import { fail, type Result } from '../../../preload/contract/failures/failure.ts'
import type { ChosenFile } from '../../desktop.ts'

/** PEM. Secret because of its key: it lives in the keychain and in memory. */
export interface ClientCertificate {
  /** Its own certificate first, then the intermediates the file had. */
  readonly certificate: string
  /** PKCS#8 without a passphrase. */
  readonly key: string
}

export function readClientCertificate(_files: readonly ChosenFile[], _passphrase: string): Result<ClientCertificate> {
  return fail('internal', { where: 'client certificates' })
}

export function clientCertificateOptions(
  one: ClientCertificate
): Pick<SecureContextOptions, 'pfx' | 'passphrase' | 'cert' | 'key'> {
  return { cert: one.certificate, key: one.key }
}

export declare function describeClientCertificate(one: ClientCertificate): Certificate
export declare function serialise(one: ClientCertificate): string
export declare function deserialise(text: string): Result<ClientCertificate>
