/** Access tokens of OAuth 2.0, of Data Center and of Cloud: `Authorization: Bearer`, renewed when they end (RFC 6750, RFC 6749 §6). */
import { err, failure, ok, type Failure, type Result } from '../../../preload/contract/failures/failure.ts'
import type { TransportRequest } from '../../net/transport.ts'
import { errorMessages } from '../reply-failure.ts'
import type { Credential } from './credential.ts'

/** Where access tokens come from; it sees to it that a refresh token is used once only. */
export interface AccessTokens {
  /** A token that is good for a while yet; renewed first if need be. */
  current(): Promise<Result<string>>
  /** Another one in place of `refused`, or the present one if that is already another. */
  renewed(refused: string): Promise<Result<string>>
}

export function oauth2Credential(method: 'oauth2' | 'oauth2-3lo', tokens: AccessTokens, host: string): Credential {
  /** Which token each request went with, and why its renewal failed: several are under way at once. */
  const usedBy = new WeakMap<TransportRequest, string>()
  const failedFor = new WeakMap<TransportRequest, Failure>()
  const ended = (sent: TransportRequest): Failure =>
    failedFor.get(sent) ?? failure('oauth2-grant-ended', { host, problem: 'the token was refused' })
  return {
    method,
    async authorize(request) {
      const token = await tokens.current()
      if (!token.ok) return err(token.failure)
      const sent = { ...request, headers: { ...request.headers, Authorization: `Bearer ${token.value}` } }
      usedBy.set(sent, token.value)
      return ok(sent)
    },
    async recover(refused, sent) {
      const used = usedBy.get(sent)
      // Too much at once, or a server that is down, says nothing about the token.
      if (used === undefined || refused.status === 429 || refused.status >= 500) return false
      // Data Center answers an ended token as to nobody, also with a 200; the client calls for both.
      if (refused.status >= 400 && refused.status !== 401 && refused.headers['x-ausername'] !== 'anonymous')
        return false
      if (scopesMissing(errorMessages(refused))) return false
      const renewed = await tokens.renewed(used)
      if (!renewed.ok) failedFor.set(sent, renewed.failure)
      return renewed.ok && renewed.value !== used
    },
    explain(refused, sent) {
      const messages = errorMessages(refused)
      if (refused.status === 401 || refused.status === 403) {
        if (scopesMissing(messages)) return failure('cloud-scope-missing', { host, what: 'this request' })
      }
      return refused.status === 401 ? ended(sent) : null
    },
    ignored: ended
  }
}

const scopesMissing = (messages: readonly string[]): boolean =>
  messages.some((one) => /scope/i.test(one) && /match|insufficient/i.test(one))
