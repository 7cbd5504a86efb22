export const shell = {
  navigation: 'Main',
  skip: 'Skip to content',
  projects: 'Projects',
  connections: 'Connections',
  members: 'Members',
  settings: 'Settings',
  notices: 'Notices',
  developmentRuntime: 'Development runtime: Electron {{version}}. Not for release.',
  keepUntilQuit: 'Keep until I quit',
  sessionSecrets:
    'Sign-ins and the application link’s key are kept in memory until you quit; the next start has neither.',
  databaseStarting: 'The workspace is being opened…',
  cannotStart: 'AtTrack cannot open your workspace',
  crashed: 'This page could not be shown',
  crashedHint: 'Your data is safe. Go back to the projects, or restart AtTrack if it comes back.',
  backToProjects: 'Back to the projects',
  pageNotFound: 'There is no such page'
} as const

export const common = {
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  save: 'Save',
  create: 'Create',
  copy: 'Copy',
  copied: 'Copied',
  tryAgain: 'Try again',
  whatToDo: 'What to do',
  supportDetails: 'Details',
  loading: 'Loading…',
  showMore: 'Show more ({{left, number}} left)',
  never: 'never',
  justNow: 'just now',
  inAMoment: 'in a moment',
  none: 'None',
  clear: 'Clear',
  opensInBrowser: 'opens in your browser'
} as const
