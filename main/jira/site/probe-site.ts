/** Asks one address whether a Jira is there: `GET /rest/api/2/serverInfo`, without signing in. */
import { failure, type Failure } from '../../../preload/contract/failures/failure.ts'
import type { Site } from '../../../preload/contract/connections.ts'
import type { Transport, TransportReply } from '../../net/transport.ts'
import { readJsonBody } from '../json-body.ts'
import { rateLimitedBy } from '../rate-limit/failure.ts'
import { isRebuilding } from '../reply-failure.ts'
import { serverInfoSchema } from '../schemas.ts'
import { line } from '../../clean-text.ts'
import { isThisComputer, sameAddress } from './address.ts'
import { describeAnswer } from './page-title.ts'

const probePath = '/rest/api/2/serverInfo'
const probeTimeoutMs = 15_000

/** A site, before it is known how one can sign in there. */
export type FoundSite = Omit<Site, 'methods'>

export interface Located {
  readonly site: FoundSite
  /** `10030002`; null when it is not told. */
  readonly build: number | null
}

/** What answered: a Jira, something else, or the advice to ask another address of the same host. */
export type Probe = Located | { readonly failure: Failure } | { readonly tryNext: string }

/** @param address origin and context path, no slash at the end. */
export async function probeAddress(transport: Transport, address: string): Promise<Probe> {
  const sent = await transport.send({
    method: 'GET',
    url: address + probePath,
    headers: { Accept: 'application/json' },
    timeoutMs: probeTimeoutMs,
    maxBytes: 1024 * 1024
  })
  if (!sent.ok) return { failure: sent.failure }
  const reply = sent.value
  const { host } = new URL(address)
  if (reply.status >= 300 && reply.status < 400) return followProbe(reply, address)
  const info = readServerInfo(reply)
  if (info) {
    if (info.deploymentType === 'Cloud') return { failure: failure('is-cloud', { host }) }
    const site = describeSite(address, info.baseUrl, info.version, info.serverTitle ?? 'Jira')
    return { site, build: info.buildNumber ?? null }
  }
  if (isRebuilding(reply)) return { failure: failure('index-rebuilding', { host }) }
  if ([502, 503, 504].includes(reply.status))
    return {
      failure: failure(
        'site-unavailable',
        { host, status: String(reply.status) },
        { evidence: describeAnswer(reply).text }
      )
    }
  if (reply.status === 429) return { failure: rateLimitedBy(reply, host, Date.now()) }
  if (reply.status === 401 || reply.status === 403) {
    const hidden = await readLoginPage(transport, address)
    if (hidden) return { site: hidden, build: null }
  }
  const other = otherAnswer(reply, address)
  // Atlassian's other products have the same REST framework and no such resource; their pages say which one it is.
  const nameless = other.code === 'not-jira' && reply.status === 404 && describeAnswer(reply).kind === 'json'
  return { failure: (nameless ? await readProduct(transport, address) : null) ?? other }
}

async function readProduct(transport: Transport, address: string): Promise<Failure | null> {
  const sent = await transport.send({
    method: 'GET',
    url: `${address}/`,
    timeoutMs: probeTimeoutMs,
    maxBytes: 2 * 1024 * 1024
  })
  const answer = sent.ok ? describeAnswer(sent.value) : null
  if (!answer?.product || answer.product === 'Jira') return null
  return failure('other-product', { address, product: answer.product }, { evidence: `GET ${address}/: ${answer.text}` })
}

function otherAnswer(reply: TransportReply, address: string): Failure {
  const { host } = new URL(address)
  const answer = describeAnswer(reply)
  const evidence = `GET ${address}${probePath}: ${answer.text}`
  if (answer.product && answer.product !== 'Jira')
    return failure('other-product', { address, product: answer.product }, { evidence })
  if (answer.looksLikeSignIn) return failure('sso-page', { host, answer: answer.text }, { evidence })
  if (answer.kind === 'json' && reply.status === 200) {
    // It means to be the answer, and something on the way has broken it.
    const json = readJsonBody(reply)
    if (!json.ok)
      return failure('reply-not-understood', { host, what: 'its version', detail: json.detail }, { evidence })
  }
  return failure('not-jira', { address, answer: answer.text }, { evidence })
}

/** Some sites hide serverInfo from anonymous callers; Jira's own login page then still names product and version. */
async function readLoginPage(transport: Transport, address: string): Promise<FoundSite | null> {
  const sent = await transport.send({
    method: 'GET',
    url: `${address}/login.jsp`,
    timeoutMs: probeTimeoutMs,
    maxBytes: 2 * 1024 * 1024
  })
  if (!sent.ok || sent.value.status !== 200) return null
  const page = Buffer.from(sent.value.body.slice(0, 65_536)).toString('utf8')
  const meta = /<meta[^>]{0,300}name="application-name"[^>]{0,300}>/i.exec(page)?.[0] ?? ''
  const version = /data-version="([\d.]{1,20})"/.exec(meta)?.[1]
  return /data-name="jira"/i.test(meta) && version ? describeSite(address, address, version, 'Jira') : null
}

/** A redirect of the probe that stays on the host and does not give up https is followed by a new probe. */
function followProbe(reply: TransportReply, address: string): Probe {
  const { hostname, host, protocol } = new URL(address)
  let target: URL
  try {
    target = new URL(reply.headers['location'] ?? '', reply.url)
  } catch {
    return {
      failure: failure('not-jira', { address, answer: `a redirect that cannot be read (status ${reply.status})` })
    }
  }
  if (target.hostname !== hostname)
    return { failure: failure('redirected-elsewhere', { host, target: line(target.host, 255) }) }
  // Another port is usual (8080 behind a proxy at 443). Back from https is not: what is entered there travels readable.
  if (protocol === 'https:' && target.protocol !== 'https:')
    return { failure: failure('redirected-elsewhere', { host, target: line(target.origin, 255) }) }
  if (target.pathname.endsWith(probePath))
    return { tryNext: target.origin + target.pathname.slice(0, -probePath.length) }
  const answer = `a redirect to ${line(target.pathname, 300)}`
  const signIn = /login|signin|sso|saml|auth/i.test(target.pathname)
  return { failure: failure(signIn ? 'sso-page' : 'not-jira', { host, address, answer }, { evidence: answer }) }
}

function readServerInfo(reply: TransportReply): ReturnType<typeof serverInfoSchema.parse> | null {
  if (reply.status !== 200) return null
  const json = readJsonBody(reply)
  const parsed = serverInfoSchema.safeParse(json.ok ? json.value : null)
  return parsed.success ? parsed.data : null
}

/** Server ended with 9.12; from 10 on there is only Data Center. Before, Jira does not say which of the two it is. */
const edition = (version: string): string =>
  Number.parseInt(version, 10) >= 10 ? 'Jira Data Center' : 'Jira Server/Data Center'

function describeSite(url: string, baseUrl: string, version: string, title: string): FoundSite {
  const insecure = url.startsWith('http:') && !isThisComputer(new URL(url).hostname)
  return {
    url,
    baseUrl,
    title,
    product: 'server',
    version,
    label: `${edition(version)} ${version} at ${url}`,
    baseUrlWarning: sameAddress(url, baseUrl)
      ? null
      : `This Jira calls itself ${baseUrl}. Links to it use that address. With OAuth 1.0 it may refuse signatures made for ${url}: if it does, enter ${baseUrl} instead.`,
    insecure
  }
}
