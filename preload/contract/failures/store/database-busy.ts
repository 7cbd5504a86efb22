import type { FailureWords } from '../words.ts'

export const databaseBusy: FailureWords = {
  title: 'The workspace file is in use',
  cause: 'Another program has locked {file}.',
  remedy: 'Close the other program (a backup, a database viewer) and try again.',
  retry: 'later',
  evidence: 'SQLite result codes SQLITE_BUSY (5) and SQLITE_LOCKED (6), after waiting 5 seconds.',
  source: 'sqlite.org/rescode.html#busy'
}
