import type { FailureWords } from '../words.ts'

export const inputTooLarge: FailureWords = {
  title: 'That is more than AtTrack accepts at once',
  cause: 'The input is longer than {limit} bytes.',
  remedy: 'Shorten it and try again. Nothing was changed.',
  retry: 'after-remedy',
  evidence: 'The bytes of the input as JSON, compared with the limit before anything is done with it.',
  source: 'AtTrack’s own limits on what the window may send'
}
