import type { FailureWords } from '../words.ts'

export const privateKeyUnreadable: FailureWords = {
  title: 'This file holds no private key AtTrack can use',
  cause: '{problem}',
  remedy: 'Choose an RSA private key of 2048 bits or more in PEM form, and give its passphrase if it has one.',
  retry: 'after-remedy',
  evidence: 'What OpenSSL says of the file: no PEM, wrong passphrase, another kind of key, fewer than 2048 bits.',
  source: 'RFC 7468 §10 and §11, RFC 8017'
}
