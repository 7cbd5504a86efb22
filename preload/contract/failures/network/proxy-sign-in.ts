import type { FailureWords } from '../words.ts'

export const proxySignIn: FailureWords = {
  title: 'The proxy asks for a sign-in',
  cause: 'The proxy on the way to {host} answered 407.',
  remedy: 'Choose “Sign in to the proxy” and enter the user name and the password you have for it.',
  retry: 'after-remedy',
  evidence: 'Status 407 with Proxy-Authenticate, or Chromium’s “login” event for a proxy, and no sign-in kept for it.',
  source: 'RFC 9110 §15.5.8 and §11.7.1'
}
