import type { FailureWords } from '../words.ts'

export const cloudSiteNotAllowed: FailureWords = {
  title: 'Access was allowed to another site',
  cause: 'This connection belongs to {site}, but {account} did not allow access to it.',
  remedy: 'Start again and choose {site} on Atlassian’s page. For the other site, add a connection of its own.',
  retry: 'now',
  evidence: 'The cloudId of the connection is not in the list of GET /oauth/token/accessible-resources.',
  source: 'Atlassian: OAuth 2.0 (3LO) apps, “Get the cloudid for your site”'
}
