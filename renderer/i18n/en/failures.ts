/** The page *What can go wrong*. What it lists are the catalogue's own words (preload/contract/failures). */
export const failures = {
  heading: 'What can go wrong',
  intro:
    'Every failure AtTrack can tell, with its cause and the one thing to do. What stands in ‹ › is filled in where it happens.',
  search: 'Find a failure',
  list: 'Failures',
  count_one: '{{count}} failure',
  count_other: '{{count}} failures',
  noneTitle: 'No failure fits',
  noneText: 'Try another word of its headline, its cause, or what Jira answered.',
  cause: 'Cause',
  retry: 'Trying again',
  retries: {
    now: 'helps at once',
    later: 'helps later',
    'after-remedy': 'helps after the remedy',
    never: 'does not help'
  },
  evidence: 'What AtTrack goes by',
  source: 'Where it is described',
  code: 'Code',
  areas: {
    network: 'The way to Jira',
    certificate: 'Certificates',
    site: 'The address of Jira',
    'sign-in': 'Signing in',
    token: 'Tokens',
    oauth1: 'OAuth 1.0 and the application link',
    oauth2: 'OAuth 2.0',
    cloud: 'Jira Cloud',
    jira: 'Projects, permissions and search',
    app: 'This computer and AtTrack',
    members: 'Members and signing in to AtTrack',
    store: 'The workspace file',
    backup: 'Backups'
  },
  more: 'More about this',
  inSettings: 'Help',
  inSettingsText: 'Causes and remedies of everything that AtTrack can tell, also without a connection.'
} as const
