import type { FailureWords } from '../words.ts'

export const diskFull: FailureWords = {
  title: 'There is no room left on the disk',
  cause: 'There is not enough room for {file}.',
  remedy: 'Free some space and try again. What was saved before is safe.',
  retry: 'after-remedy',
  evidence:
    'SQLite result code SQLITE_FULL (13); ENOSPC, EDQUOT; before a backup, the room that the system says is left.',
  source: 'sqlite.org/rescode.html#full; errno(3), statvfs(3)'
}
