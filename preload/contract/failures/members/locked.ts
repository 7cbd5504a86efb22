import type { FailureWords } from '../words.ts'

export const locked: FailureWords = {
  title: 'AtTrack is locked',
  cause: '{name} was away, or locked it.',
  remedy: 'Enter the password of {name}, or sign in as somebody else.',
  retry: 'after-remedy',
  evidence: 'The session was locked: by its member, by the time set in Settings, or together with the computer.',
  source: 'AtTrack’s own session (main/members/session.ts)'
}
