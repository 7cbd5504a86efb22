export const members = {
  heading: 'Members',
  intro: 'People who work with this workspace.',
  list: 'Members',
  you: 'you',
  roles: {
    administrator: 'Administrator',
    'project-manager': 'Project Manager',
    employee: 'Employee',
    observer: 'Observer'
  },
  may: 'May do everything, also connect Jira and link projects.',
  later: 'More people come with a later release',
  laterText: 'This version is for one person on one computer, and that person is its Administrator.'
} as const

export const settings = {
  heading: 'Settings',
  sync: 'Synchronisation',
  every: 'Sync every',
  everyHint: 'While AtTrack is open. “Sync now” works at any time.',
  off: 'Off',
  minutes_one: '{{count}} minute',
  minutes_other: '{{count}} minutes',
  saved: 'Saved.',
  storage: 'Your data',
  workspaceFile: 'Workspace file',
  workspaceHint:
    'Your projects and tasks are in this file. It holds no passwords. To make a backup, quit AtTrack and copy it.',
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
