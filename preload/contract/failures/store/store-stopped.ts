import type { FailureWords } from '../words.ts'

export const storeStopped: FailureWords = {
  title: 'The database process stopped',
  cause: 'It ended unexpectedly ({detail}).',
  remedy: 'AtTrack starts it again by itself; try once more.',
  retry: 'now',
  evidence: 'Electron utilityProcess exit',
  source: 'Electron utilityProcess exit'
}
