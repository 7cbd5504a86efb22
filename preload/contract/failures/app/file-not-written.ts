import type { FailureWords } from '../words.ts'

export const fileNotWritten: FailureWords = {
  title: 'The file could not be saved',
  cause: '{file}: {problem}',
  remedy: 'Choose another folder and try again.',
  retry: 'now',
  evidence: 'The operating system’s error.',
  source: 'errno'
}
