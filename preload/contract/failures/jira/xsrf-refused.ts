import type { FailureWords } from '../words.ts'

export const xsrfRefused: FailureWords = {
  title: 'Jira took the request for a forged one',
  cause: '{host} answered “XSRF check failed”.',
  remedy: 'Ask whether a proxy before Jira changes the Origin or User-Agent header; otherwise report it.',
  retry: 'after-remedy',
  evidence: 'XSRF check failed, Atlassian',
  source: 'XSRF check failed, Atlassian'
}
