import type { FailureWords } from '../words.ts'

export const proxyFailed: FailureWords = {
  title: 'The proxy could not be used',
  cause: 'The proxy set for this computer did not connect to {host} ({detail}).',
  remedy: 'Check the system’s proxy settings, or ask your network administrator to let {host} through.',
  retry: 'after-remedy',
  evidence: 'net::ERR_PROXY_CONNECTION_FAILED, net::ERR_TUNNEL_CONNECTION_FAILED',
  source: 'net::ERR_PROXY_CONNECTION_FAILED, net::ERR_TUNNEL_CONNECTION_FAILED'
}
