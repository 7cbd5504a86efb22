/**
 * Login and password: `Authorization: Basic`, sent pre-emptively since Jira sends no Basic challenge
 * (developer.atlassian.com/server/jira/platform/basic-authentication).
 */
import { failure, ok } from '../../../preload/contract/failures/failure.ts'
import { isAnonymous } from '../reply-failure.ts'
import type { Credential } from './credential.ts'

/** RFC 7617 §2, in UTF-8. */
export const basicHeader = (name: string, secret: string): string =>
  `Basic ${Buffer.from(`${name}:${secret}`, 'utf8').toString('base64')}`

/** @param host shown in failures. */
export function basicCredential(username: string, password: string, host: string): Credential {
  const header = basicHeader(username, password)
  return {
    method: 'password',
    authorize: async (request) => ok({ ...request, headers: { ...request.headers, Authorization: header } }),
    // One refused password is never sent again by itself: three of them lock the account behind a CAPTCHA.
    recover: async () => false,
    explain(refused) {
      if (refused.status !== 401) return null
      // A refused password is named as such; a 401 to "anonymous" without that means the header never arrived.
      const ignored = isAnonymous(refused) && refused.headers['x-seraph-loginreason'] !== 'AUTHENTICATED_FAILED'
      return failure(ignored ? 'anonymous-reply' : 'password-wrong', { host })
    },
    ignored: () => failure('anonymous-reply', { host })
  }
}
