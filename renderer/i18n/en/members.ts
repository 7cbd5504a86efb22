/** Members, their sessions, and the audit log. */
export const members = {
  heading: 'Members',
  intro: 'People who work with this workspace. Everybody signs in; what somebody may do follows from the role.',
  introAlone:
    'So far this workspace is yours alone, and nobody is asked for a password. Add a member, and from then on everybody signs in.',
  ask: 'People who work with this workspace. To change something here, ask {{names}}.',
  askSomebody: 'People who work with this workspace. To change something here, ask an Administrator.',
  list: 'Members',
  find: 'Find a member',
  total_one: '{{count, number}} member',
  total_other: '{{count, number}} members',
  noMatchTitle: 'No member called “{{search}}”',
  noMatchText: 'Try another part of the name.',
  you: 'you',
  roles: {
    administrator: 'Administrator',
    'project-manager': 'Project Manager',
    employee: 'Employee',
    observer: 'Observer'
  },
  may: {
    administrator: 'Everything, in every project; also members, settings, keys and backups.',
    'project-manager': 'Makes projects; connects Jira and links Jira projects in those they manage.',
    employee: 'Works with the tasks of every project, makes new ones, and syncs.',
    observer: 'Looks at projects, tasks and connections, and changes nothing.'
  },
  signedIn: 'signed in {{when}}',
  hereNow: 'here now',
  notYet: 'not signed in yet',
  noProjects: 'no project yet',
  otherProjects_one: '{{count, number}} other',
  otherProjects_other: '{{count, number}} others',
  actions: 'Actions for {{name}}',
  onlyAdministrator: 'The only Administrator',

  add: 'Add member',
  name: 'Name',
  loginHint: 'What is typed to sign in; no spaces.',
  role: 'Role',
  projects: 'Projects',
  projectsChosen_zero: 'None chosen.',
  projectsChosen_one: '{{count, number}} chosen.',
  projectsChosen_other: '{{count, number}} chosen.',
  projectsHint: 'Whoever makes a project manages it, too.',
  noProjectsHere: 'There is no project yet.',
  firstPassword: 'Password for the first sign-in',
  nextPassword: 'Password for the next sign-in',
  firstPasswordHint: 'At least 12 characters. It is good for one sign-in, which asks for a new one.',
  suggest: 'Suggest',
  signInBegins: 'From now on everybody signs in',
  signInBeginsText:
    'AtTrack then asks for login and password when it starts, and locks when nobody is there. Your login is {{login}}. If you forget your password and are the only Administrator, nobody can give you a new one.',
  ownPassword: 'Your own password',
  repeatOwnPassword: 'Repeat your own password',
  addedDone: '{{name}} was added.',
  handOver: 'Hand these over to {{name}}, who chooses a password of their own when signing in with them.',
  handOverOnce: 'AtTrack does not show the password again.',
  done: 'Done',

  change: 'Change',
  changeTitle: 'Change {{name}}',
  changedDone: '{{name}} was changed.',
  roleFixed: '{{name}} is the only Administrator. Make another member Administrator first.',
  ownRole: 'This is your own role: with another one you can no longer change it back.',

  newPassword: 'Give a new password',
  newPasswordTitle: 'New password for {{name}}',
  newPasswordText: '{{name}} can no longer sign in with the present password. A wait after wrong passwords ends, too.',
  givePassword: 'Give password',
  newPasswordDone: '{{name}} has a new password.',

  remove: 'Remove',
  removeTitle: 'Remove {{name}}?',
  removeText: '{{name}} can no longer sign in. Everything they did stays, also in the audit log.',
  removeSelfTitle: 'Remove yourself?',
  removeSelf: 'You are signed out and cannot sign in again. Everything you did stays, also in the audit log.',
  removeLeavesOne: 'One member is left then, and nobody is asked for a password any more.',
  removeConnections_one:
    'A connection made with this member’s sign-in at {{hosts}} goes on syncing until somebody takes it over.',
  removeConnections_other:
    '{{count, number}} connections made with this member’s sign-ins at {{hosts}} go on syncing until somebody takes them over.',
  removedDone: '{{name}} was removed.'
} as const

export const session = {
  signInTitle: 'Sign in to AtTrack',
  login: 'Login',
  password: 'Password',
  signIn: 'Sign in',
  forgotten: 'Forgotten? An Administrator can give you a new one.',
  loginMissing: 'Enter your login.',
  passwordMissing: 'Enter the password.',
  signedIn: 'Signed in as {{name}}, {{role}}.',

  lockedTitle: 'Locked',
  lockedText: '{{name}} is signed in here. Enter your password to go on where you were.',
  unlock: 'Unlock',
  somebodyElse: 'Sign in as somebody else',
  notThePasswordOf: 'That is not the password of {{name}}',
  notYourPassword: 'That is not your current password',
  typeOnceMore: 'Type it once more; upper and lower case count. An Administrator can give a new one.',

  chooseTitle: 'Choose your own password',
  chooseText: 'An Administrator gave you the one you signed in with. It was good for this one time.',
  currentPassword: 'Current password',
  newPassword: 'New password',
  repeatPassword: 'Repeat the new password',
  savePassword: 'Save password',
  rule: 'At least 12 characters; a few words do well.',
  why: 'Length is what makes a password hard to guess. Only you know it: AtTrack keeps a digest, from which it cannot be read.',
  samePassword: 'Choose another one than the current password.',
  notTheSame: 'This is not the same as above.',
  passwordChanged: 'Your password was changed.',

  changePassword: 'Change password',
  lock: 'Lock',
  signOut: 'Sign out'
} as const

export const audit = {
  heading: 'Audit log',
  intro: 'Who did what, and when. Entries are only ever added.',
  back: 'Back to the members',
  search: 'Search the audit log',
  total_one: '{{count, number}} entry',
  total_other: '{{count, number}} entries',
  column: { when: 'When', who: 'Who', what: 'What', subject: 'To what', detail: 'Details' },
  export: 'Export as CSV',
  noMatchTitle: 'No entry with “{{search}}”',
  noMatchText: 'Try a name, a host, or what was done.',
  emptyTitle: 'Nothing to tell yet',
  emptyText: 'What members connect, link, remove, export and change will stand here.'
} as const
