import type { FailureWords } from '../words.ts'

export const anonymousReply: FailureWords = {
  title: 'Jira answered as if nobody was signed in',
  cause: '{host} ignored the sign-in and treated the request as anonymous.',
  remedy: 'Sign in again. If it stays so, ask whether a proxy before Jira removes the Authorization header.',
  retry: 'after-remedy',
  evidence: 'X-AUSERNAME: anonymous',
  source: 'X-AUSERNAME: anonymous'
}
