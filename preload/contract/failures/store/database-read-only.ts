import type { FailureWords } from '../words.ts'

export const databaseReadOnly: FailureWords = {
  title: 'The workspace file cannot be written',
  cause: '{file} is read-only for your account.',
  remedy:
    'Give your account write access to the file and its folder, then restart AtTrack. What is there can still be read.',
  retry: 'after-remedy',
  evidence: 'SQLite result codes SQLITE_READONLY (8), SQLITE_CANTOPEN (14), SQLITE_PERM (3); EACCES, EPERM, EROFS.',
  source: 'sqlite.org/rescode.html#readonly'
}
