import type { FailureWords } from '../words.ts'

export const oauth2Refused: FailureWords = {
  title: 'The sign-in was refused',
  cause: '{host} answered “{problem}”{detail}.',
  remedy: 'Start again. If it stays so, ask whoever made the client (the incoming link) to check it.',
  retry: 'after-remedy',
  evidence: 'Any other error in the way back or at the token endpoint; a token reply without a refresh token.',
  source: 'RFC 6749 §4.1.2.1 and §5.2'
}
