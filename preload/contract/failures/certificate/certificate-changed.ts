import type { FailureWords } from '../words.ts'

export const certificateChanged: FailureWords = {
  title: '{host} shows another certificate than the one you trusted',
  cause: 'You trusted the certificate {pinned}; now it is {found}. Nothing was sent.',
  remedy:
    'If whoever runs {host} has renewed it, compare the new fingerprint with them, then choose “Show certificate” and trust the new one.',
  retry: 'after-remedy',
  evidence: 'SHA-256 of the certificate differs from the pinned one.',
  source: 'our own pin; RFC 7469 in spirit'
}
