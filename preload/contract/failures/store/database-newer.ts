import type { FailureWords } from '../words.ts'

export const databaseNewer: FailureWords = {
  title: 'The workspace was opened by a newer AtTrack',
  cause: '{file} has schema version {found}; this AtTrack knows up to {known}.',
  remedy: 'Update AtTrack. The file was not changed.',
  retry: 'after-remedy',
  evidence: 'PRAGMA user_version of the file is higher than the newest migration this AtTrack has.',
  source: 'sqlite.org/pragma.html#pragma_user_version'
}
