/**
 * Who Jira takes us for. The only proof of a sign-in: a 200 elsewhere may be an anonymous answer or a sign-in page.
 */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { JiraClient } from './client.ts'
import { readJsonBody } from './json-body.ts'
import { cloudMyselfSchema, myselfSchema, type Myself } from './schemas.ts'

/** GET /rest/api/2|3/myself. Failures: those of signing in, `anonymous-reply`, `sign-in-api-missing`, network. */
export async function readMyself(client: JiraClient): Promise<Result<Myself>> {
  const { host } = new URL(client.siteUrl)
  const what = 'your own account'
  const reply = await client.send({ path: '/myself', what, onlyAsSomebody: true, maxBytes: 1024 * 1024 })
  if (!reply.ok) {
    const { code } = reply.failure
    if (code === 'not-found')
      return fail('sign-in-api-missing', {
        address: `${client.siteUrl}/rest/api/${client.product === 'cloud' ? '3' : '2'}/myself`
      })
    if (code === 'jira-forbidden')
      return fail('sign-in-refused', { host, status: '403', reason: reason(reply.failure.evidence) })
    return reply
  }
  const json = readJsonBody(reply.value)
  if (!json.ok) return fail('reply-not-understood', { host, what, detail: json.detail })
  const schema = client.product === 'cloud' ? cloudMyselfSchema : myselfSchema
  const parsed = schema.safeParse(json.value)
  if (!parsed.success) return fail('reply-not-understood', { host, what, detail: 'it names no user' })
  return parsed.data.active
    ? ok(parsed.data)
    : fail('sign-in-refused', { host, status: '200', reason: ': the account is inactive' })
}

const reason = (evidence: string | undefined): string =>
  evidence && !evidence.startsWith('HTTP') ? ` (${evidence})` : ''
