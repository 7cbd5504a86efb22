import type { FailureWords } from '../words.ts'

export const certificateFileUnreadable: FailureWords = {
  title: 'This file holds no certificate AtTrack can read',
  cause: '{problem}',
  remedy: 'Choose a certificate in PEM, DER (.cer, .crt) or PKCS#7 (.p7b) form.',
  retry: 'after-remedy',
  evidence: 'The file’s contents: no PEM block “CERTIFICATE”, no DER certificate, no PKCS#7 bag of certificates.',
  source: 'RFC 7468 §5, RFC 5280, RFC 5652 §5'
}
