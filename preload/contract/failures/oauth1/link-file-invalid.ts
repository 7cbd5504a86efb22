import type { FailureWords } from '../words.ts'

export const linkFileInvalid: FailureWords = {
  title: 'This is no AtTrack link file',
  cause: '{problem}',
  remedy: 'Choose a file ending in .attrack-link.json that AtTrack saved.',
  retry: 'after-remedy',
  evidence: 'The file is no JSON, lacks a field of the format, or its fingerprint is not that of its key.',
  source: 'AtTrack’s own format “attrack-application-link”, version 1'
}
