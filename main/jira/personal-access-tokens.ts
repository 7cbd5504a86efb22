/**
 * Making and reading personal access tokens: /rest/pat/latest/tokens, Jira 8.14 and newer. Only one's own tokens; making
 * one needs a password (where Jira allows that) or another token.
 */
import { z } from 'zod'
import { err, fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { JiraClient } from './client.ts'
import { createdTokenSchema, personalTokenSchema } from './schemas.ts'

const path = '/rest/pat/latest/tokens'

/** Where people make them by hand: the tab of their own profile. */
export const tokensPage = (siteUrl: string): string =>
  `${siteUrl}/secure/ViewProfile.jspa?selectedTab=com.atlassian.pats.pats-plugin:jira-user-personal-access-tokens`

export interface MadeToken {
  /** By which it can be deleted again; null when Jira did not say. */
  readonly id: string | null
  readonly token: string
  /** ms since 1970; null when it never ends or Jira did not say. */
  readonly expiresAt: number | null
}

/**
 * @param client signed in with the password.
 * @param name how the token is called in Jira's list. @param days until it ends.
 * Failures: those of the password, `tokens-unavailable`, `token-not-created`, network.
 */
export async function createPersonalToken(client: JiraClient, name: string, days: number): Promise<Result<MadeToken>> {
  const { host } = new URL(client.siteUrl)
  const made = await client.read(
    { method: 'POST', path, json: { name, expirationDuration: days }, what: 'a new token', onlyAsSomebody: true },
    createdTokenSchema
  )
  if (made.ok)
    return ok({ id: made.value.id ?? null, token: made.value.rawToken, expiresAt: timeOf(made.value.expiringAt) })
  const { code, evidence } = made.failure
  if (code === 'not-found')
    return fail('tokens-unavailable', {
      host,
      reason: 'This Jira has none, or a Jira administrator switched them off.'
    })
  if (code === 'jira-forbidden' || code === 'jql-refused' || code === 'needs-sign-in') {
    const status = code === 'jira-forbidden' ? '403' : code === 'needs-sign-in' ? '401' : '400'
    const reason = evidence && !evidence.startsWith('HTTP') ? ` (${evidence})` : ''
    return fail('token-not-created', { host, status, reason })
  }
  return err(made.failure)
}

/** Deletes a token that was made in vain; that this fails as well changes nothing about what failed before. */
export async function deletePersonalToken(client: JiraClient, { id }: MadeToken): Promise<void> {
  if (id !== null) await client.send({ method: 'DELETE', path: `${path}/${id}`, what: 'deleting the token' })
}

/**
 * When the token in use ends. Jira lists the user's tokens without saying which one asked, so it is only known when
 * there is a single one. Never fails: that the date is not known is no reason not to sign in.
 */
export async function expiryOfOnlyToken(client: JiraClient): Promise<number | null> {
  const listed = await client.read({ path, what: 'your tokens' }, z.array(personalTokenSchema))
  const only = listed.ok && listed.value.length === 1 ? listed.value[0] : undefined
  return only ? timeOf(only.expiringAt) : null
}

function timeOf(text: string | null | undefined): number | null {
  // Jira writes the zone without a colon (`+0000`), which the platform's parser need not take.
  const time = Date.parse((text ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return Number.isFinite(time) ? time : null
}
