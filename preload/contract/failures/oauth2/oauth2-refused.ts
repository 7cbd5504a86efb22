import type { FailureWords } from '../words.ts'

export const oauth2Refused: FailureWords = {
  title: 'The sign-in was refused',
  cause: '{host} answered “{problem}”{detail}.',
  remedy: 'Start again. If it stays so, ask whoever made the client (the incoming link) to check it.',
  retry: 'after-remedy',
  evidence: 'RFC 6749 §4.1.2.1 and §5.2',
  source: 'RFC 6749 §4.1.2.1 and §5.2'
}
