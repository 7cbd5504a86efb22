import type { FailureWords } from '../words.ts'

export const proxyFailed: FailureWords = {
  title: 'The proxy could not be used',
  cause: 'The proxy on the way to {host} did not answer as a proxy does ({detail}).',
  remedy:
    'Check the proxy’s name and port under “Network settings”, or ask your network administrator whether it is running.',
  retry: 'after-remedy',
  evidence:
    'net::ERR_PROXY_CONNECTION_FAILED, ERR_SOCKS_CONNECTION_FAILED: the proxy itself was not reached or broke off.',
  source: 'Chromium net_error_list.h; RFC 9110 §9.3.6'
}
