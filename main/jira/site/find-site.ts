/** Finds the Jira behind whatever was pasted: probes the candidate addresses and says what answered if none is a Jira. */
import { err, fail, failure, ok, type Failure, type Result } from '../../../preload/contract/failures/failure.ts'
import type { FailureCode } from '../../../preload/contract/failures/catalogue.ts'
import type { Site } from '../../../preload/contract/connections.ts'
import type { Transport, TransportReply } from '../../net/transport.ts'
import { serverInfoSchema } from '../schemas.ts'
import { candidateAddresses, isThisComputer } from './address.ts'
import { adviseMethods, probeMethods } from './advise.ts'
import { describeAnswer } from './page-title.ts'

const probePath = '/rest/api/2/serverInfo'
const probeTimeoutMs = 15_000

/** A site, before it is known how one can sign in there. */
type FoundSite = Omit<Site, 'methods'>

type Probe = { site: FoundSite } | { failure: Failure } | { tryNext: string }

/**
 * @param pasted what the person pasted into *Link to your Jira*.
 * @returns the site with the ways to sign in it offers, or the most telling failure of all addresses tried.
 */
export async function findSite(transport: Transport, pasted: string): Promise<Result<Site>> {
  const cleaned = candidateAddresses(pasted)
  if (!cleaned.ok) return cleaned
  const queue = [...cleaned.value.candidates]
  const tried = new Set<string>()
  const failures: Failure[] = []
  while (queue.length > 0 && tried.size < 12) {
    const address = queue.shift() as string
    if (tried.has(address)) continue
    tried.add(address)
    const probe = await probeAddress(transport, address)
    if ('site' in probe) return ok(await withAdvice(transport, probe.site))
    if ('tryNext' in probe) queue.unshift(probe.tryNext)
    else {
      failures.push(probe.failure)
      // The same name resolves no better with another path, and an untrusted https must not fall back to http:
      // the password would then travel readable past whoever presented that certificate.
      if (stopsProbing.includes(probe.failure.code)) break
    }
  }
  const best = failures.sort((a, b) => rank(a.code) - rank(b.code))[0]
  return best ? err(best) : fail('not-jira', { address: cleaned.value.host, answer: 'nothing' })
}

const stopsProbing: readonly FailureCode[] = [
  'dns-not-found',
  'unreachable',
  'proxy-failed',
  'proxy-sign-in',
  'timed-out',
  'certificate-unknown-authority',
  'certificate-expired',
  'certificate-wrong-host',
  'is-cloud'
]

/** The most telling first: what was really found says more than what was not. */
const telling: readonly FailureCode[] = [
  'is-cloud',
  'certificate-unknown-authority',
  'certificate-expired',
  'certificate-wrong-host',
  'proxy-sign-in',
  'proxy-failed',
  'dns-not-found',
  'unreachable',
  'other-product',
  'sso-page',
  'redirected-elsewhere',
  'site-unavailable',
  'rate-limited',
  'not-jira',
  'timed-out',
  'connection-lost',
  'tls-failed',
  'connection-refused'
]
const rank = (code: FailureCode): number => (telling.indexOf(code) + telling.length + 1) % (telling.length + 1)

async function withAdvice(transport: Transport, site: FoundSite): Promise<Site> {
  const { url, version, baseUrl, insecure } = site
  const probes = await probeMethods(transport, url, version)
  return { ...site, methods: adviseMethods({ version, baseUrl, insecure, probes }) }
}

async function probeAddress(transport: Transport, address: string): Promise<Probe> {
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
    return { site: describeSite(address, info.baseUrl, info.version, info.serverTitle ?? 'Jira') }
  }
  if ([502, 503, 504].includes(reply.status))
    return { failure: failure('site-unavailable', { host, status: String(reply.status) }) }
  if (reply.status === 401 || reply.status === 403) {
    const hidden = await readLoginPage(transport, address)
    if (hidden) return { site: hidden }
  }
  const answer = describeAnswer(reply)
  const evidence = `GET ${address}${probePath}: ${answer.text}`
  if (answer.product && answer.product !== 'Jira') {
    return { failure: failure('other-product', { address, product: answer.product }, { evidence }) }
  }
  if (answer.looksLikeSignIn) return { failure: failure('sso-page', { host, answer: answer.text }, { evidence }) }
  return { failure: failure('not-jira', { address, answer: answer.text }, { evidence }) }
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

/** A redirect of the probe that only changes scheme, host case or context path on the same host is followed by a new probe. */
function followProbe(reply: TransportReply, address: string): Probe {
  const { hostname, host } = new URL(address)
  let target: URL
  try {
    target = new URL(reply.headers['location'] ?? '', reply.url)
  } catch {
    return {
      failure: failure('not-jira', { address, answer: `a redirect that cannot be read (status ${reply.status})` })
    }
  }
  if (target.hostname !== hostname) return { failure: failure('redirected-elsewhere', { host, target: target.host }) }
  if (target.pathname.endsWith(probePath))
    return { tryNext: target.origin + target.pathname.slice(0, -probePath.length) }
  const answer = `a redirect to ${target.pathname}`
  const signIn = /login|signin|sso|saml|auth/i.test(target.pathname)
  return { failure: failure(signIn ? 'sso-page' : 'not-jira', { host, address, answer }, { evidence: answer }) }
}

function readServerInfo(reply: TransportReply): ReturnType<typeof serverInfoSchema.parse> | null {
  if (reply.status !== 200) return null
  try {
    const parsed = serverInfoSchema.safeParse(JSON.parse(Buffer.from(reply.body).toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
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

const sameAddress = (a: string, b: string): boolean => {
  try {
    return new URL(a).href.replace(/\/+$/, '') === new URL(b).href.replace(/\/+$/, '')
  } catch {
    return false
  }
}
