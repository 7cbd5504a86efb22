import type { FailureWords } from '../words.ts'

export const untrustedSender: FailureWords = {
  title: 'The request was refused',
  cause: 'It did not come from AtTrack’s own window.',
  remedy: 'Restart AtTrack. If this comes back, report it.',
  retry: 'never',
  evidence: 'The message came from a frame that is not the main frame of AtTrack’s own window.',
  source: 'Electron security checklist, point 17: validate the sender of all IPC messages'
}
