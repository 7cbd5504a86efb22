import type { FailureWords } from '../words.ts'

export const oauthKeyInvalid: FailureWords = {
  title: 'AtTrack’s private key cannot be used',
  cause: 'The key in the keychain is not a readable RSA key.',
  remedy:
    'In the keychain, remove the entry of “AtTrack” whose account begins with “oauth1-key” – the others hold sign-ins; AtTrack then makes a new pair, and the application link needs the new public key.',
  retry: 'after-remedy',
  evidence: 'The keychain’s entry is no RSA key in PEM, or has fewer than 1024 bits.',
  source: 'RFC 8017; RFC 7468 §10'
}
