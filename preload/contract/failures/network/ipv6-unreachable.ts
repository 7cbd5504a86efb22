import type { FailureWords } from '../words.ts'

export const ipv6Unreachable: FailureWords = {
  title: '{host} can only be reached over IPv6',
  cause: 'The name has only an IPv6 address, and this computer has no IPv6 connection to it.',
  remedy: 'Ask your network administrator for an IPv6 route or an IPv4 address of {host}; a VPN may bring it.',
  retry: 'after-remedy',
  evidence: 'The name has AAAA records only; connecting ends with ENETUNREACH, EHOSTUNREACH or EADDRNOTAVAIL.',
  source: 'RFC 6724; getaddrinfo(3)'
}
