/** The certificate authorities in a file that is to be trusted. */
import type { X509Certificate } from 'node:crypto'
import { fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import { describeCertificate, isSelfSigned } from './describe.ts'
import { readCertificates } from './read-certificates.ts'

/** @param bytes PEM, DER or PKCS#7. Failures: `certificate-file-unreadable`, also where none of them is an authority. */
export function readAuthorities(bytes: Uint8Array): Result<X509Certificate[]> {
  const read = readCertificates(bytes)
  if (!read.ok) return read
  const found = read.value.filter(isAuthority)
  if (found.length > 0) return ok(found)
  return fail('certificate-file-unreadable', { problem: notAnAuthority(read.value) }, { field: 'file' })
}

/** A self-signed certificate vouches for itself: importing it means that one server. */
const isAuthority = (one: X509Certificate): boolean => one.ca || isSelfSigned(one)

const notAnAuthority = (certificates: readonly X509Certificate[]): string =>
  `It holds the certificate of ${describeCertificate(certificates[0] as X509Certificate).subject}, but no authority’s.`
