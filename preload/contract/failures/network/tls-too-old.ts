import type { FailureWords } from '../words.ts'

export const tlsTooOld: FailureWords = {
  title: '{host} only offers an outdated TLS version',
  cause: 'No TLS version is known to both sides: {host} offers none from 1.2 on ({detail}).',
  remedy: 'Ask whoever runs {host} to switch TLS 1.2 or 1.3 on.',
  retry: 'after-remedy',
  evidence:
    'net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH; TLS alert protocol_version (70); a ServerHello below version 1.2.',
  source: 'RFC 8996; RFC 8446 §4.1.3; Chromium net_error_list.h'
}
