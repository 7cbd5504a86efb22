import type { FailureWords } from '../words.ts'

export const diskFull: FailureWords = {
  title: 'There is no room left on the disk',
  cause: 'The workspace file {file} could not grow.',
  remedy: 'Free some space and try again. What was saved before is safe.',
  retry: 'after-remedy',
  evidence: 'SQLite result code SQLITE_FULL (13); ENOSPC, EDQUOT.',
  source: 'sqlite.org/rescode.html#full; errno(3)'
}
