/**
 * Personal access tokens of Jira 8.14 and newer: `Authorization: Bearer <token>`
 * (confluence.atlassian.com/enterprise/using-personal-access-tokens).
 */
import { fail, failure, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import type { Credential } from './credential.ts'
import { refusedToken } from './token-expiry.ts'

/**
 * What was pasted, without what came along: quotes, `Bearer `, blanks and line breaks. Jira takes the header to the
 * letter – one space, no line breaks – and silently treats anything else as nobody's.
 * Fails with `token-malformed` (field `token`).
 */
export function cleanToken(pasted: string): Result<string> {
  const token = pasted
    .trim()
    .replace(/^["'`]|["'`]$/g, '')
    .replace(/^bearer\s+/i, '')
    .replace(/[\r\n\u200b-\u200f\u2060\ufeff]/g, '')
    .trim()
  const malformed = (problem: string): Result<never> => fail('token-malformed', { problem }, { field: 'token' })
  if (token === '') return malformed('Nothing is left of it without quotes and blanks.')
  if (/\s/.test(token)) return malformed('There are blanks inside it.')
  // RFC 7230 §3.2.6: only visible ASCII can travel in a header.
  if (!/^[\x21-\x7e]+$/.test(token)) return malformed('It holds characters that no token has.')
  return ok(token)
}

/** @param expiresAt when the token ends, ms since 1970, if that is known: a refusal after it is told as its end. */
export function patCredential(token: string, host: string, expiresAt: number | null): Credential {
  const refused = () => refusedToken(host, expiresAt, failure('token-refused', { host }))
  return {
    method: 'pat',
    authorize: async (request) => ok({ ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } }),
    recover: async () => false,
    explain: (reply) => (reply.status === 401 ? refused() : null),
    ignored: refused
  }
}
