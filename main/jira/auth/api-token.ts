/**
 * API tokens of Jira Cloud: `Authorization: Basic <email:token>`
 * (support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account).
 */
import { failure, ok } from '../../../preload/contract/failures/failure.ts'
import { errorMessages } from '../reply-failure.ts'
import { basicHeader } from './basic.ts'
import { refusedToken } from './token-expiry.ts'
import type { Credential } from './credential.ts'

/** @param expiresAt when the token ends, ms since 1970, if that is known. */
export function apiTokenCredential(email: string, token: string, host: string, expiresAt: number | null): Credential {
  const header = basicHeader(email, token)
  const refused = () => refusedToken(host, expiresAt, failure('cloud-token-refused', { host, email }))
  return {
    method: 'api-token',
    authorize: async (request) => ok({ ...request, headers: { ...request.headers, Authorization: header } }),
    recover: async () => false,
    explain(reply) {
      if (reply.status !== 401) return null
      const said = [...errorMessages(reply), Buffer.from(reply.body.subarray(0, 2048)).toString('utf8')].join(' ')
      if (/basic auth(entication)? with passwords? is (deprecated|not supported)/i.test(said))
        return failure('cloud-password-refused', { host })
      if (/scope does not match/i.test(said)) return failure('cloud-token-scopes', { host })
      return refused()
    },
    ignored: refused
  }
}
