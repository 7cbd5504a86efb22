import type { FailureWords } from '../words.ts'

export const keychainMissing: FailureWords = {
  title: 'This computer’s keychain cannot be reached',
  cause: '{detail}',
  remedy:
    'Start your desktop’s keychain (on Linux: gnome-keyring or KWallet) and restart AtTrack, or choose “Keep until I quit”: secrets then stay in memory only.',
  retry: 'after-remedy',
  evidence:
    'Reading or writing the keychain fails: no Secret Service on the session bus, a locked keyring, a refused permission.',
  source: 'keytar; freedesktop.org Secret Service API'
}
