import type { FailureWords } from '../words.ts'

export const connectionLost: FailureWords = {
  title: 'The connection to {host} broke off',
  cause: 'The connection was closed before the reply was complete ({detail}).',
  remedy: 'Try again. If it keeps happening, a VPN, firewall or proxy on the way cuts it.',
  retry: 'now',
  evidence: 'net::ERR_CONNECTION_RESET, ECONNRESET',
  source: 'net::ERR_CONNECTION_RESET, ECONNRESET'
}
