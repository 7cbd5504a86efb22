/** The certificates in a file a person chose: PEM, DER or PKCS#7, and otherwise what the file is instead. */
import { X509Certificate } from 'node:crypto'
import { fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import { oidOf, parts, readDer, smallInteger, tags, type Der } from './der.ts'
import { pemBlocks, pemText } from './pem.ts'

const signedData = '1.2.840.113549.1.7.2'
const data = '1.2.840.113549.1.7.1'

/**
 * @param bytes the file: PEM with one certificate or many and any text around them, DER, or PKCS#7 (`.p7b`) in either
 *   form. Private keys beside the certificates are left alone.
 * @returns every certificate once, in the order of the file; never none.
 * Failures: `certificate-file-unreadable`, its `problem` says what the file is.
 */
export function readCertificates(bytes: Uint8Array): Result<X509Certificate[]> {
  const unreadable = (problem: string): Result<never> => fail('certificate-file-unreadable', { problem })
  if (bytes.length === 0) return unreadable('The file is empty.')
  const found: X509Certificate[] = []
  const text = pemText(bytes)
  const ders = text === null ? [bareDer(bytes)] : pemBlocks(text).filter(({ label }) => holdsCertificates(label))
  if (text !== null && ders.length === 0) return unreadable(withoutCertificate(text))
  for (const one of ders) {
    const der = one instanceof Uint8Array ? one : one.der
    const certificates = der && certificatesIn(der)
    if (!certificates)
      return unreadable(
        text === null ? otherKind(bytes) : 'A certificate in the file is damaged: it was perhaps cut off when copied.'
      )
    found.push(...certificates)
  }
  const once = new Map(found.map((one) => [one.fingerprint256, one]))
  if (once.size === 0) return unreadable('It is a PKCS#7 file without a certificate in it.')
  return ok([...once.values()])
}

/** The labels of RFC 7468 §5 and §8, and older ones. */
const holdsCertificates = (label: string): boolean =>
  /^((X509 |TRUSTED )?CERTIFICATE|PKCS7|PKCS #7 SIGNED DATA|CMS)$/.test(label)

/** Null when it is neither a certificate nor a bag of them. */
function certificatesIn(der: Uint8Array): X509Certificate[] | null {
  const outer = readDer(der)
  if (outer?.tag !== tags.sequence) return null
  const [type, wrapped] = parts(outer) ?? []
  const ders = oidOf(type) === signedData ? bagged(wrapped) : [outer.whole]
  try {
    // A `TRUSTED CERTIFICATE` has OpenSSL's remarks after it: only the first element is the certificate.
    return ders && ders.map((one) => new X509Certificate(one))
  } catch {
    return null
  }
}

/** What stands in `certificates [0]` of a SignedData (RFC 5652 §5.1), unsigned and "certs-only" or not. */
function bagged(wrapped: Der | undefined): Uint8Array[] | null {
  const body = parts(parts(wrapped)?.[0])
  if (!body) return null
  const bag = body.find(({ tag }) => tag === tags.context(0))
  // Other choices than a plain certificate (attribute certificates) are tagged otherwise.
  return (bag ? (parts(bag) ?? []) : []).filter(({ tag }) => tag === tags.sequence).map(({ whole }) => whole)
}

/** A DER file, or its base64 without the lines around it, as some programs save it. */
function bareDer(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === tags.sequence) return bytes
  const text = Buffer.from(bytes).toString('latin1').replace(/\s+/g, '')
  return /^MI[\w+/]+=*$/.test(text) ? Buffer.from(text, 'base64') : bytes
}

/** PEM, but no certificate. */
function withoutCertificate(text: string): string {
  const labels = pemBlocks(text).map(({ label }) => label)
  const has = (pattern: RegExp): boolean => labels.some((label) => pattern.test(label))
  if (has(/PRIVATE KEY/)) return 'It is a private key. AtTrack needs the certificate; keep the key to yourself.'
  if (has(/CERTIFICATE REQUEST/)) return 'It is a request for a certificate; the authority answers it with one.'
  if (has(/PUBLIC KEY/)) return 'It is a public key without a certificate.'
  if (has(/CRL/)) return 'It is a list of revoked certificates.'
  if (labels.length > 0) return `It holds “${labels[0]}” but no certificate.`
  return 'A certificate begins in it but does not end: it was perhaps cut off when copied.'
}

/** What a file is that is no certificate, from its first bytes. */
export function otherKind(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (/^(\xef\xbb\xbf)?\s*<(!doctype\s+html|html|head|!--)/i.test(head))
    return 'It is a web page: the download perhaps asked for a sign-in first.'
  if (/^(\xef\xbb\xbf)?\s*</.test(head)) return 'It is an XML file.'
  if (head.startsWith('PK\x03\x04')) return 'It is a ZIP archive. Unpack it and choose the certificate in it.'
  if (head.startsWith('%PDF')) return 'It is a PDF document.'
  if (head.startsWith('\xfe\xed\xfe\xed') || head.startsWith('\xce\xce\xce\xce')) return 'It is a Java key store (JKS).'
  const outer = readDer(bytes)
  if (outer?.tag !== tags.sequence)
    return bytes[0] === tags.sequence ? 'The file is cut off or damaged.' : 'It is no certificate file.'
  const [first, second, third] = parts(outer) ?? []
  if (smallInteger(first) === 3 && oidOf(parts(second)?.[0]) === data)
    return 'It is a PFX (PKCS#12) file, which holds a private key. It belongs under “Client certificate”.'
  const isPrivateKey =
    smallInteger(first) !== null &&
    (second?.tag === tags.integer || third?.tag === tags.octets || second?.tag === tags.octets)
  if (isPrivateKey) return 'It is a private key. AtTrack needs the certificate; keep the key to yourself.'
  return 'It holds something else than a certificate.'
}
