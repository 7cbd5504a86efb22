/** Reads why Jira refused an OAuth 1.0a request, and says it in our words. */
import type { TransportReply } from '../../net/transport.ts'
import type { FailureCode } from '../../../preload/contract/failures/catalogue.ts'
import { failure, type Failure, type FailureParams } from '../../../preload/contract/failures/failure.ts'
import { parseAuthenticateHeader } from './authenticate-header.ts'
import { sameAddress } from '../site/address.ts'
import { skewWords } from '../skew-words.ts'
import { compareBaseStrings } from './oauth1-base-string.ts'

export type OAuthReply = Pick<TransportReply, 'status' | 'headers'> & { readonly body: Uint8Array | string }

export interface OAuthProblem {
  /** `oauth_problem` of the OAuth Problem Reporting extension: `token_rejected`, `timestamp_refused`, … */
  readonly problem: string
  /** All parameters that came with it, decoded. */
  readonly parameters: Readonly<Record<string, string>>
  readonly status: number
}

export interface OAuthContext {
  readonly host: string
  /** The address the person gave, and Jira's own (`serverInfo.baseUrl`). */
  readonly address: string
  readonly baseUrl: string
  readonly consumerKey: string
  readonly callback?: string
  readonly step: 'request-token' | 'access-token' | 'api'
  /** The base string this request was signed with (RFC 5849 §3.4.1). */
  readonly signed: string
  /** SHA-256 of the public key that the link should hold. */
  readonly fingerprint: string
  /** The server's clock by its `Date` header, milliseconds since 1970, when known. */
  readonly serverDate?: number
  /** This computer's clock, milliseconds since 1970. */
  readonly now: number
}

const maxBody = 16_384
const maxValue = 4_000

/** What a server sends is shown and logged: no line breaks, no text direction tricks, no book. */
const tame = (text: string, length: number): string => {
  const plain = text
    .slice(0, maxValue + 1)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  return plain.length > length ? `${plain.slice(0, length)}…` : plain
}

/** The form-encoded body net.oauth writes. A web page that merely mentions `oauth_problem` is not one. */
function bodyParameters(reply: OAuthReply): Map<string, string> {
  const body =
    typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body.subarray(0, maxBody)).toString('utf8')
  const text = body.slice(0, maxBody).trim()
  const found = new Map<string, string>()
  if (/html|json|xml/i.test(reply.headers['content-type'] ?? '') || !/^[\w.~%-]+=/.test(text)) return found
  for (const [name, value] of new URLSearchParams(text)) if (!found.has(name)) found.set(name, value)
  return found
}

/**
 * @returns the problem, or null when the reply reports none. Data Center puts a bare `OAuth realm="…"` on every 401,
 * whatever the cause, so only `oauth_problem` counts (OAuth Problem Reporting extension).
 */
export function readOAuthProblem(reply: OAuthReply): OAuthProblem | null {
  const merged = bodyParameters(reply)
  const header = reply.headers['www-authenticate']
  if (header !== undefined)
    for (const [name, value] of parseAuthenticateHeader(header, 'oauth')) merged.set(name, value)
  const problem = tame(merged.get('oauth_problem') ?? '', 80)
  if (problem === '') return null
  const parameters: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [name, value] of merged) parameters[tame(name, 80)] = tame(value, maxValue)
  return { problem, parameters, status: reply.status }
}

/** `oauth_acceptable_timestamps=min-max`: the middle is the server's time when it refused, in seconds since 1970. */
function acceptedMiddle(problem: OAuthProblem | null): number | null {
  const range = /^(\d{9,11})-(\d{9,11})$/.exec(problem?.parameters['oauth_acceptable_timestamps'] ?? '')
  return range ? (Number(range[1]) + Number(range[2])) / 2 : null
}

/**
 * Seconds to add to this computer's clock to get the server's, rounded; null when the reply does not tell.
 * Jira's own window is preferred to `Date`, which a proxy may have written. `now` in milliseconds since 1970.
 */
export function measuredSkew(reply: OAuthReply, now: number): number | null {
  const middle = acceptedMiddle(readOAuthProblem(reply))
  if (middle !== null) return Math.round(middle - now / 1000)
  const date = Date.parse(reply.headers['date'] ?? '')
  return Number.isFinite(date) ? Math.round((date - now) / 1000) : null
}

/** Only these values may be shown; of any other parameter, the token and the verifier above all, just the name. */
const harmless = new Set([
  'oauth_consumer_key',
  'oauth_signature_method',
  'oauth_timestamp',
  'oauth_nonce',
  'oauth_version',
  'oauth_callback'
])

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** The base string the server made, readable: `POST https://jira/… with oauth_consumer_key=…, oauth_token`. */
function readBaseString(baseString: string): string | null {
  const [method, uri, parameters, ...rest] = baseString.split('&')
  if (!method || !uri || parameters === undefined || rest.length > 0 || !/^[A-Z]{3,10}$/.test(method)) return null
  const shown = decoded(parameters)
    .split('&')
    .map((pair) => {
      const name = pair.split('=', 1)[0] ?? ''
      return harmless.has(name) ? decoded(pair) : decoded(name)
    })
  return `Jira signed ${method} ${decoded(uri).replace(/\/\/[^/@]*@/, '//')} with ${shown.join(', ')}`
}

