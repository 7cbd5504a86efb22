import type { FailureWords } from '../words.ts'

export const notFound: FailureWords = {
  title: '{what} is not there any more',
  cause: 'It was removed or archived in the meantime.',
  remedy: 'Go back to the list and open it again.',
  retry: 'never',
  evidence: 'AtTrack’s records hold no such entry, or Jira answers 404 for one thing while everything else answers.',
  source: 'RFC 9110 §15.5.5; AtTrack’s own records'
}
