import type { FailureWords } from '../words.ts'

export const fileNotRead: FailureWords = {
  title: 'The file could not be read',
  cause: '{file}: {problem}',
  remedy: 'Choose the file once more, or copy it to this computer first.',
  retry: 'now',
  evidence: 'The operating system’s error.',
  source: 'errno'
}
