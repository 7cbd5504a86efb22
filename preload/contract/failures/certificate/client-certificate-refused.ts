import type { FailureWords } from '../words.ts'

export const clientCertificateRefused: FailureWords = {
  title: '{host} does not accept this client certificate',
  cause: 'The server ended the handshake after seeing “{subject}” ({detail}).',
  remedy: 'Ask whoever runs {host} which authority must have issued it, and whether yours has expired.',
  retry: 'after-remedy',
  evidence:
    'TLS alert bad_certificate (42), unsupported_certificate (43), revoked (44), expired (45), certificate_unknown (46) or unknown_ca (48) after ours was sent.',
  source: 'RFC 8446 §6.2'
}
