import type { FailureWords } from '../words.ts'

export const xsrfRefused: FailureWords = {
  title: 'Jira took the request for a forged one',
  cause: '{host} answered “XSRF check failed”.',
  remedy: 'Ask whether a proxy before Jira changes the Origin or User-Agent header; otherwise report it.',
  retry: 'after-remedy',
  evidence: '403 with “XSRF check failed” in the body, for a POST, while GET works.',
  source: 'Atlassian: REST API calls with a browser User-Agent header may fail CSRF checks'
}
