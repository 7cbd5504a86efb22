import type { FailureWords } from '../words.ts'

export const tlsTooOld: FailureWords = {
  title: '{host} only offers an outdated TLS version',
  cause: 'No TLS version is known to both sides: {host} offers none from 1.2 on ({detail}).',
  remedy: 'Ask whoever runs {host} to switch TLS 1.2 or 1.3 on.',
  retry: 'after-remedy',
  evidence: 'TLS alert protocol_version, or a ServerHello with a version below 1.2.',
  source: 'net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH; RFC 8996'
}
