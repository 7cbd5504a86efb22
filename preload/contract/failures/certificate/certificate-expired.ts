import type { FailureWords } from '../words.ts'

export const certificateExpired: FailureWords = {
  title: 'The certificate of {host} is out of date',
  cause: 'It is outside its period of validity, or this computer’s clock is wrong.',
  remedy: 'Check this computer’s date. If it is right, ask whoever runs {host} to renew the certificate.',
  retry: 'after-remedy',
  evidence:
    'net::ERR_CERT_DATE_INVALID; CERT_HAS_EXPIRED or CERT_NOT_YET_VALID; now is outside notBefore and notAfter.',
  source: 'RFC 5280 §4.1.2.5; Chromium net_error_list.h'
}
