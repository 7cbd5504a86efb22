/** Jira Cloud's sites: which ones a sign-in may use, and which one an address stands for. */
import { err, fail, failure, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import type { Transport } from '../../net/transport.ts'
import { replyFailure } from '../reply-failure.ts'
import { accessibleResourcesSchema, serverInfoSchema, tenantInfoSchema } from '../schemas.ts'
import { candidateAddresses, isThisComputer } from '../site/address.ts'
import { describeAnswer } from '../site/page-title.ts'
import type { AtlassianAddresses } from './atlassian.ts'

export interface AccessibleSite {
  readonly cloudId: string
  readonly name: string
  /** `https://acme.atlassian.net` */
  readonly url: string
}

/**
 * The Jira sites a fresh sign-in may use; Confluence's are left out by their scopes.
 * GET https://api.atlassian.com/oauth/token/accessible-resources. Failures: network, what a refusal means.
 */
export async function accessibleSites(
  transport: Transport,
  { apiUrl }: AtlassianAddresses,
  accessToken: string
): Promise<Result<AccessibleSite[]>> {
  const { host } = new URL(apiUrl)
  const what = 'the list of your sites'
  const sent = await transport.send({
    method: 'GET',
    url: `${apiUrl}/oauth/token/accessible-resources`,
    headers: { Accept: 'application/json', Authorization: `Bearer ${accessToken}` },
    maxBytes: 1024 * 1024
  })
  if (!sent.ok) return sent
  const refused = replyFailure(sent.value, { host, address: apiUrl, what, user: null })
  if (refused) return err(refused)
  const unreadable = (): Result<never> => fail('reply-not-understood', { host, what, detail: 'it is no list of sites' })
  try {
    const parsed = accessibleResourcesSchema.safeParse(JSON.parse(Buffer.from(sent.value.body).toString('utf8')))
    if (!parsed.success) return unreadable()
    const sites = parsed.data
      .filter(({ scopes, url }) => scopes.some((scope) => /jira/.test(scope)) && /^https?:\/\//.test(url))
      .map(({ id, name, url }) => ({ cloudId: id, name: name || new URL(url).host, url: new URL(url).origin }))
    // A site may be listed once for each product.
    return ok([...new Map(sites.map((site) => [site.cloudId, site])).values()])
  } catch {
    return unreadable()
  }
}

/**
 * What people type as their site: `acme`, `acme.atlassian.net`, the address of any page. Fails with `address-invalid`
 * (field `site`). Always https, except on this computer.
 */
export function siteAddress(typed: string): Result<string> {
  const text = typed.trim()
  if (/^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(text) && text.toLowerCase() !== 'localhost')
    return ok(`https://${text.toLowerCase()}.atlassian.net`)
  const found = candidateAddresses(text)
  if (found.ok) {
    const { hostname, host, origin } = new URL(found.value.candidates[0] ?? '')
    // Jira Cloud is https throughout; over plain http a token would travel readable to whoever answers.
    return ok(isThisComputer(hostname) ? origin : `https://${host}`)
  }
  if (found.failure.code === 'is-cloud') return ok(`https://${found.failure.params['host'] ?? ''}`)
  return err({ ...found.failure, field: 'site' })
}

/**
 * Whether a Jira Cloud answers at `siteUrl`, and what it calls itself. Nothing secret is sent.
 * Failures: `not-cloud`, `cloud-site-not-found`, network.
 */
export async function findCloudSite(
  transport: Transport,
  siteUrl: string
): Promise<Result<{ url: string; title: string }>> {
  const { host } = new URL(siteUrl)
  const sent = await transport.send({
    method: 'GET',
    url: `${siteUrl}/rest/api/3/serverInfo`,
    headers: { Accept: 'application/json' },
    timeoutMs: 15_000,
    maxBytes: 1024 * 1024
  })
  if (!sent.ok) return sent
  const reply = sent.value
  if (reply.status === 429 || reply.status >= 500)
    return err(
      replyFailure(reply, { host, address: siteUrl, what: 'its version', user: null }) ??
        failure('site-unavailable', { host, status: String(reply.status) })
    )
  try {
    const info = serverInfoSchema.safeParse(JSON.parse(Buffer.from(reply.body).toString('utf8')))
    if (reply.status === 200 && info.success) {
      if (info.data.deploymentType === 'Cloud') return ok({ url: siteUrl, title: info.data.serverTitle ?? 'Jira' })
      return fail('not-cloud', { host, version: info.data.version }, { field: 'site' })
    }
  } catch {
    // No JSON: told below by what it is.
  }
  const answer = describeAnswer(reply).text
  return fail('cloud-site-not-found', { site: host, address: siteUrl, answer }, { field: 'site' })
}

/**
 * The id by which the gateway knows a site. GET <site>/_edge/tenant_info, without signing in.
 * Null when the site does not tell; then only the site's own address can be used.
 */
export async function cloudIdOf(transport: Transport, siteUrl: string): Promise<string | null> {
  const sent = await transport.send({
    method: 'GET',
    url: `${siteUrl}/_edge/tenant_info`,
    headers: { Accept: 'application/json' },
    timeoutMs: 15_000,
    maxBytes: 64 * 1024
  })
  if (!sent.ok || sent.value.status !== 200) return null
  try {
    const parsed = tenantInfoSchema.safeParse(JSON.parse(Buffer.from(sent.value.body).toString('utf8')))
    return parsed.success ? parsed.data.cloudId : null
  } catch {
    return null
  }
}
