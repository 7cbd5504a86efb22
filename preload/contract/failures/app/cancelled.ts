import type { FailureWords } from '../words.ts'

export const cancelled: FailureWords = {
  title: 'Cancelled',
  cause: 'It was stopped before it finished.',
  remedy: 'Start it again whenever you like.',
  retry: 'now',
  evidence: 'the user',
  source: 'the user'
}
