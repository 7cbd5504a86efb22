/** OAuth problems: status, body and header, after net.oauth.server.OAuthServlet (Apache-2.0), which Jira builds on. */
import type { Reply } from '../exchange.ts'
import { percentEncode } from './encode.ts'

const statusOf: Readonly<Record<string, number>> = {
  version_rejected: 400,
  parameter_absent: 400,
  parameter_rejected: 400,
  timestamp_refused: 400,
  signature_method_rejected: 400,
  nonce_used: 401,
  token_used: 401,
  token_expired: 401,
  token_revoked: 401,
  token_rejected: 401,
  signature_invalid: 401,
  consumer_key_unknown: 401,
  consumer_key_rejected: 401,
  additional_authorization_required: 401,
  permission_unknown: 401,
  permission_denied: 401,
  user_refused: 503,
  consumer_key_refused: 503
}

export class OAuthProblem extends Error {
  readonly problem: string
  readonly extras: Readonly<Record<string, string>>

  constructor(problem: string, extras: Readonly<Record<string, string>> = {}) {
    super(problem)
    this.problem = problem
    this.extras = extras
  }
}

/** `realm` is the base URL on REST resources and the request URL on the token servlets. */
export function problemReply(problem: OAuthProblem, realm: string): Reply {
  const parameters = Object.entries({ ...problem.extras, oauth_problem: problem.problem }).sort(([a], [b]) =>
    a < b ? -1 : 1
  )
  const encoded = parameters.map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
  const header = [`realm="${percentEncode(realm)}"`, ...encoded.map(([name, value]) => `${name}="${value}"`)].join(', ')
  return {
    status: statusOf[problem.problem] ?? 403,
    headers: {
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      'www-authenticate': `OAuth ${header}`,
      'cache-control': 'no-cache, no-store'
    },
    body: encoded.map(([name, value]) => `${name}=${value}`).join('&')
  }
}
