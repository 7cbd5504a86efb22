import type { FailureWords } from '../words.ts'

export const databaseReadOnly: FailureWords = {
  title: 'The workspace file cannot be written',
  cause: '{file} is read-only for your account.',
  remedy:
    'Give your account write access to the file and its folder, then restart AtTrack. What is there can still be read.',
  retry: 'after-remedy',
  evidence: 'SQLite result codes SQLITE_READONLY, SQLITE_CANTOPEN',
  source: 'SQLite result codes SQLITE_READONLY, SQLITE_CANTOPEN'
}
