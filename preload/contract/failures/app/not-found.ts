import type { FailureWords } from '../words.ts'

export const notFound: FailureWords = {
  title: '{what} is not there any more',
  cause: 'It was removed or archived in the meantime.',
  remedy: 'Go back to the list and open it again.',
  retry: 'never',
  evidence: 'our own records',
  source: 'our own records'
}