function evidence(problem: OAuthProblem): string {
  const baseString = problem.parameters['oauth_signature_base_string']
  const readable = baseString === undefined ? null : readBaseString(baseString)
  return tame(
    `HTTP ${problem.status}, oauth_problem=${problem.problem}${readable === null ? '' : `; ${readable}`}`,
    700
  )
}

/** Whatever Jira adds that helps: its advice, or the parameters it misses or refuses. */
function advice({ parameters }: OAuthProblem): string {
  const given = [
    parameters['oauth_problem_advice'],
    parameters['oauth_parameters_absent'] && `missing: ${parameters['oauth_parameters_absent'].split('&').join(', ')}`,
    parameters['oauth_parameters_rejected'] &&
      `refused: ${parameters['oauth_parameters_rejected'].split('&').join(', ')}`,
    parameters['oauth_acceptable_versions'] && `accepted versions: ${parameters['oauth_acceptable_versions']}`
  ]
  return tame(given.filter(Boolean).join('; '), 200)
}

/** net.oauth's problems that always mean the same. The others depend on the step, see `codeOf`. */
const codes: Readonly<Record<string, FailureCode>> = {
  timestamp_refused: 'oauth-clock',
  nonce_used: 'oauth-nonce-used',
  signature_invalid: 'oauth-signature-invalid',
  consumer_key_unknown: 'oauth-consumer-unknown',
  consumer_key_rejected: 'oauth-consumer-unknown',
  token_expired: 'oauth-token-expired',
  token_used: 'oauth-token-rejected',
  token_revoked: 'oauth-token-rejected',
  user_refused: 'oauth-denied'
}

function codeOf({ problem, parameters }: OAuthProblem, { step, callback }: OAuthContext): FailureCode {
  // At the access-token step the token is minutes old and ours: what Jira does not know is the verifier.
  if (problem === 'token_rejected') return step === 'access-token' ? 'oauth-verifier-wrong' : 'oauth-token-rejected'
  // Nobody is asked during an API request: there it is a grant that has ended.
  if (problem === 'permission_denied') return step === 'api' ? 'oauth-token-rejected' : 'oauth-denied'
  if (problem === 'parameter_rejected' && callback !== undefined) {
    const rejected = (parameters['oauth_parameters_rejected'] ?? '').split('&')
    if (rejected.includes('oauth_callback')) return 'oauth-callback-refused'
  }
  return (Object.hasOwn(codes, problem) ? codes[problem] : undefined) ?? 'oauth-refused'
}

/** Another key, another address, or what Jira does not let us tell. */
function signatureFailure(
  problem: OAuthProblem,
  { address, baseUrl, signed, fingerprint }: OAuthContext,
  common: FailureParams,
  more: { evidence: string }
): Failure {
  const difference = compareBaseStrings(signed, problem.parameters['oauth_signature_base_string'])
  if (difference?.kind === 'none') return failure('oauth-key-differs', { ...common, fingerprint }, more)
  if (difference?.kind === 'address') {
    const { ours, theirs } = difference
    return failure('oauth-address-rewritten', { ...common, ours, theirs: tame(theirs, 300) }, more)
  }
  // Not every Jira shows its base string. Its own address is then the next best to compare with.
  if (difference === null && baseUrl !== '' && !sameAddress(address, baseUrl))
    return failure('oauth-address-rewritten', { ...common, ours: address, theirs: baseUrl }, more)
  return failure('oauth-signature-invalid', { ...common, address, baseUrl, fingerprint }, more)
}

/** The failure a problem stands for at this step of the sign-in. Its evidence holds no token and no verifier. */
export function oauthFailure(problem: OAuthProblem, context: OAuthContext): Failure {
  const code = codeOf(problem, context)
  const { host, consumerKey, callback, now, serverDate } = context
  const said = advice(problem)
  const common: FailureParams = { host, consumerKey }
  const more = { evidence: evidence(problem) }
  switch (code) {
    case 'oauth-clock': {
      const middle = acceptedMiddle(problem)
      const server = middle !== null ? middle * 1000 : serverDate
      return failure(
        code,
        { ...common, skew: skewWords(server === undefined ? null : Math.round((server - now) / 1000)) },
        more
      )
    }
    case 'oauth-signature-invalid':
      return signatureFailure(problem, context, common, more)
    case 'oauth-callback-refused':
      return failure(
        code,
        {
          ...common,
          callback: callback ?? '',
          advice: tame(problem.parameters['oauth_problem_advice'] ?? '', 200) || problem.problem
        },
        more
      )
    case 'oauth-refused':
      return failure(code, { ...common, problem: problem.problem, advice: said && ` (${said})` }, more)
    default:
      return failure(code, common, more)
  }
}
