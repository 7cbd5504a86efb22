import type { FailureWords } from '../words.ts'

export const cancelled: FailureWords = {
  title: 'Cancelled',
  cause: 'It was stopped before it finished.',
  remedy: 'Start it again whenever you like.',
  retry: 'now',
  evidence: '“Cancel” was chosen, a dialog was closed without choosing, or AtTrack is being closed.',
  source: 'AtTrack’s own cancel signals (AbortSignal)'
}
