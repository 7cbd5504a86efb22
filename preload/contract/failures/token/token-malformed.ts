import type { FailureWords } from '../words.ts'

export const tokenMalformed: FailureWords = {
  title: 'This does not look like a token',
  cause: '{problem}',
  remedy: 'Copy the token once more – the whole of it, and nothing else – and paste it.',
  retry: 'after-remedy',
  evidence: 'What was pasted, without quotes and “Bearer”, is empty, holds blanks or characters outside visible ASCII.',
  source: 'RFC 6750 §2.1 (b64token); RFC 9110 §5.5'
}
