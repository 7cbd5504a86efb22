import type { FailureWords } from '../words.ts'

export const keyStillNeeded: FailureWords = {
  title: 'Some Jiras need the key that is to be forgotten',
  cause: 'AtTrack has not seen the link at {sites} accept the {other} key.',
  remedy:
    'Have the {other} public key entered there first, and choose “Test the link”. Or go on anyway: those connections then need the {other} key to work again.',
  retry: 'after-remedy',
  evidence:
    'The key each Jira accepted last, as AtTrack remembers it: for these it is the one to be forgotten, or they did not answer.',
  source: 'AtTrack’s own records of its keys'
}
