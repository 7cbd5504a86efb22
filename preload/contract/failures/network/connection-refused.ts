import type { FailureWords } from '../words.ts'

export const connectionRefused: FailureWords = {
  title: '{host} refused the connection',
  cause: 'The computer was reached, but nothing listens at {address}.',
  remedy: 'Check the port (Jira often uses 8080 or 8443) and whether Jira is running.',
  retry: 'after-remedy',
  evidence: 'net::ERR_CONNECTION_REFUSED or ECONNREFUSED: the computer answered the TCP handshake with RST.',
  source: 'RFC 9293 §3.5.2; Chromium net_error_list.h'
}
