import type { FailureWords } from '../words.ts'

export const inputTooLarge: FailureWords = {
  title: 'That is more than AtTrack accepts at once',
  cause: 'The input was {size} bytes; the limit is {limit} bytes.',
  remedy: 'Shorten it and try again. Nothing was changed.',
  retry: 'after-remedy',
  evidence: 'our own size limits',
  source: 'our own size limits'
}
