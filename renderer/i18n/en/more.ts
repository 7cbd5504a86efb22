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
  may: 'May do everything, connecting Jira and linking projects included.',
  later: 'More people come with a later release',
  laterText:
    'This version is for one person on one computer, so you are its Administrator. Inviting others and giving them roles follows.'
} as const

export const settings = {
  heading: 'Settings',
  sync: 'Synchronisation',
  every: 'Sync every',
  everyHint: 'While AtTrack is open, linked projects are synced by themselves.',
  off: 'Off',
  minutes_one: '{{count}} minute',
  minutes_other: '{{count}} minutes',
  saved: 'Saved.',
  storage: 'Your data',
  workspaceFile: 'Workspace file',
  workspaceHint: 'Projects and tasks lie in this file. It holds no passwords.',
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
