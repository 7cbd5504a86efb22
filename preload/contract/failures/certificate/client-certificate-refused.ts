import type { FailureWords } from '../words.ts'

export const clientCertificateRefused: FailureWords = {
  title: '{host} does not accept this client certificate',
  cause: 'The server ended the handshake after seeing “{subject}” ({detail}).',
  remedy: 'Ask whoever runs {host} which authority must have issued it, and whether yours has expired.',
  retry: 'after-remedy',
  evidence:
    'TLS alert bad_certificate, unknown_ca, certificate_expired or certificate_unknown after our certificate was sent.',
  source: 'RFC 8446 §6.2'
}
