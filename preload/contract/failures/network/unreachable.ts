import type { FailureWords } from '../words.ts'

export const unreachable: FailureWords = {
  title: '{host} cannot be reached',
  cause: 'There is no way to it from this network ({detail}).',
  remedy: 'Check that you are online and that the VPN your Jira needs is connected.',
  retry: 'after-remedy',
  evidence: 'net::ERR_INTERNET_DISCONNECTED, net::ERR_ADDRESS_UNREACHABLE, EHOSTUNREACH',
  source: 'net::ERR_INTERNET_DISCONNECTED, net::ERR_ADDRESS_UNREACHABLE, EHOSTUNREACH'
}
