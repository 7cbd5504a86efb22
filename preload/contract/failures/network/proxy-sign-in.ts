import type { FailureWords } from '../words.ts'

export const proxySignIn: FailureWords = {
  title: 'The proxy asks for a sign-in',
  cause: 'The proxy on the way to {host} answered 407.',
  remedy: 'Enter the user name and the password your company gave you for the proxy.',
  retry: 'after-remedy',
  evidence: 'Status 407 with Proxy-Authenticate, or Chromium’s “login” event for a proxy, and no sign-in kept for it.',
  source: 'RFC 9110 §15.5.8 and §11.7.1'
}
