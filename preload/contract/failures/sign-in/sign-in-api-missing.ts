import type { FailureWords } from '../words.ts'

export const signInApiMissing: FailureWords = {
  title: 'Jira’s interface for apps is not at this address',
  cause: '{address} answered 404.',
  remedy: 'Check the address: a context path such as /jira may be missing or too much.',
  retry: 'after-remedy',
  evidence: 'GET /rest/api/2/myself (Cloud: /rest/api/3/myself) answers 404.',
  source: 'Jira REST API: Get current user'
}
