/** Whether a Data Center would show its authorisation page, asked before a window opens on an error that explains nothing. */
import { err, fail, failure, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import type { Transport } from '../../net/transport.ts'
import { replyFailure } from '../reply-failure.ts'

/**
 * GET the authorisation address without a session: a good request is sent on to Jira's own sign-in page, or shown.
 * Failures: `oauth2-needs-https`, `oauth2-redirect-refused`, `oauth2-client-refused`, `oauth2-not-offered`, network.
 */
export async function wouldShowPage(
  transport: Transport,
  authorizeUrl: string,
  site: { readonly siteUrl: string; readonly baseUrl: string; readonly redirect: string }
): Promise<Result<null>> {
  const { siteUrl, baseUrl, redirect } = site
  const { host } = new URL(siteUrl)
  const sent = await transport.send({
    method: 'GET',
    url: authorizeUrl,
    headers: { Accept: 'text/html,application/json' },
    timeoutMs: 15_000,
    maxBytes: 1024 * 1024
  })
  if (!sent.ok) return sent
  const { status, body } = sent.value
  if (status === 404) return fail('oauth2-not-offered', { address: authorizeUrl.split('?')[0] ?? '', status: '404' })
  if (status === 429 || status >= 500)
    return err(
      replyFailure(sent.value, { host, address: siteUrl, what: 'its authorisation page', user: null }) ??
        failure('site-unavailable', { host, status: String(status) })
    )
  // Sent on to sign in first, be it at Jira's own page or at a company's single sign-on: both are the person's to see.
  if (status < 400) return ok(null)
  const said = Buffer.from(body.subarray(0, 16_384)).toString('utf8')
  const evidence = { evidence: `HTTP ${status}` }
  if (/using HTTPS/i.test(said)) return fail('oauth2-needs-https', { host, baseUrl }, evidence)
  if (/redirect/i.test(said)) return fail('oauth2-redirect-refused', { host, redirect }, evidence)
  if (/client/i.test(said)) return fail('oauth2-client-refused', { host, problem: 'unknown client ID' }, evidence)
  return fail('oauth2-refused', { host, problem: `HTTP ${status}`, detail: '' }, evidence)
}
