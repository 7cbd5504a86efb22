import type { FailureWords } from '../words.ts'

export const certificateWrongHost: FailureWords = {
  title: 'The certificate belongs to another name than {host}',
  cause: 'The server at {host} identifies itself with a different name.',
  remedy: 'Use the name the certificate was issued for, or ask whoever runs {host} to add this one to it.',
  retry: 'after-remedy',
  evidence: 'net::ERR_CERT_COMMON_NAME_INVALID or ERR_TLS_CERT_ALTNAME_INVALID: no subjectAltName fits the host.',
  source: 'RFC 9525 §6; Chromium net_error_list.h'
}
