import type { FailureWords } from '../words.ts'

export const oauthNonceUsed: FailureWords = {
  title: 'Jira says the request was seen before',
  cause: 'The nonce was refused twice; a proxy may be sending requests again.',
  remedy: 'Try again. If it stays so, ask whoever runs the proxy before {host} whether it repeats requests.',
  retry: 'later',
  evidence: '401 oauth_problem=nonce_used, twice in a row, with a new nonce each time.',
  source: 'RFC 5849 §3.3; OAuth Problem Reporting extension'
}
