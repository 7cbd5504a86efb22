import type { FailureWords } from '../words.ts'

export const linkFileInvalid: FailureWords = {
  title: 'This is no AtTrack link file',
  cause: '{problem}',
  remedy: 'Choose a file ending in .attrack-link.json that AtTrack saved.',
  retry: 'after-remedy',
  evidence: 'The file’s contents.',
  source: 'our own format'
}
