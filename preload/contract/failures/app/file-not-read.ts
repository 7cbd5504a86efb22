import type { FailureWords } from '../words.ts'

export const fileNotRead: FailureWords = {
  title: 'The file could not be read',
  cause: '{file}: {problem}.',
  remedy: 'Choose the file once more, or copy it to this computer first.',
  retry: 'now',
  evidence: 'The system’s error when the chosen file is read (ENOENT, EACCES, EIO), or its size.',
  source: 'errno(3); Electron dialog.showOpenDialog'
}
