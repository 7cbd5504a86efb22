/**
 * The three steps of OAuth 1.0a against Jira's application links (RFC 5849 §2): request token → Jira's page →
 * access token. Endpoints below the base URL, context path included: /plugins/servlet/oauth/….
 */
import { err, fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import type { Transport, TransportReply, TransportRequest } from '../../net/transport.ts'
import { replyFailure } from '../reply-failure.ts'
import { describeAnswer } from '../site/page-title.ts'
import { isLinkForOAuth2 } from './oauth1-link-type.ts'
import { oauth1Credential, type OAuth1Context, type OAuth1Identity } from './oauth1.ts'
import type { SigningKeys } from './oauth1-signing-keys.ts'

export interface OAuth1Site {
  readonly siteUrl: string
  readonly baseUrl: string
  readonly consumerKey: string
  readonly keys: SigningKeys
}

export interface AccessToken {
  readonly token: string
  /** For renewal (`oauth_session_handle`); absent on old Jiras. */
  readonly sessionHandle: string | null
  /** Milliseconds since 1970 when the token ends, or null when Jira did not say. Default: five years. */
  readonly expiresAt: number | null
}

/**
 * Step 1. @param site.callback absolute http(s) URL, or `oob` for a code shown on Jira's page.
 * @param site.clientId what Jira showed in place of asking for a consumer key, if it did.
 * Failures: the OAuth ones, `oauth-link-is-oauth2`, `oauth-not-offered`, network.
 */
export async function requestToken(
  transport: Transport,
  site: OAuth1Site & { callback: string; clientId?: string; signal?: AbortSignal }
): Promise<Result<string>> {
  const reply = await post(transport, site, 'request-token', { callback: site.callback }, site.signal)
  if (!reply.ok) {
    if (reply.failure.code !== 'oauth-consumer-unknown') return reply
    const clientId = await isLinkForOAuth2(transport, site)
    return clientId === null ? reply : fail('oauth-link-is-oauth2', { host: hostOf(site), clientId })
  }
  const token = reply.value.get('oauth_token')
  return token
    ? ok(token)
    : fail('oauth-refused', { host: hostOf(site), problem: 'no token', advice: '', consumerKey: site.consumerKey })
}

/** Step 2: the page on which the user allows or denies. */
export const authorizeUrl = (siteUrl: string, token: string): string =>
  `${siteUrl}/plugins/servlet/oauth/authorize?oauth_token=${encodeURIComponent(token)}`

/** Step 3. Failures: `oauth-verifier-wrong`, `oauth-denied`, the other OAuth ones, network. */
export async function accessToken(
  transport: Transport,
  site: OAuth1Site & { token: string; verifier: string; signal?: AbortSignal }
): Promise<Result<AccessToken>> {
  const reply = await post(transport, site, 'access-token', { token: site.token, verifier: site.verifier }, site.signal)
  return reply.ok ? readAccessToken(reply.value, site) : reply
}

/**
 * Renews an access token with its session handle; the old token is deleted by that. An ended session is told as
 * `oauth-token-rejected` or `oauth-denied`. (OAuth Session extension; Atlassian's OAuth service provider.)
 */
export async function renewAccessToken(
  transport: Transport,
  site: OAuth1Site & { token: string; sessionHandle: string }
): Promise<Result<AccessToken>> {
  const { token, sessionHandle } = site
  const reply = await post(transport, site, 'access-token', { token, sessionHandle }, undefined)
  return reply.ok ? readAccessToken(reply.value, site) : reply
}

function readAccessToken(reply: URLSearchParams, site: OAuth1Site): Result<AccessToken> {
  const token = reply.get('oauth_token')
  if (!token)
    return fail('oauth-refused', { host: hostOf(site), problem: 'no token', advice: '', consumerKey: site.consumerKey })
  const seconds = Number(reply.get('oauth_expires_in'))
  return ok({
    token,
    sessionHandle: reply.get('oauth_session_handle'),
    expiresAt: Number.isFinite(seconds) && seconds > 0 ? Date.now() + seconds * 1000 : null
  })
}

const hostOf = (site: OAuth1Site): string => new URL(site.siteUrl).host

const isInTheWay = (reply: TransportReply): boolean =>
  (reply.status >= 300 && reply.status < 400) ||
  reply.status === 407 ||
  reply.status === 429 ||
  reply.status >= 500 ||
  (reply.status === 200 && describeAnswer(reply).looksLikeSignIn)

async function post(
  transport: Transport,
  site: OAuth1Site,
  step: 'request-token' | 'access-token',
  more: Partial<Pick<OAuth1Identity, 'callback' | 'token' | 'verifier' | 'sessionHandle'>>,
  signal: AbortSignal | undefined
): Promise<Result<URLSearchParams>> {
  const context: OAuth1Context = { siteUrl: site.siteUrl, baseUrl: site.baseUrl, step }
  const credential = oauth1Credential({ consumerKey: site.consumerKey, keys: site.keys, ...more }, context)
  const url = `${site.siteUrl}/plugins/servlet/oauth/${step}`
  const send = async (): Promise<Result<{ reply: TransportReply; sent: TransportRequest }>> => {
    const authorised = await credential.authorize({
      method: 'POST',
      url,
      headers: { 'X-Atlassian-Token': 'no-check' },
      maxBytes: 256 * 1024,
      ...(signal ? { signal } : {})
    })
    if (!authorised.ok) return authorised
    const reply = await transport.send(authorised.value)
    return reply.ok ? ok({ reply: reply.value, sent: authorised.value }) : reply
  }
  let exchanged = await send()
  // A measured clock difference, a fresh nonce, the other key: once more, never again.
  if (exchanged.ok && exchanged.value.reply.status >= 400) {
    const { reply, sent } = exchanged.value
    if (await credential.recover(reply, sent)) exchanged = await send()
  }
  if (!exchanged.ok) return exchanged
  const { reply, sent } = exchanged.value
  const { status } = reply
  const explained = status >= 400 ? credential.explain(reply, sent) : null
  if (explained) return err(explained)
  const text = Buffer.from(reply.body).toString('utf8')
  if (status === 200 && /(^|&)oauth_token=/.test(text)) {
    credential.accepted(sent)
    return ok(new URLSearchParams(text.trim()))
  }
  // Busy, away, or a gateway's own sign-in page: that says nothing about OAuth.
  const about = { host: hostOf(site), address: site.siteUrl, what: 'a request token', user: null }
  const inTheWay = isInTheWay(reply) ? replyFailure(reply, about) : null
  if (inTheWay) return err(inTheWay)
  return fail('oauth-not-offered', {
    address: url,
    status: status === 200 ? 'with a page instead of a token' : String(status)
  })
}
