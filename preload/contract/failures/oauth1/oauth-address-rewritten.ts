import type { FailureWords } from '../words.ts'

export const oauthAddressRewritten: FailureWords = {
  title: 'A proxy before Jira changes the address',
  cause: 'AtTrack signed {ours}; Jira saw {theirs}.',
  remedy:
    'Have the proxy before Jira pass scheme, host and port on (Tomcat’s proxyName, proxyPort, scheme), or enter Jira’s own base URL.',
  retry: 'after-remedy',
  evidence:
    'oauth_problem=signature_invalid, and the address in oauth_signature_base_string differs from the one AtTrack signed.',
  source: 'RFC 5849 §3.4.1.2; OAuth Problem Reporting extension'
}
