import type { FailureWords } from './words.ts'

export const networkFailures = {
  'dns-not-found': {
    title: 'There is no computer named {host}',
    cause: 'The name {host} could not be resolved on this network.',
    remedy: 'Check the spelling. If Jira is only reachable inside your company, connect the VPN first.',
    retry: 'after-remedy',
    source: 'net::ERR_NAME_NOT_RESOLVED, ENOTFOUND'
  },
  'connection-refused': {
    title: '{host} refused the connection',
    cause: 'The computer was reached, but nothing listens at {address}.',
    remedy: 'Check the port (Jira often uses 8080 or 8443) and whether Jira is running.',
    retry: 'after-remedy',
    source: 'net::ERR_CONNECTION_REFUSED, ECONNREFUSED'
  },
  'connection-lost': {
    title: 'The connection to {host} broke off',
    cause: 'The connection was closed before the reply was complete ({detail}).',
    remedy: 'Try again. If it keeps happening, a VPN, firewall or proxy on the way cuts it.',
    retry: 'now',
    source: 'net::ERR_CONNECTION_RESET, ECONNRESET'
  },
  unreachable: {
    title: '{host} cannot be reached',
    cause: 'There is no way to it from this network ({detail}).',
    remedy: 'Check that you are online and that the VPN your Jira needs is connected.',
    retry: 'after-remedy',
    source: 'net::ERR_INTERNET_DISCONNECTED, net::ERR_ADDRESS_UNREACHABLE, EHOSTUNREACH'
  },
  'timed-out': {
    title: '{host} did not answer in time',
    cause: 'No complete reply within {seconds} seconds.',
    remedy: 'Try again. If it keeps happening, ask whether a firewall blocks this workstation, or connect the VPN.',
    retry: 'later',
    source: 'net::ERR_TIMED_OUT, ETIMEDOUT, our own limit'
  },
  'proxy-failed': {
    title: 'The proxy could not be used',
    cause: 'The proxy set for this computer did not connect to {host} ({detail}).',
    remedy: 'Check the system’s proxy settings, or ask your network administrator to let {host} through.',
    retry: 'after-remedy',
    source: 'net::ERR_PROXY_CONNECTION_FAILED, net::ERR_TUNNEL_CONNECTION_FAILED'
  },
  'proxy-sign-in': {
    title: 'The proxy asks for a sign-in',
    cause: 'The proxy on the way to {host} answered 407.',
    remedy: 'Ask your network administrator to let this computer reach {host} without a proxy sign-in.',
    retry: 'after-remedy',
    source: 'RFC 9110 §15.5.8'
  },
  'certificate-unknown-authority': {
    title: 'The certificate of {host} is not trusted on this computer',
    cause: 'It was issued by an authority this computer does not know – usual for a company’s own authority.',
    remedy: 'Have your company’s root certificate installed in the system’s trust store, then try again.',
    retry: 'after-remedy',
    source: 'net::ERR_CERT_AUTHORITY_INVALID; RFC 5280 §6'
  },
  'certificate-expired': {
    title: 'The certificate of {host} is out of date',
    cause: 'It is outside its period of validity, or this computer’s clock is wrong.',
    remedy: 'Check this computer’s date. If it is right, ask whoever runs {host} to renew the certificate.',
    retry: 'after-remedy',
    source: 'net::ERR_CERT_DATE_INVALID; RFC 5280 §4.1.2.5'
  },
  'certificate-wrong-host': {
    title: 'The certificate belongs to another name than {host}',
    cause: 'The server at {host} identifies itself with a different name.',
    remedy: 'Use the name the certificate was issued for, or ask whoever runs {host} to add this one to it.',
    retry: 'after-remedy',
    source: 'net::ERR_CERT_COMMON_NAME_INVALID; RFC 9525'
  },
  'tls-failed': {
    title: 'No secure connection to {host} could be agreed',
    cause: 'The TLS handshake failed ({detail}).',
    remedy:
      'If this Jira has no https, enter the address with http://. Otherwise ask whoever runs {host} which TLS versions it offers: AtTrack needs 1.2 or newer.',
    retry: 'after-remedy',
    source: 'net::ERR_SSL_PROTOCOL_ERROR; RFC 8446'
  },
  'reply-too-large': {
    title: '{host} sent more than AtTrack accepts',
    cause: 'The reply was longer than {limit} bytes.',
    remedy: 'Check that the address leads to Jira itself. If it does, report it.',
    retry: 'never',
    source: 'our own size limit'
  }
} as const satisfies Record<string, FailureWords>
