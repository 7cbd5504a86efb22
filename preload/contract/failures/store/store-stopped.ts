import type { FailureWords } from '../words.ts'

export const storeStopped: FailureWords = {
  title: 'The database process stopped',
  cause: 'It ended unexpectedly ({detail}).',
  remedy: 'AtTrack starts it again by itself; try once more.',
  retry: 'now',
  evidence: 'The database’s process ended, or could not be started or asked.',
  source: 'Electron utilityProcess: event “exit”'
}
