import type { FailureWords } from '../words.ts'

export const invalidInput: FailureWords = {
  title: 'Please check {field}',
  cause: '{problem}',
  remedy: 'Correct the marked field and try again. Nothing was changed.',
  retry: 'after-remedy',
  evidence: 'The field does not fit the schema of its channel, or the rule of the form.',
  source: 'AtTrack’s own input rules (preload/contract)'
}
