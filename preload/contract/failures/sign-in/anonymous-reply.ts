import type { FailureWords } from '../words.ts'

export const anonymousReply: FailureWords = {
  title: 'Jira answered as if nobody was signed in',
  cause: '{host} ignored the sign-in and treated the request as anonymous.',
  remedy: 'Sign in again. If it stays so, ask whether a proxy before Jira removes the Authorization header.',
  retry: 'after-remedy',
  evidence:
    'X-AUSERNAME: anonymous in the reply to a request that carried credentials, without X-Seraph-LoginReason: AUTHENTICATED_FAILED.',
  source: 'Jira’s reply headers; field notes on Data Center 9.4'
}
