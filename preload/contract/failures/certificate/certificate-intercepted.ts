import type { FailureWords } from '../words.ts'

export const certificateIntercepted: FailureWords = {
  title: 'The connection to {host} is opened on the way',
  cause: 'The certificate was issued by “{issuer}”: a device or program that inspects TLS traffic stands in between.',
  remedy:
    'If your company does this on purpose, choose “Show certificate” and import its authority for this connection. If you did not know, ask your network administrator first.',
  retry: 'after-remedy',
  evidence:
    'The chain ends in an authority nobody trusts here, and its issuer bears the name of a product that inspects TLS.',
  source: 'RFC 8446 (the chain ends in an authority this computer does not know)'
}
