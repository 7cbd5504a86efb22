import type { FailureWords } from '../words.ts'

export const tlsFailed: FailureWords = {
  title: 'No secure connection to {host} could be agreed',
  cause: 'The TLS handshake failed ({detail}).',
  remedy:
    'If this Jira has no https, enter the address with http://. Otherwise ask whoever runs {host} which TLS versions it offers: AtTrack needs 1.2 or newer.',
  retry: 'after-remedy',
  evidence: 'net::ERR_SSL_PROTOCOL_ERROR; EPROTO: what answers is no TLS, or ends the handshake with an alert.',
  source: 'RFC 8446 §6.2; Chromium net_error_list.h'
}
