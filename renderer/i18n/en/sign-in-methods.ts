/** Tokens of every kind: what is pasted, until when it works, and how a new one is entered. */
export const tokens = {
  pat: 'Personal access token',
  patHint: 'Make one in Jira – “Create token” on your profile’s page – and paste it here.',
  patPage: 'Open your tokens in Jira',
  expiresOn: 'Expires on',
  expiresOnHint: 'Optional. AtTrack reminds you 14 and 3 days before.',
  create: 'Have Jira make one for me',
  createHint:
    'AtTrack asks Jira for a token with your login and password. The password is used for this one request and kept nowhere.',
  tokenName: 'Token name',
  days: 'Days until it expires',
  createSubmit: 'Make the token and log in',
  enterNew: 'Enter a new token',
  enterFirst: 'Enter an API token',
  goOnWithout: 'Go on without the token',
  goOnWithoutTitle: 'Go on without the API token?',
  goOnWithoutText:
    'AtTrack forgets the API token and uses the sign-in at Atlassian alone. Links and tasks stay. You can enter a token again at any time.',
  goneOnWithout: 'AtTrack goes on with the sign-in alone.',
  expires_one: 'The token expires in {{count}} day ({{date}})',
  expires_other: 'The token expires in {{count}} days ({{date}})',
  expiresToday: 'The token expires today ({{date}})',
  expired: 'The token expired on {{date}}',
  replaceIt: 'Make a new one and enter it here; links and tasks stay.',
  replaceOf: '{{name}} can enter a new one here; or the connection is taken over.'
} as const

/** Jira Cloud: signing in at Atlassian, choosing a site, API tokens. */
export const cloud = {
  again: 'Signing in again to {{host}}. Links and tasks stay, whichever way you choose.',
  useToken: 'Use an API token instead',
  useLogIn: 'Log in on Atlassian’s page instead',
  tokenWorks: 'An API token works at once, without any of that.',
  clientMissing: 'An Administrator enters a client in',
  clientMissingWhere: 'Settings → Jira Cloud',
  toCloud: 'Go on with the Cloud version',
  toServer: 'Go on with the Server version',
  tokenTitle: 'Sign in with an API token',
  tokenHint: 'Make an API token on the page of your',
  account: 'Atlassian account',
  site: 'Site',
  siteHint: 'For example acme or acme.atlassian.net',
  email: 'Email',
  emailHint: 'The one of your Atlassian account',
  apiToken: 'API token',
  chooseSite: 'Choose a site',
  chooseSiteHint: '{{account}} let AtTrack use these sites. One connection is for one site.',
  siteConnected: 'Already connected',
  siteConnectedHint: 'Choosing it renews that connection.',
  useSite: 'Use this site',
  missingSite: 'Yours is not here? Start again, and choose it on Atlassian’s page.',
  startAgain: 'Start again',
  stepWindow: 'The new window shows Atlassian’s page. Log in there if it asks you to.',
  stepBrowser: 'Your browser shows Atlassian’s page. Log in there if it asks you to.',
  stepAccept: 'Atlassian asks whether AtTrack may have access. Choose your site there, then “Accept”.',
  pageAddress: 'Address of Atlassian’s page',
  saveTitle: 'API token',
  saveHint: 'Before you choose a project, AtTrack asks for an API token of {{user}}. Make one on the page of your',
  replaceHint: 'The new token must be {{user}}’s. Make one on the page of your',
  saveWhy:
    'With it AtTrack’s requests do not count against the hourly limit that all its users share at Atlassian. It is kept in the keychain.',
  save: 'Save token',
  saved: 'The API token was saved.',
  goOn: 'Go on without a token'
} as const

/** OAuth 2.0 with an incoming link of a Data Center. */
export const oauth2 = {
  needs: 'What a Jira administrator prepares once',
  needHttps: 'Jira’s base URL starts with https. OAuth 2.0 does not work without.',
  needLink:
    'Administration → Applications → Application links → “Create link”: type “External application”, direction “Incoming”.',
  needRedirect: 'As Redirect URL enter exactly this:',
  redirectUrl: 'Redirect URL',
  needPermission: 'As permission choose “Read”, and save.',
  needValues: 'Jira then shows the Client ID and the Client secret. Enter both here.',
  clientId: 'Client ID',
  clientSecret: 'Client secret',
  secretKept: 'Leave it empty to use the one in the keychain.',
  secretHint: 'Kept in this computer’s keychain.',
  openSettings: 'Open Settings'
} as const
