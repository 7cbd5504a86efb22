/** Step 6: whether it is a Jira, and which version; by the real transport, without signing in. */
import type { FailureCode } from '../../../preload/contract/failures/catalogue.ts'
import { err, failure, type Failure, type Result } from '../../../preload/contract/failures/failure.ts'
import { findCloudSite } from '../../jira/cloud/sites.ts'
import { candidateAddresses } from '../../jira/site/address.ts'
import { locateSite } from '../../jira/site/find-site.ts'
import { probeAddress, type Located } from '../../jira/site/probe-site.ts'
import { failed, good, warned, type Finding, type Step, type Visit } from '../step.ts'

/** A gateway that shows its page to nobody may let a token pass; a broken reply may have been the only one. */
const worthASignIn: readonly FailureCode[] = ['sso-page', 'redirected-elsewhere', 'reply-not-understood']

export const jira: Step = {
  id: 'jira',
  run: (visit) => (visit.subject.product === 'cloud' ? cloud(visit) : server(visit))
}

async function cloud({ facts, transport }: Visit): Promise<Finding> {
  const found = await findCloudSite(transport, facts.siteUrl)
  return found.ok ? good(`Jira Cloud, “${found.value.title}”.`) : refused(found.failure)
}

async function server(visit: Visit): Promise<Finding> {
  const { facts } = visit
  const located = visit.subject.connection ? await ofConnection(visit) : await ofAddress(visit)
  if (!located.ok) return saysItIsJira(visit) ?? refused(located.failure)
  const { site, build } = located.value
  facts.site = site
  const elsewhere = site.url === facts.siteUrl ? [] : [`found at ${site.url}`]
  facts.siteUrl = site.url
  return good(`${site.label}.`, [
    `version ${site.version}${build === null ? '' : `, build ${build}`}`,
    `title “${site.title}”`,
    ...elsewhere
  ])
}

/** Any of the addresses that may have been meant; after TCP it is known with which scheme. */
async function ofAddress({ facts, subject, transport }: Visit): Promise<Result<Located>> {
  const { siteUrl } = facts
  const { origin } = new URL(siteUrl)
  const located = await locateSite(
    transport,
    subject.candidates.filter((one) => new URL(one).origin === origin)
  )
  if (!located.ok) return located
  // Jira above what was entered: that was one of its pages. Beside it: another path is right.
  const { url } = located.value.site
  const page = `${siteUrl}/`.startsWith(`${url}/`) || siteUrl === origin
  return page ? located : err(failure('jira-elsewhere', { address: siteUrl, found: url }))
}

/** The connection's own address; where that is no Jira any more, whether there is one below another path of the host. */
async function ofConnection({ facts, transport }: Visit): Promise<Result<Located>> {
  const { siteUrl } = facts
  const own = await probeAddress(transport, siteUrl)
  if ('site' in own) return { ok: true, value: own }
  if ('failure' in own && own.failure.code !== 'not-jira' && own.failure.code !== 'other-product')
    return err(own.failure)
  const others = candidateAddresses(siteUrl)
  const elsewhere = await locateSite(transport, [
    ...('tryNext' in own ? [own.tryNext] : []),
    ...(others.ok ? others.value.candidates.filter((one) => one !== siteUrl) : [])
  ])
  if (elsewhere.ok && elsewhere.value.site.url !== siteUrl)
    return err(failure('jira-elsewhere', { address: siteUrl, found: elsewhere.value.site.url }))
  return 'failure' in own ? err(own.failure) : elsewhere
}

/**
 * Jira's own headers on a refusal: it is there, but tells its version only to who is signed in. Atlassian's REST
 * framework sends X-AREQUESTID and X-AUSERNAME with every reply.
 */
function saysItIsJira({ exchanges, facts }: Visit): Finding | null {
  const shy = exchanges.find(
    ({ url, reply }) =>
      url === `${facts.siteUrl}/rest/api/2/serverInfo` &&
      reply !== null &&
      (reply.status === 401 || reply.status === 403) &&
      (reply.headers['x-arequestid'] !== undefined || reply.headers['x-ausername'] !== undefined)
  )
  return shy ? warned('It is a Jira that tells its version only to who is signed in.', null) : null
}

const refused = (why: Failure): Finding => failed(why, [], worthASignIn.includes(why.code))
