import type { FailureWords } from '../words.ts'

export const backupPassphraseWrong: FailureWords = {
  title: 'The passphrase does not open this backup',
  cause: '{file} was made with another passphrase, or its beginning is damaged.',
  remedy: 'Type the passphrase once more. Without it nobody can read the file, AtTrack neither.',
  retry: 'after-remedy',
  evidence: 'The first block does not verify with the key made from the passphrase (AES-256-GCM).',
  source: 'NIST SP 800-38D'
}
