import type { FailureWords } from '../words.ts'

export const connectionLost: FailureWords = {
  title: 'The connection to {host} broke off',
  cause: 'The connection was closed before the reply was complete ({detail}).',
  remedy: 'Try again. If it keeps happening, a VPN, firewall or proxy on the way cuts it.',
  retry: 'now',
  evidence:
    'net::ERR_CONNECTION_RESET, ERR_CONNECTION_CLOSED, ERR_EMPTY_RESPONSE, ERR_CONTENT_LENGTH_MISMATCH; ECONNRESET, EPIPE.',
  source: 'Chromium net_error_list.h; errno(3)'
}
