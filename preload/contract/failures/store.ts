import type { FailureWords } from './words.ts'

export const storeFailures = {
  'database-corrupt': {
    title: 'The workspace file is damaged',
    cause: 'SQLite reports {detail} in {file}.',
    remedy:
      'The file was kept as it is. Close AtTrack, copy it somewhere safe, then put back a backup of it – or move it away to start an empty workspace; tasks from Jira come back with the next sync.',
    retry: 'after-remedy',
    source: 'SQLite result codes SQLITE_CORRUPT, SQLITE_NOTADB'
  },
  'database-read-only': {
    title: 'The workspace file cannot be written',
    cause: '{file} is read-only for your account.',
    remedy:
      'Give your account write access to the file and its folder, then restart AtTrack. What is there can still be read.',
    retry: 'after-remedy',
    source: 'SQLite result codes SQLITE_READONLY, SQLITE_CANTOPEN'
  },
  'database-busy': {
    title: 'The workspace file is in use',
    cause: 'Another program has locked {file}.',
    remedy: 'Close the other program (a backup, a database viewer) and try again.',
    retry: 'later',
    source: 'SQLite result code SQLITE_BUSY'
  },
  'database-newer': {
    title: 'The workspace was opened by a newer AtTrack',
    cause: '{file} has schema version {found}; this AtTrack knows up to {known}.',
    remedy: 'Update AtTrack. The file was not changed.',
    retry: 'after-remedy',
    source: 'our own migrations'
  },
  'disk-full': {
    title: 'There is no room left on the disk',
    cause: 'The workspace file {file} could not grow.',
    remedy: 'Free some space and try again. What was saved before is safe.',
    retry: 'after-remedy',
    source: 'SQLite result code SQLITE_FULL'
  },
  'store-stopped': {
    title: 'The database process stopped',
    cause: 'It ended unexpectedly ({detail}).',
    remedy: 'AtTrack starts it again by itself; try once more.',
    retry: 'now',
    source: 'Electron utilityProcess exit'
  }
} as const satisfies Record<string, FailureWords>
