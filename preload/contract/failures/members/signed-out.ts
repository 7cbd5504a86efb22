import type { FailureWords } from '../words.ts'

export const signedOut: FailureWords = {
  title: 'Sign in to go on',
  cause: 'Nobody is signed in at this window.',
  remedy: 'Sign in with your login and password.',
  retry: 'after-remedy',
  evidence: 'The workspace has more than one member, and this window no session; asked before the input is looked at.',
  source: 'AtTrack’s own session (main/members/session.ts)'
}
