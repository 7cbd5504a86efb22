import type { FailureWords } from '../words.ts'

export const clientCertificateNeeded: FailureWords = {
  title: '{host} asks for a client certificate',
  cause: 'The server only talks to clients that show a certificate of their own.',
  remedy: 'Choose “Client certificate” and give the file you were issued (.pfx, .p12 or .pem) with its passphrase.',
  retry: 'after-remedy',
  evidence:
    'net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED; TLS alert certificate_required (116) or handshake_failure (40) after the server’s CertificateRequest.',
  source: 'net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED; RFC 8446 §4.3.2, §6.2'
}
