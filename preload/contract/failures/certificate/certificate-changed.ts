import type { FailureWords } from '../words.ts'

export const certificateChanged: FailureWords = {
  title: '{host} shows another certificate than the one you trusted',
  cause: 'You trusted the certificate {pinned}; now it is {found}. Nothing was sent.',
  remedy:
    'If whoever runs {host} has renewed it, compare the new fingerprint with them, then choose “Show certificate” and trust the new one.',
  retry: 'after-remedy',
  evidence: 'The SHA-256 of the certificate’s DER differs from the one that was pinned; seen before anything is sent.',
  source: 'AtTrack’s own pin; RFC 7469 §2.6 for pin validation'
}
