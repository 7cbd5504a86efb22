/**
 * Login and password: `Authorization: Basic`, sent pre-emptively since Jira sends no Basic challenge
 * (developer.atlassian.com/server/jira/platform/basic-authentication).
 */
import { failure } from '../../../preload/contract/failures/failure.ts'
import { isAnonymous } from '../reply-failure.ts'
import type { Credential } from './credential.ts'

/** @param host shown in failures. */
export function basicCredential(username: string, password: string, host: string): Credential {
  const header = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`
  return {
    method: 'password',
    authorize: (request) => ({ ...request, headers: { ...request.headers, Authorization: header } }),
    // One refused password is never sent again by itself: three of them lock the account behind a CAPTCHA.
    recover: () => false,
    explain(refused) {
      if (refused.status !== 401) return null
      // A refused password is named as such; a 401 to "anonymous" without that means the header never arrived.
      const ignored = isAnonymous(refused) && refused.headers['x-seraph-loginreason'] !== 'AUTHENTICATED_FAILED'
      return failure(ignored ? 'anonymous-reply' : 'password-wrong', { host })
    }
  }
}
