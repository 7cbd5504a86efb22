import { dnsNotFound } from './dns-not-found.ts'
import { connectionRefused } from './connection-refused.ts'
import { connectionLost } from './connection-lost.ts'
import { unreachable } from './unreachable.ts'
import { timedOut } from './timed-out.ts'
import { proxyFailed } from './proxy-failed.ts'
import { proxySignIn } from './proxy-sign-in.ts'
import { tlsFailed } from './tls-failed.ts'
import { replyTooLarge } from './reply-too-large.ts'
import { tlsTooOld } from './tls-too-old.ts'
import { proxyRefused } from './proxy-refused.ts'
import { proxyCredentialRefused } from './proxy-credential-refused.ts'
import { proxyScriptFailed } from './proxy-script-failed.ts'
import { ipv6Unreachable } from './ipv6-unreachable.ts'

export const networkFailures = {
  'dns-not-found': dnsNotFound,
  'connection-refused': connectionRefused,
  'connection-lost': connectionLost,
  unreachable,
  'timed-out': timedOut,
  'proxy-failed': proxyFailed,
  'proxy-sign-in': proxySignIn,
  'tls-failed': tlsFailed,
  'reply-too-large': replyTooLarge,
  'tls-too-old': tlsTooOld,
  'proxy-refused': proxyRefused,
  'proxy-credential-refused': proxyCredentialRefused,
  'proxy-script-failed': proxyScriptFailed,
  'ipv6-unreachable': ipv6Unreachable
}
