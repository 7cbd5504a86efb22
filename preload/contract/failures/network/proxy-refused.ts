import type { FailureWords } from '../words.ts'

export const proxyRefused: FailureWords = {
  title: 'The proxy does not let AtTrack through to {host}',
  cause: 'The proxy {proxy} answered {status} when asked for a connection to {host}.',
  remedy:
    'Ask your network administrator to allow {host}, or choose “Network settings” to go without the proxy if {host} can be reached directly.',
  retry: 'after-remedy',
  evidence: 'net::ERR_TUNNEL_CONNECTION_FAILED; a status other than 200 and 407 in answer to CONNECT.',
  source: 'RFC 9110 §9.3.6; Chromium net_error_list.h'
}
