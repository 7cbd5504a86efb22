import type { FailureWords } from '../words.ts'

export const ipv6Unreachable: FailureWords = {
  title: '{host} can only be reached over IPv6',
  cause: 'The name has only an IPv6 address, and this computer has no IPv6 connection to it.',
  remedy: 'Ask your network administrator for an IPv6 route or an IPv4 address of {host}; a VPN may bring it.',
  retry: 'after-remedy',
  evidence: 'DNS answers with AAAA records only; connecting fails with ENETUNREACH or EADDRNOTAVAIL.',
  source: 'RFC 6724'
}
