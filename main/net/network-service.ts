/** How each Jira is reached: certificates, client certificates, proxies. */
import type { CheckedInput, CertificateReport, SiteNetwork } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditAction } from '../audit/actions.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { Desktop } from '../desktop.ts'
import { changesBetween } from './audited-changes.ts'
import { readClientCertificate } from './certificates/client-certificate.ts'
import { describeCertificate } from './certificates/describe.ts'
import { readAuthorities } from './certificates/read-authorities.ts'
import { inspectSite, type SiteInspection } from './inspect-site.ts'
import type { NetworkAccess, NetworkStack } from './network-stack.ts'
import { proxyName, routeText, type ProxyAt, type ProxyRoute, type Route } from './route.ts'
import { plainRules, siteOrigin, type SiteRules } from './site-rules.ts'

export type { Route } from './route.ts'

/** What a TLS handshake brought, for the doctor. */
export interface TlsInspection {
  readonly report: CertificateReport
  /** `TLSv1.3`; null when no handshake came about. */
  readonly protocol: string | null
  readonly cipher: string | null
}

export interface NetworkService {
  /** How a request to this URL goes out now. Failures: `proxy-script-failed`, `invalid-input`. */
  route(url: string): Promise<Result<Route>>
  /** Shakes hands as a request would – same way, same trust – and sends nothing. Failures: the network ones. */
  inspect(siteUrl: string): Promise<Result<TlsInspection>>
  get(input: CheckedInput<'network.get'>): Promise<Result<SiteNetwork>>
  inspectCertificate(input: CheckedInput<'network.inspectCertificate'>): Promise<Result<CertificateReport>>
  importAuthority(input: CheckedInput<'network.importAuthority'>): Promise<Result<SiteNetwork>>
  removeAuthority(input: CheckedInput<'network.removeAuthority'>): Promise<Result<SiteNetwork>>
  pin(input: CheckedInput<'network.pin'>): Promise<Result<SiteNetwork>>
  unpin(input: CheckedInput<'network.unpin'>): Promise<Result<SiteNetwork>>
  setClientCertificate(input: CheckedInput<'network.setClientCertificate'>): Promise<Result<SiteNetwork>>
  removeClientCertificate(input: CheckedInput<'network.removeClientCertificate'>): Promise<Result<SiteNetwork>>
  setProxy(input: CheckedInput<'network.setProxy'>): Promise<Result<SiteNetwork>>
  saveProxyCredential(input: CheckedInput<'network.saveProxyCredential'>): Promise<Result<SiteNetwork>>
  forgetProxyCredential(input: CheckedInput<'network.forgetProxyCredential'>): Promise<Result<SiteNetwork>>
  /**
   * A connection to this Jira is about to be removed: takes along what is set for its origin, and the sign-in for its
   * proxy, unless one of the others needs them.
   * @param others the sites of all other connections
   */
  release(siteUrl: string, others: readonly string[]): Promise<Result<null>>
}

export interface NetworkDeps {
  readonly access: NetworkAccess
  readonly stack: NetworkStack
  readonly desktop: Desktop
  readonly audit: Pick<AuditLog, 'record'>
  /** Called after every change. */
  readonly changed: () => void
}

/** Milliseconds to reach a server and shake hands. */
const inspectMs = 15_000
/** A company has one authority, or a handful; a whole system's store is not meant. */
const mostAuthorities = 50

const certificateFiles = { name: 'Certificates', extensions: ['pem', 'crt', 'cer', 'der', 'p7b', 'p7c', 'ca-bundle'] }
const clientCertificateFiles = { name: 'Client certificates', extensions: ['pfx', 'p12', 'pem', 'crt', 'cer', 'key'] }

