import type { FailureWords } from '../words.ts'

export const cloudNoSites: FailureWords = {
  title: 'There is no Jira site to choose',
  cause: '{account} allowed access, but to no site with Jira.',
  remedy: 'Start again and choose your site on Atlassian’s page. If none is shown, ask its administrator for access.',
  retry: 'after-remedy',
  evidence: 'GET /oauth/token/accessible-resources',
  source: 'GET /oauth/token/accessible-resources'
}
