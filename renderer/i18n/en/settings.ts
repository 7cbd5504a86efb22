export const settings = {
  heading: 'Settings',
  sync: 'Synchronisation',
  every: 'Sync every',
  everyHint: 'While AtTrack is open. “Sync now” works at any time.',
  off: 'Off',
  minutes_one: '{{count}} minute',
  minutes_other: '{{count}} minutes',
  saved: 'Saved.',
  signIns: 'OAuth 2.0 sign-ins',
  port: 'Port for sign-ins',
  portHint:
    'OAuth 2.0 sign-ins come back to AtTrack at this port of your computer. Change it only when another program has it.',
  portEffect:
    'It is part of the redirect URL: after a change, enter the new one in Jira’s incoming links and in Atlassian’s console, to the letter.',
  redirectUrl: 'Redirect URL',
  jiraCloud: 'Jira Cloud',
  cloudBuild: 'This AtTrack is registered at Atlassian already. Nothing needs to be entered here.',
  cloudIntro:
    'To log in on Atlassian’s page, AtTrack has to be known there as an app. An Administrator makes one, once for everybody. API tokens work without.',
  cloudInUse: 'The app {{clientId}} is in use; its secret is in the keychain.',
  cloudGuide: 'How to make the app at Atlassian',
  cloudStep: {
    create: 'Open',
    createThen: 'and choose “Create” → “OAuth 2.0 integration”. As name enter AtTrack.',
    permissions: 'Under “Permissions” add the Jira API and the User identity API, with these classic scopes:',
    callback: 'Under “Authorization”, at “OAuth 2.0 (3LO)”, enter this callback URL:',
    distribution: 'Under “Distribution” choose “Sharing”, so that others than you can sign in.',
    values: 'Under “Settings” copy Client ID and Secret, and enter them here.'
  },
  console: 'Atlassian’s developer console',
  callbackUrl: 'Callback URL',
  clientId: 'Client ID',
  clientSecret: 'Client secret',
  clientSecretKept: 'In the keychain. To change the ID or the secret, enter both.',
  cloudSaved: 'Saved. “Log in to Jira” under Cloud version works now.',
  cloudRemove: 'Remove',
  cloudRemoveTitle: 'Remove the app from AtTrack?',
  cloudRemoveText:
    'AtTrack forgets the client ID and secret. Connections that signed in with it cannot be renewed; links and tasks stay.',
  cloudRemoved: 'Removed.',
  storage: 'Your data',
  workspaceFile: 'Workspace file',
  workspaceHint: 'Projects, tasks and members are in this file. It holds no passwords of any Jira.',
  workspaceBackup: 'Do not copy it while AtTrack runs: make a backup instead.',
  security: 'Security',
  lockAfter: 'Lock after',
  lockAfterHint:
    'When nobody has moved the mouse, typed or clicked for so long. Whoever worked here unlocks with the password.',
  never: 'Never',
  keychain: 'Keychain',
  keychainStates: {
    available: 'Sign-ins are kept in this computer’s keychain.',
    missing: 'The keychain cannot be reached.',
    session: 'Sign-ins are kept in memory until you quit.'
  },
  about: 'About',
  version: 'Version',
  runtime: 'Runtime',
  electron: 'Electron {{version}}'
} as const
