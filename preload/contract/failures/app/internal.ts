import type { FailureWords } from '../words.ts'

export const internal: FailureWords = {
  title: 'Something in AtTrack went wrong',
  cause: 'An unexpected problem in {where}.',
  remedy: 'Try again. If it comes back, restart AtTrack and report what you were doing.',
  retry: 'now',
  evidence:
    'Something was thrown, or a result did not fit its own description. Details are in AtTrack’s log, without secrets.',
  source: 'a defect in AtTrack'
}
