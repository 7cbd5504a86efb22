import type { FailureWords } from '../words.ts'

export const fileNotWritten: FailureWords = {
  title: 'The file could not be saved',
  cause: '{file}: {problem}.',
  remedy: 'Choose another folder and try again.',
  retry: 'now',
  evidence: 'The system’s error when the file is written (EACCES, EROFS, ENOSPC).',
  source: 'errno(3); Electron dialog.showSaveDialog'
}
