import type { FailureWords } from '../words.ts'

export const tokenMalformed: FailureWords = {
  title: 'This does not look like a token',
  cause: '{problem}',
  remedy: 'Copy the token once more – the whole of it, and nothing else – and paste it.',
  retry: 'after-remedy',
  evidence: 'RFC 6750 §2.1: b64token',
  source: 'RFC 6750 §2.1: b64token'
}
