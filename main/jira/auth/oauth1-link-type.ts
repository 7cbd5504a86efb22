/**
 * Whether an unknown consumer key is the Client ID of an OAuth 2.0 link. Since 8.22 Jira's first dialog also offers
 * "External application", which makes such a link and shows a Client ID and a secret
 * (confluence.atlassian.com/adminjiraserver/configure-an-incoming-link).
 */
import { randomBytes } from 'node:crypto'
import type { Transport } from '../../net/transport.ts'
import { dataCenterServer } from './oauth2-data-center.ts'
import { wouldShowPage } from './oauth2-preflight.ts'
import { makePkce } from './oauth2-server.ts'

/** 32 hexadecimal digits, as Jira makes them. */
const looksLikeClientId = (text: string): boolean => /^[\da-f]{32}$/i.test(text)

/** What the authorisation page says of a client: it is known, it is not, or that cannot be told. */
type Verdict = 'known' | 'unknown' | 'untold'

interface Site {
  readonly siteUrl: string
  readonly baseUrl: string
  readonly consumerKey: string
  readonly clientId?: string
}

/**
 * @param site.clientId what Jira showed, when the person says so; otherwise the consumer key is looked at.
 * @returns the Client ID of an OAuth 2.0 link there is, or null.
 */
export async function isLinkForOAuth2(transport: Transport, site: Site): Promise<string | null> {
  const clientId = site.clientId || site.consumerKey
  if (!site.clientId && !looksLikeClientId(clientId)) return null
  const verdict = await ask(transport, site, clientId)
  if (verdict !== 'known') {
    // Over plain http the page refuses everybody. That Jira showed such an id at all is then what there is to go by.
    return verdict === 'untold' && site.clientId && looksLikeClientId(clientId) ? clientId : null
  }
  // A page that is shown to every client, as by a gateway, tells nothing about this one.
  const anybody = await ask(transport, site, randomBytes(16).toString('hex'))
  return anybody === 'unknown' ? clientId : null
}

async function ask(transport: Transport, { siteUrl, baseUrl }: Site, clientId: string): Promise<Verdict> {
  const redirect = 'http://localhost/attrack'
  const url = dataCenterServer(siteUrl).authorizeUrl({
    clientId,
    redirectUri: redirect,
    state: randomBytes(12).toString('hex'),
    codeChallenge: makePkce().challenge
  })
  const shown = await wouldShowPage(transport, url, { siteUrl, baseUrl, redirect })
  // That the redirect is not the one of the link is only said of a client that is known.
  if (shown.ok || shown.failure.code === 'oauth2-redirect-refused') return 'known'
  if (shown.failure.code === 'oauth2-needs-https') return 'untold'
  return 'unknown'
}
