import type { FailureWords } from '../words.ts'

export const proxyCredentialRefused: FailureWords = {
  title: 'The proxy did not accept the sign-in',
  cause: '{proxy} answered 407 again to the saved user name and password.',
  remedy: 'Enter the user name and the password for the proxy once more.',
  retry: 'after-remedy',
  evidence: 'A second 407 of the same proxy, after Proxy-Authorization was sent.',
  source: 'RFC 9110 §11.7'
}
