import type { FailureWords } from '../words.ts'

export const keyStillNeeded: FailureWords = {
  title: 'Some Jiras still hold the former key',
  cause: 'AtTrack has not seen the link at {sites} accept the new key.',
  remedy:
    'Have the public key replaced there first, and choose “Test the link”. Or finish anyway: those connections then need the new key to work again.',
  retry: 'after-remedy',
  evidence: 'The key each Jira accepted last, as AtTrack remembers it: for these it is the former one.',
  source: 'AtTrack’s own records of its keys'
}
