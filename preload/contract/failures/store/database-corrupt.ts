import type { FailureWords } from '../words.ts'

export const databaseCorrupt: FailureWords = {
  title: 'The workspace file is damaged',
  cause: 'SQLite reports {detail} in {file}.',
  remedy:
    'Choose “Restore a backup”; the damaged file is kept beside it. Without a backup, close AtTrack and move the file away to start an empty workspace: tasks from Jira come back with the next sync.',
  retry: 'after-remedy',
  evidence:
    'SQLite result codes SQLITE_CORRUPT (11) and SQLITE_NOTADB (26), or a file that is no workspace of AtTrack.',
  source: 'sqlite.org/rescode.html#corrupt'
}
