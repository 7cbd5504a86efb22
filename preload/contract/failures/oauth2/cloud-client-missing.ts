import type { FailureWords } from '../words.ts'

export const cloudClientMissing: FailureWords = {
  title: 'This AtTrack is not registered at Atlassian',
  cause: 'Logging in on Atlassian’s page needs a client ID and a client secret, and there are none.',
  remedy: 'Use an API token instead: it works at once. Or an Administrator enters a client in Settings → Jira Cloud.',
  retry: 'after-remedy',
  evidence: 'Neither the build nor Settings has a client ID with its secret.',
  source: 'Atlassian: OAuth 2.0 (3LO) apps (a client secret is mandatory)'
}
