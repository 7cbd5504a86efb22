import type { FailureWords } from './words.ts'

export const appFailures = {
  'invalid-input': {
    title: 'Please check {field}',
    cause: '{problem}',
    remedy: 'Correct the marked field and try again. Nothing was changed.',
    retry: 'after-remedy',
    source: 'our own input rules'
  },
  'input-too-large': {
    title: 'That is more than AtTrack accepts at once',
    cause: 'The input was {size} bytes; the limit is {limit} bytes.',
    remedy: 'Shorten it and try again. Nothing was changed.',
    retry: 'after-remedy',
    source: 'our own size limits'
  },
  'not-permitted': {
    title: 'Your role does not allow this',
    cause: '{action} needs the role {roles}.',
    remedy: 'Ask an Administrator to do it or to change your role.',
    retry: 'after-remedy',
    source: 'the permission table'
  },
  'untrusted-sender': {
    title: 'The request was refused',
    cause: 'It did not come from AtTrack’s own window.',
    remedy: 'Restart AtTrack. If this comes back, report it.',
    retry: 'never',
    source: 'Electron security checklist, point 17'
  },
  'not-found': {
    title: '{what} is not there any more',
    cause: 'It was removed or archived in the meantime.',
    remedy: 'Go back to the list and open it again.',
    retry: 'never',
    source: 'our own records'
  },
  'already-exists': {
    title: '{what} already exists',
    cause: '{cause}',
    remedy: '{remedy}',
    retry: 'never',
    source: 'our own records'
  },
  'keychain-missing': {
    title: 'This computer’s keychain cannot be reached',
    cause: '{detail}',
    remedy:
      'Start your desktop’s keychain (on Linux: gnome-keyring or KWallet) and restart AtTrack, or choose “Keep until I quit”: secrets then stay in memory only.',
    retry: 'after-remedy',
    source: 'keytar; Secret Service specification'
  },
  'secret-missing': {
    title: 'The saved sign-in is gone from the keychain',
    cause: 'The keychain holds no secret for {host} any more.',
    remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
    retry: 'after-remedy',
    source: 'our own records'
  },
  cancelled: {
    title: 'Cancelled',
    cause: 'It was stopped before it finished.',
    remedy: 'Start it again whenever you like.',
    retry: 'now',
    source: 'the user'
  },
  internal: {
    title: 'Something in AtTrack went wrong',
    cause: 'An unexpected problem in {where}.',
    remedy: 'Try again. If it comes back, restart AtTrack and report what you were doing.',
    retry: 'now',
    source: 'a defect of ours'
  }
} as const satisfies Record<string, FailureWords>
