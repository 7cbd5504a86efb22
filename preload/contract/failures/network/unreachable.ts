import type { FailureWords } from '../words.ts'

export const unreachable: FailureWords = {
  title: '{host} cannot be reached',
  cause: 'There is no way to it from this network ({detail}).',
  remedy: 'Check that you are online and that the VPN your Jira needs is connected.',
  retry: 'after-remedy',
  evidence: 'net::ERR_INTERNET_DISCONNECTED, ERR_ADDRESS_UNREACHABLE, ERR_NETWORK_CHANGED; EHOSTUNREACH, ENETUNREACH.',
  source: 'Chromium net_error_list.h; errno(3)'
}
