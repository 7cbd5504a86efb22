import type { FailureWords } from '../words.ts'

export const passwordChangeDue: FailureWords = {
  title: 'Choose a password of your own first',
  cause: 'You signed in with the one an Administrator gave you; it opens nothing but the choice of your own.',
  remedy: 'Choose a new password. Then everything is open to you.',
  retry: 'after-remedy',
  evidence:
    'The member’s password was set by an Administrator, and the channel is another than the one that changes it.',
  source: 'NIST SP 800-63B: initial secrets are for one use'
}
