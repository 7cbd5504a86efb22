/** Names what went wrong on the way, from the error names of Chromium's and Node's network stacks. */
import { failure, type Failure } from '../../preload/contract/failures/failure.ts'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'

/**
 * Error name (without `net::`) → failure code, first match wins.
 * Chromium: net/base/net_error_list.h. Node: errno names and OpenSSL's X509 verification codes.
 */
const table: readonly (readonly [RegExp, FailureCode])[] = [
  [/^(ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED|ERR_ICANN_NAME_COLLISION|ENOTFOUND|EAI_\w+)$/, 'dns-not-found'],
  [/^(ERR_PROXY_AUTH_\w+)$/, 'proxy-sign-in'],
  [/^(ERR_TUNNEL_CONNECTION_FAILED)$/, 'proxy-refused'],
  [/^(ERR_MANDATORY_PROXY_CONFIGURATION_FAILED|ERR_PAC_\w+)$/, 'proxy-script-failed'],
  [/^(ERR_PROXY_\w+|ERR_NO_SUPPORTED_PROXIES|ERR_SOCKS_\w+)$/, 'proxy-failed'],
  [/^(ERR_CONNECTION_REFUSED|ECONNREFUSED)$/, 'connection-refused'],
  [/^(ERR_CERT_DATE_INVALID|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/, 'certificate-expired'],
  [/^(ERR_CERT_COMMON_NAME_INVALID|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, 'certificate-wrong-host'],
  [/^(ERR_SSL_PINNED_\w+)$/, 'certificate-changed'],
  [/^(DEPTH_ZERO_SELF_SIGNED_CERT)$/, 'certificate-self-signed'],
  [
    /^(ERR_CERT_\w+|ERR_CERTIFICATE_\w+|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERROR_IN_CERT_\w+|CERT_\w+)$/,
    'certificate-unknown-authority'
  ],
  // Node's for what a certificate may not be used for, and (`UNSPECIFIED`) for each of OpenSSL's further verdicts.
  [/^(INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|UNSPECIFIED)$/, 'certificate-unknown-authority'],
  [
    /^(ERR_SSL_CLIENT_AUTH_\w+|ERR_BAD_SSL_CLIENT_AUTH_CERT|ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED)$/,
    'client-certificate-needed'
  ],
  [
    /^ERR_SSL_(VERSION_OR_CIPHER_MISMATCH|OBSOLETE_VERSION|UNSUPPORTED_PROTOCOL|TLSV1_ALERT_PROTOCOL_VERSION|VERSION_TOO_LOW|WRONG_SSL_VERSION)$/,
    'tls-too-old'
  ],
  [/^(ERR_SSL_\w+|ERR_BAD_SSL_\w+|EPROTO|ERR_TLS_\w+)$/, 'tls-failed'],
  [/^(ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT|ETIMEDOUT|ESOCKETTIMEDOUT)$/, 'timed-out'],
  [
    /^(ERR_INTERNET_DISCONNECTED|ERR_ADDRESS_UNREACHABLE|ERR_ADDRESS_INVALID|ERR_NETWORK_\w+|ERR_UNSAFE_PORT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/,
    'unreachable'
  ],
  [/./, 'connection-lost']
]

/** What the words say where only the name of an error is known; whoever knows more makes a failure of their own. */
const unknown = {
  proxy: 'on the way',
  status: 'no',
  script: 'that is set',
  pinned: 'you chose',
  found: 'another one',
  issuer: 'an authority this computer does not know'
}

/**
 * @param error what the stack threw; only its `code` or `net::…` name is used, never its text.
 * @param url the request's address, for host and port in the words.
 * @param timeoutMs the limit that applied, milliseconds.
 */
export function networkFailure(error: unknown, url: string, timeoutMs: number): Failure {
  const name = errorName(error)
  const code = table.find(([pattern]) => pattern.test(name))?.[1] ?? 'connection-lost'
  const { host, hostname } = new URL(url)
  return failure(code, {
    ...unknown,
    host: hostname,
    address: host,
    detail: name,
    seconds: String(Math.round(timeoutMs / 1000))
  })
}

function errorName(error: unknown): string {
  if (typeof error === 'string') return error.replace(/^net::/, '')
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  // OpenSSL 3.5 says `ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE`.
  if (typeof code === 'string') return code.replace(/\W/g, '_')
  const named = /net::(ERR_\w+)/.exec(String(message))
  return named?.[1] ?? 'UNKNOWN'
}
