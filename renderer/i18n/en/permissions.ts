/** What is said where somebody may not do something: who can. */
export const permissions = {
  addAccount: 'An Administrator or the Project Manager of a project can add accounts.',
  addAccountHere: 'An Administrator or a Project Manager of this project can add accounts.',
  /** Before what a failure says is to be done. */
  ask: 'Ask an Administrator or a Project Manager of the project.',
  newProject: 'An Administrator or a Project Manager can make one.',
  signIn: 'An Administrator or a Project Manager can log in now.',
  signInAgain: 'An Administrator, or a Project Manager of the projects it is used in, can sign it in again.',
  replaceToken: 'An Administrator, or a Project Manager of the projects it is used in, can enter a new one.',
  select: 'Jira projects are linked with your own sign-in. Add an account, or take a connection over.',
  /** The connections there are in projects of others as well. */
  selectByAdding: 'Jira projects are linked with your own sign-in. Add an account.',
  keys: 'An Administrator can change, import or export the key.',
  untilQuit:
    'Secrets are kept only until AtTrack quits, this key too: a link made with it stops working then. Have the keychain available before you hand it over.',
  trust: 'An Administrator, or a Project Manager of all projects that use this Jira, can decide what is trusted here.',
  keychain:
    'Start your desktop’s keychain and restart AtTrack. Or an Administrator chooses to keep secrets in memory until AtTrack quits.',
  settings: 'An Administrator can change these settings.'
} as const
