import type { FailureWords } from '../words.ts'

export const backupNewer: FailureWords = {
  title: 'This backup was made by a newer AtTrack',
  cause: '{file} is of {found}; this AtTrack knows up to {known}.',
  remedy: 'Install the newest AtTrack, then restore the backup.',
  retry: 'after-remedy',
  evidence:
    'The format of the file, or the schema of the workspace in it, has a higher number than this version knows.',
  source: 'SQLite pragma user_version; AtTrack’s backup format'
}
