import type { FailureWords } from '../words.ts'

export const cloudNoSites: FailureWords = {
  title: 'There is no Jira site to choose',
  cause: '{account} allowed access, but to no site with Jira.',
  remedy: 'Start again and choose your site on Atlassian’s page. If none is shown, ask its administrator for access.',
  retry: 'after-remedy',
  evidence: 'GET /oauth/token/accessible-resources answers 200 with a list in which no entry has Jira’s scopes.',
  source: 'Atlassian: OAuth 2.0 (3LO) apps, “Get the cloudid for your site”'
}
