import type { FailureWords } from '../words.ts'

export const backupUnreadable: FailureWords = {
  title: 'This file is no backup that can be read',
  cause: '{file}: {problem}.',
  remedy: 'Choose another file, or get a whole copy of this one from where it was kept.',
  retry: 'after-remedy',
  evidence:
    'The first bytes are not those of a backup, a block of it does not verify, its end is missing, or the workspace in it is damaged.',
  source: 'AtTrack’s backup format (docs/decisions)'
}
