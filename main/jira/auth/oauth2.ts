/** Access tokens of OAuth 2.0, of Data Center and of Cloud: `Authorization: Bearer`, renewed when they end (RFC 6750, RFC 6749 §6). */
import { err, failure, ok, type Failure, type Result } from '../../../preload/contract/failures/failure.ts'
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
  let used = ''
  /** Why a renewal after a refusal failed; it says more than the refusal. */
  let renewalFailure: Failure | null = null
  const ended = (): Failure =>
    renewalFailure ?? failure('oauth2-grant-ended', { host, problem: 'the token was refused' })
  return {
    method,
    async authorize(request) {
      const token = await tokens.current()
      if (!token.ok) return err(token.failure)
      used = token.value
      return ok({ ...request, headers: { ...request.headers, Authorization: `Bearer ${token.value}` } })
    },
    async recover(refused) {
      renewalFailure = null
      // Data Center answers an ended token as to nobody, also with a 200; the client calls for both.
      if (refused.status >= 400 && refused.status !== 401 && refused.headers['x-ausername'] !== 'anonymous')
        return false
      if (scopesMissing(errorMessages(refused))) return false
      const renewed = await tokens.renewed(used)
      if (!renewed.ok) renewalFailure = renewed.failure
      return renewed.ok && renewed.value !== used
    },
    explain(refused) {
      const messages = errorMessages(refused)
      if (refused.status === 401 || refused.status === 403) {
        if (scopesMissing(messages)) return failure('cloud-scope-missing', { host, what: 'this request' })
      }
      return refused.status === 401 ? ended() : null
    },
    ignored: ended
  }
}

const scopesMissing = (messages: readonly string[]): boolean =>
  messages.some((one) => /scope/i.test(one) && /match|insufficient/i.test(one))
