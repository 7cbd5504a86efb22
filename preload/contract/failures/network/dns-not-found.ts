import type { FailureWords } from '../words.ts'

export const dnsNotFound: FailureWords = {
  title: 'There is no computer named {host}',
  cause: 'The name {host} could not be resolved on this network.',
  remedy: 'Check the spelling. If Jira is only reachable inside your company, connect the VPN first.',
  retry: 'after-remedy',
  evidence: 'net::ERR_NAME_NOT_RESOLVED; ENOTFOUND or EAI_AGAIN of the resolver.',
  source: 'RFC 1035 §4.1.1 (name error); getaddrinfo(3)'
}
