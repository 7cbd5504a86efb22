import type { FailureWords } from '../words.ts'

export const proxySignIn: FailureWords = {
  title: 'The proxy asks for a sign-in',
  cause: 'The proxy on the way to {host} answered 407.',
  remedy: 'Ask your network administrator to let this computer reach {host} without a proxy sign-in.',
  retry: 'after-remedy',
  evidence: 'RFC 9110 §15.5.8',
  source: 'RFC 9110 §15.5.8'
}
