/**
 * OAuth 2.0 with an authorisation code (RFC 6749 §4.1): what Data Center's provider and Atlassian's authorisation server
 * have in common – PKCE, reading tokens, and what a refusal means.
 */
import { createHash, randomBytes } from 'node:crypto'
import { err, fail, failure, ok, type Failure, type Result } from '../../../preload/contract/failures/failure.ts'
import type { Transport, TransportReply } from '../../net/transport.ts'
import { replyFailure } from '../reply-failure.ts'
import { tokenErrorSchema, tokenReplySchema } from '../schemas.ts'

export interface OAuth2Client {
  readonly clientId: string
  readonly clientSecret: string
}

export interface OAuth2Tokens {
  readonly accessToken: string
  /** Rotates: each renewal brings another, and ends this one. */
  readonly refreshToken: string
  /** ms since 1970, this computer's clock. */
  readonly expiresAt: number
}

export interface CodeExchange {
  readonly client: OAuth2Client
  readonly code: string
  readonly redirectUri: string
  readonly codeVerifier: string
}

export interface TokenRenewal {
  readonly client: OAuth2Client
  readonly refreshToken: string
  readonly redirectUri: string
}

/** One authorisation server. */
export interface OAuth2Server {
  /** Shown in failures. */
  readonly host: string
  /** The page on which the person allows access. */
  authorizeUrl(request: { clientId: string; redirectUri: string; state: string; codeChallenge: string }): string
  /** Failures: `oauth2-code-refused`, `oauth2-client-refused`, `oauth2-redirect-refused`, `oauth2-not-offered`, network. */
  exchange(transport: Transport, request: CodeExchange): Promise<Result<OAuth2Tokens>>
  /** Failures: `oauth2-grant-ended` (only signing in again helps), `oauth2-client-refused`, network. */
  renew(transport: Transport, request: TokenRenewal): Promise<Result<OAuth2Tokens>>
}

/** RFC 7636 §4.1–4.2: 43 characters of 256 random bits, and their S256 challenge. */
export function makePkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

export interface TokenRequest {
  readonly url: string
  /** The Jira whose way to the network is taken, where it is known. */
  readonly site?: string | undefined
  readonly host: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly step: 'exchange' | 'renew'
  readonly redirectUri: string
}

/** Sends one request to a token endpoint. The reply is read at once and never logged: it is nothing but secrets. */
export async function requestTokens(transport: Transport, request: TokenRequest): Promise<Result<OAuth2Tokens>> {
  const sent = await transport.send({
    method: 'POST',
    url: request.url,
    ...(request.site === undefined ? {} : { site: request.site }),
    headers: { Accept: 'application/json', ...request.headers },
    body: request.body,
    maxBytes: 256 * 1024
  })
  if (!sent.ok) return sent
  const reply = sent.value
  const json = readJson(reply)
  if (reply.status === 200) {
    const parsed = tokenReplySchema.safeParse(json)
    // Whatever it is, none of it is shown: half of it may be tokens. Only a whole page can be a gateway's.
    if (!parsed.success)
      return err(isPage(reply) ? (replyFailure(reply, context(request)) ?? unreadable(request)) : unreadable(request))
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = parsed.data
    if (refreshToken === undefined)
      return fail('oauth2-refused', { host: request.host, problem: 'no refresh token', detail: '' })
    return ok({ accessToken, refreshToken, expiresAt: Date.now() + seconds * 1000 })
  }
  return err(refusal(reply, json, request))
}

const context = ({ host, url }: TokenRequest) => ({ host, address: new URL(url).origin, what: 'a token', user: null })

const isPage = ({ headers, body }: TransportReply): boolean =>
  /\bhtml\b/i.test(headers['content-type'] ?? '') && !/token/i.test(Buffer.from(body).toString('utf8'))

const unreadable = ({ host }: TokenRequest): Failure =>
  failure('reply-not-understood', { host, what: 'a token', detail: 'it holds no access token' })

function readJson(reply: TransportReply): unknown {
  try {
    return JSON.parse(Buffer.from(reply.body).toString('utf8'))
  } catch {
    return null
  }
}

/** A server may echo what it refuses; nothing of ours that is a secret is shown again. */
function withoutSecrets(text: string, { body }: TokenRequest): string {
  const sent = body.startsWith('{')
    ? Object.values(JSON.parse(body) as Record<string, string>)
    : [...new URLSearchParams(body).values()]
  // Short values are words of the protocol, such as the grant type.
  return sent
    .filter((one) => one.length >= 8 && !/^(https?:|[a-z_]+$)/.test(one))
    .reduce((shown, one) => shown.replaceAll(one, '…'), text)
}

/** RFC 6749 §5.2, and what Atlassian answers in its place. */
function refusal(reply: TransportReply, json: unknown, request: TokenRequest): Failure {
  const { host, step, redirectUri } = request
  const parsed = tokenErrorSchema.safeParse(json)
  if (!parsed.success) {
    if (reply.status === 404) return failure('oauth2-not-offered', { address: request.url, status: '404' })
    return replyFailure(reply, context(request)) ?? unreadable(request)
  }
  if (reply.status === 429 || reply.status >= 500) return replyFailure(reply, context(request)) ?? unreadable(request)
  const error = withoutSecrets(parsed.data.error, request)
  const description = withoutSecrets(parsed.data.error_description ?? '', request)
  const problem = description === '' ? error : `${error}: ${description}`
  const more = { evidence: `HTTP ${reply.status}, error=${error}` }
  if (/redirect/i.test(description)) return failure('oauth2-redirect-refused', { host, redirect: redirectUri }, more)
  const aboutGrant = error === 'invalid_grant' || /refresh.?token|authorization.?code/i.test(description)
  if (aboutGrant)
    return failure(step === 'renew' ? 'oauth2-grant-ended' : 'oauth2-code-refused', { host, problem }, more)
  if (error === 'invalid_client' || error === 'unauthorized_client' || error === 'access_denied')
    return failure('oauth2-client-refused', { host, problem }, more)
  return failure('oauth2-refused', { host, problem: error, detail: description && ` (${description})` }, more)
}
