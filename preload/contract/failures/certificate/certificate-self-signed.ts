import type { FailureWords } from '../words.ts'

export const certificateSelfSigned: FailureWords = {
  title: '{host} uses a certificate it issued itself',
  cause:
    'Nobody vouches for a self-signed certificate: whether this is really {host} can only be told by its fingerprint.',
  remedy:
    'Choose “Show certificate”, compare the fingerprint with whoever runs {host}, then trust exactly this certificate.',
  retry: 'after-remedy',
  evidence:
    'The server’s certificate has its own subject as issuer and is in no trust store (DEPTH_ZERO_SELF_SIGNED_CERT).',
  source: 'RFC 5280 §3.2; OpenSSL X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT'
}
