import type { FailureWords } from '../words.ts'

export const proxyRefused: FailureWords = {
  title: 'The proxy does not let AtTrack through to {host}',
  cause: 'The proxy {proxy} answered {status} when asked for a connection to {host}.',
  remedy:
    'Ask your network administrator to allow {host}, or choose “Network settings” to go without the proxy if {host} can be reached directly.',
  retry: 'after-remedy',
  evidence: 'The proxy’s answer to CONNECT.',
  source: 'net::ERR_TUNNEL_CONNECTION_FAILED; RFC 9110 §9.3.6'
}
