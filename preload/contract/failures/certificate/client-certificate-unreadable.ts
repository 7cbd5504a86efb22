import type { FailureWords } from '../words.ts'

export const clientCertificateUnreadable: FailureWords = {
  title: 'This client certificate cannot be used',
  cause: '{problem}',
  remedy: 'Check the file and its passphrase. PEM needs the certificate and its private key, in one file or two.',
  retry: 'after-remedy',
  evidence:
    'What OpenSSL says of the file: wrong passphrase, no key, a key that does not belong to the certificate, outdated encryption.',
  source: 'RFC 7292 (PKCS#12), RFC 7468 (PEM)'
}
