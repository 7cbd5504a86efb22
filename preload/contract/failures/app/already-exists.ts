import type { FailureWords } from '../words.ts'

export const alreadyExists: FailureWords = {
  title: '{what} already exists',
  cause: '{cause}',
  remedy: '{remedy}',
  retry: 'never',
  evidence: 'our own records',
  source: 'our own records'
}
