import type { FailureWords } from '../words.ts'

export const alreadyExists: FailureWords = {
  title: '{what} already exists',
  cause: '{cause}',
  remedy: '{remedy}',
  retry: 'never',
  evidence: 'AtTrack’s own records hold one already: the unique index of its database, or the list it compares with.',
  source: 'SQLite result code SQLITE_CONSTRAINT_UNIQUE; AtTrack’s own rules'
}
