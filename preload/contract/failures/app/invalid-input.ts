import type { FailureWords } from '../words.ts'

export const invalidInput: FailureWords = {
  title: 'Please check {field}',
  cause: '{problem}',
  remedy: 'Correct the marked field and try again. Nothing was changed.',
  retry: 'after-remedy',
  evidence: 'our own input rules',
  source: 'our own input rules'
}
