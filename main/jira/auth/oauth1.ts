/** OAuth 1.0a with RSA-SHA1: signs every request with the workspace's private key (RFC 5849 §3.4.3). */
import type { KeyObject } from 'node:crypto'
import { failure, ok, type Failure } from '../../../preload/contract/failures/failure.ts'
import type { TransportReply, TransportRequest } from '../../net/transport.ts'
import type { Credential } from './credential.ts'
import { measuredSkew, oauthFailure, readOAuthProblem } from './oauth1-problem.ts'
import { fingerprintOf, type SigningKeys } from './oauth1-signing-keys.ts'
import { signOAuth1 } from './oauth1-signature.ts'

export interface OAuth1Identity {
  readonly consumerKey: string
  readonly keys: SigningKeys
  /** Absent while asking for a request token. */
  readonly token?: string
  readonly callback?: string
  readonly verifier?: string
  /** With `token` at the access-token step: renews it (`oauth_session_handle`, OAuth Session extension). */
  readonly sessionHandle?: string
}

export interface OAuth1Context {
  readonly siteUrl: string
  /** What Jira calls itself; for the words of `signature_invalid`. */
  readonly baseUrl: string
  readonly step: 'request-token' | 'access-token' | 'api'
  /** Milliseconds since 1970; replaceable in tests. */
  readonly now?: () => number
  /** Gets a new access token in place of an expired one; null when it cannot be had. */
  readonly renew?: (expired: string) => Promise<string | null>
}

/**
 * Clock difference per site in seconds, as last measured from a `timestamp_refused`. Kept for the process's
 * life so that each request does not have to be refused once before it is sent with the right time.
 */
const skews = new Map<string, number>()

/** What a request was signed with: several are under way at once. */
interface Signed {
  readonly key: KeyObject
  readonly token: string | undefined
  readonly baseString: string
}

/** An OAuth 1.0 credential, which is also told when Jira has verified a signature. */
export interface OAuth1Credential extends Credential {
  /** @param sent a request whose signature Jira accepted. */
  accepted(sent: TransportRequest): void
}

export function oauth1Credential(identity: OAuth1Identity, context: OAuth1Context): OAuth1Credential {
  const { keys, ...parameters } = identity
  const now = context.now ?? Date.now
  let token = identity.token
  const signedWith = new WeakMap<TransportRequest, Signed>()
  const problemOf = (reply: TransportReply) => readOAuthProblem(reply)
  return {
    method: 'oauth1',
    async authorize(request) {
      const key = keys.current()
      const { authorizationHeader, baseString } = signOAuth1({
        ...parameters,
        privateKey: key,
        ...(token === undefined ? {} : { token }),
        method: request.method,
        url: request.url,
        timestampSeconds: Math.floor(now() / 1000) + (skews.get(context.siteUrl) ?? 0)
      })
      const sent = { ...request, headers: { ...request.headers, Authorization: authorizationHeader } }
      signedWith.set(sent, { key, token, baseString })
      return ok(sent)
    },
    async recover(refused, sent) {
      const problem = problemOf(refused)
      const signed = signedWith.get(sent)
      const expired = signed?.token
      // While keys are being changed, the link may hold the other one.
      if (problem?.problem === 'signature_invalid') return signed !== undefined && keys.refused(signed.key)
      // An old token that was renewed is deleted: a request still signed with it is told "rejected".
      if (expired !== undefined && expired !== token && problem?.problem.startsWith('token_')) return true
      if (problem?.problem === 'token_expired' && expired !== undefined && context.renew) {
        const renewed = await context.renew(expired)
        if (renewed === null) return false
        token = renewed
        return true
      }
      if (problem?.problem === 'nonce_used') return true
      if (problem?.problem !== 'timestamp_refused') return false
      const skew = measuredSkew(refused, now())
      if (skew === null) return false
      skews.set(context.siteUrl, skew)
      return true
    },
    accepted(sent) {
      const signed = signedWith.get(sent)
      if (signed) keys.accepted(signed.key)
    },
    explain(refused, sent): Failure | null {
      const problem = problemOf(refused)
      if (!problem) return null
      const { host } = new URL(context.siteUrl)
      return oauthFailure(problem, {
        host,
        address: context.siteUrl,
        baseUrl: context.baseUrl,
        consumerKey: identity.consumerKey,
        ...(identity.callback ? { callback: identity.callback } : {}),
        step: context.step,
        signed: signedWith.get(sent)?.baseString ?? '',
        fingerprint: fingerprintOf(keys.wanted()),
        now: now()
      })
    },
    ignored: () => failure('anonymous-reply', { host: new URL(context.siteUrl).host })
  }
}