export function createNetworkService({ access, stack, desktop, audit, changed }: NetworkDeps): NetworkService {
  const { rules, credentials } = access

  const rulesOf = async (siteUrl: string): Promise<Result<SiteRules>> => {
    const origin = originOf(siteUrl)
    return origin.ok ? rules.of(origin.value) : origin
  }

  const shown = async (given: SiteRules): Promise<Result<SiteNetwork>> => {
    const way = await stack.route(given.origin, given)
    const proxy = way.ok && way.value.kind === 'proxy' ? way.value : null
    return ok({
      origin: given.origin,
      host: new URL(given.origin).host,
      authorities: given.authorities.map(describeCertificate),
      pin: given.pin && describeCertificate(given.pin),
      clientCertificate: given.clientCertificate && given.clientCertificate.description,
      proxy: given.proxy,
      // What cannot be used must still be shown, else it could not be changed.
      route: way.ok ? routeText(way.value) : 'not known: the proxy script could not be used',
      proxyAddress: proxy && proxyName(proxy),
      proxyUser: proxy && (await credentials.user(proxy))
    })
  }

  /** Notes what changed in the audit log, and announces it. */
  const apply = async (origin: string, change: () => Promise<Result<SiteRules>>): Promise<Result<SiteNetwork>> => {
    const before = await rules.of(origin)
    if (!before.ok) return before
    const next = await change()
    if (!next.ok) return next
    await note(before.value, next.value)
    changed()
    return shown(next.value)
  }
  const note = async (before: SiteRules, next: SiteRules): Promise<void> => {
    const { host } = new URL(before.origin)
    for (const { action, detail } of changesBetween(before, next)) await audit.record(action, host, detail)
  }

  const look = async (siteUrl: string): Promise<Result<SiteInspection>> => {
    const given = await rulesOf(siteUrl)
    if (!given.ok) return given
    const { origin } = given.value
    if (!origin.startsWith('https:')) return fail('tls-failed', { host: new URL(origin).hostname, detail: 'http' })
    const way = await stack.route(origin, given.value)
    if (!way.ok) return way
    const certificate = await rules.clientCertificate(given.value)
    if (!certificate.ok) return certificate
    // Chromium does not carry requests with a client certificate, so its verdict does not count there either.
    return inspectSite(
      origin,
      { rules: given.value, route: way.value, clientCertificate: certificate.value },
      { credentials, timeoutMs: inspectMs },
      async (leaf) => (certificate.value ? null : stack.trusts(origin, given.value, leaf))
    )
  }

  /** The proxy on the way to a site. Failures: `invalid-input` where there is none. */
  const proxyOf = async (given: SiteRules): Promise<Result<ProxyRoute>> => {
    const way = await stack.route(given.origin, given)
    if (!way.ok) return way
    return way.value.kind === 'proxy' ? ok(way.value) : invalid('There is no proxy on the way to this Jira.')
  }

  const noteSignIn = async (given: SiteRules, action: AuditAction, proxy: ProxyAt): Promise<void> => {
    await stack.forgetProxySignIns()
    await audit.record(action, new URL(given.origin).host, proxyName(proxy))
  }
  const signInsChanged = async (
    given: SiteRules,
    action: AuditAction,
    proxy: ProxyAt
  ): Promise<Result<SiteNetwork>> => {
    await noteSignIn(given, action, proxy)
    changed()
    return shown(given)
  }

  return {
    async route(url) {
      const given = await rulesOf(url)
      return given.ok ? stack.route(url, given.value) : given
    },
    async inspect(siteUrl) {
      const seen = await look(siteUrl)
      if (!seen.ok) return seen
      const { report, handshake } = seen.value
      return ok({ report, protocol: handshake.protocol, cipher: handshake.cipher })
    },
    async get({ siteUrl }) {
      const given = await rulesOf(siteUrl)
      return given.ok ? shown(given.value) : given
    },
    async inspectCertificate({ siteUrl }) {
      const seen = await look(siteUrl)
      return seen.ok ? ok(seen.value.report) : seen
    },

    async importAuthority({ siteUrl }) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const files = await desktop.openFiles({ title: 'Import a certificate authority', kinds: [certificateFiles] })
      if (!files.ok) return files
      const found = readAuthorities(files.value[0]?.bytes ?? new Uint8Array())
      if (!found.ok) return found
      // Read anew: the dialog may have been open for a while.
      const present = await rules.of(given.value.origin)
      if (!present.ok) return present
      const all = new Map([...present.value.authorities, ...found.value].map((one) => [one.fingerprint256, one]))
      if (all.size > mostAuthorities)
        return fail('certificate-file-unreadable', {
          problem: `It holds ${found.value.length} authorities; at most ${mostAuthorities} can be trusted for one Jira.`
        })
      return apply(given.value.origin, () => rules.change(given.value.origin, { authorities: [...all.values()] }))
    },
    async removeAuthority({ siteUrl, fingerprint }) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const authorities = given.value.authorities.filter(({ fingerprint256 }) => fingerprint256 !== fingerprint)
      return apply(given.value.origin, () => rules.change(given.value.origin, { authorities }))
    },

    async pin({ siteUrl, fingerprint }) {
      const seen = await look(siteUrl)
      if (!seen.ok) return seen
      const [leaf] = seen.value.handshake.chain
      const { report } = seen.value
      // A person compared the one shown before; another one now is what a pin is to guard against.
      if (!leaf || leaf.fingerprint256 !== fingerprint)
        return fail('certificate-changed', {
          host: report.host,
          pinned: fingerprint,
          found: leaf?.fingerprint256 ?? 'none'
        })
      return apply(report.origin, () => rules.change(report.origin, { pin: leaf }))
    },
    async unpin({ siteUrl }) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const { origin } = given.value
      return apply(origin, () => rules.change(origin, { pin: null }))
    },

    async setClientCertificate({ siteUrl, passphrase }) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const { origin } = given.value
      if (!origin.startsWith('https:')) return invalid('A certificate can only be shown over https.')
      const files = await desktop.openFiles({
        title: 'Choose a client certificate',
        kinds: [clientCertificateFiles],
        several: true
      })
      if (!files.ok) return files
      const read = await readClientCertificate(files.value, passphrase)
      return read.ok ? apply(origin, () => rules.setClientCertificate(origin, read.value)) : read
    },
    async removeClientCertificate({ siteUrl }) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const { origin } = given.value
      return apply(origin, () => rules.setClientCertificate(origin, null))
    },

    async setProxy({ siteUrl, proxy }) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const { origin } = given.value
      return apply(origin, () => rules.change(origin, { proxy }))
    },
    async saveProxyCredential({ siteUrl, username, password }) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const proxy = await proxyOf(given.value)
      if (!proxy.ok) return proxy
      const saved = await credentials.save(proxy.value, { username, password })
      if (!saved.ok) return saved
      return signInsChanged(given.value, 'proxy-sign-in-saved', proxy.value)
    },
    async forgetProxyCredential({ siteUrl }) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const proxy = await proxyOf(given.value)
      if (!proxy.ok) return proxy
      const user = await credentials.user(proxy.value)
      const forgotten = await credentials.forget(proxy.value)
      if (!forgotten.ok) return forgotten
      // Without one there was nothing to forget.
      return user === null ? shown(given.value) : signInsChanged(given.value, 'proxy-sign-in-removed', proxy.value)
    },

    async release(siteUrl, others) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const proxy = await proxyOf(given.value)
      const shared = await Promise.all(
        others.map(async (other) => {
          const theirs = await rulesOf(other)
          const way = theirs.ok ? await proxyOf(theirs.value) : theirs
          return way.ok ? proxyName(way.value) : null
        })
      )
      if (proxy.ok && !shared.includes(proxyName(proxy.value))) {
        const user = await credentials.user(proxy.value)
        const forgotten = await credentials.forget(proxy.value)
        if (!forgotten.ok) return forgotten
        if (user !== null) await noteSignIn(given.value, 'proxy-sign-in-removed', proxy.value)
      }
      if (others.some((other) => siteOrigin(other) === given.value.origin)) return ok(null)
      const removed = await rules.remove(given.value.origin)
      if (removed.ok) await note(given.value, plainRules(given.value.origin))
      return removed
    }
  }
}

const invalid = (problem: string): Result<never> =>
  fail('invalid-input', { field: 'the address', problem }, { field: 'siteUrl' })

/** Of whatever may be typed as the address of a Jira. Fails with `invalid-input`. */
export function originOf(siteUrl: string): Result<string> {
  try {
    const origin = siteOrigin(/^[a-z]+:\/\//i.test(siteUrl) ? siteUrl : `https://${siteUrl}`)
    if (/^https?:/.test(origin)) return ok(origin)
  } catch {
    // Said below.
  }
  return invalid('This is not the address of a Jira.')
}
