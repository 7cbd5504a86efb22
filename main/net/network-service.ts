/** How each Jira is reached: certificates, client certificates, proxies. */
import type { X509Certificate } from 'node:crypto'
import type { CheckedInput, CertificateReport, SiteNetwork } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { Desktop } from '../desktop.ts'
import { readClientCertificate } from './certificates/client-certificate.ts'
import { describeCertificate, isSelfSigned } from './certificates/describe.ts'
import { readCertificates } from './certificates/read-certificates.ts'
import { inspectSite, type SiteInspection } from './inspect-site.ts'
import type { NetworkAccess, NetworkStack } from './network-stack.ts'
import { routeText, type Route } from './route.ts'
import { siteOrigin, type SiteRules } from './site-rules.ts'

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
  /** Called after every change. */
  readonly changed: () => void
}

/** Milliseconds to reach a server and shake hands. */
const inspectMs = 15_000
/** A company has one authority, or a handful; a whole system's store is not meant. */
const mostAuthorities = 50

const certificateFiles = { name: 'Certificates', extensions: ['pem', 'crt', 'cer', 'der', 'p7b', 'p7c', 'ca-bundle'] }
const clientCertificateFiles = { name: 'Client certificates', extensions: ['pfx', 'p12', 'pem', 'crt', 'cer', 'key'] }

export function createNetworkService({ access, stack, desktop, changed }: NetworkDeps): NetworkService {
  const { rules, credentials } = access

  const rulesOf = async (siteUrl: string): Promise<Result<SiteRules>> => {
    const origin = originOf(siteUrl)
    return origin.ok ? rules.of(origin.value) : origin
  }

  const shown = async (given: SiteRules): Promise<Result<SiteNetwork>> => {
    const way = await stack.route(given.origin, given)
    const proxyAddress = way.ok && way.value.kind === 'proxy' ? way.value.address : null
    return ok({
      origin: given.origin,
      host: new URL(given.origin).host,
      authorities: given.authorities.map(describeCertificate),
      pin: given.pin && describeCertificate(given.pin),
      clientCertificate: given.clientCertificate && given.clientCertificate.description,
      proxy: given.proxy,
      // What cannot be used must still be shown, else it could not be changed.
      route: way.ok ? routeText(way.value) : 'not known: the proxy script could not be used',
      proxyAddress,
      proxyUser: proxyAddress === null ? null : await credentials.user(proxyAddress)
    })
  }

  const after = async (changing: Promise<Result<SiteRules>>): Promise<Result<SiteNetwork>> => {
    const next = await changing
    if (!next.ok) return next
    changed()
    return shown(next.value)
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
    const looked = certificate.value ? Promise.resolve(null) : stack.verdict(origin, given.value)
    return inspectSite(
      origin,
      { rules: given.value, route: way.value, clientCertificate: certificate.value },
      { credentials, timeoutMs: inspectMs },
      async (leaf) => {
        const verdict = await looked
        return verdict?.leaf === leaf ? verdict.trusted : null
      }
    )
  }

  /** The proxy on the way to a site, by its address. Failures: `invalid-input` where there is none. */
  const proxyOf = async (given: SiteRules): Promise<Result<string>> => {
    const way = await stack.route(given.origin, given)
    if (!way.ok) return way
    return way.value.kind === 'proxy' ? ok(way.value.address) : invalid('There is no proxy on the way to this Jira.')
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
      const read = readCertificates(files.value[0]?.bytes ?? new Uint8Array())
      if (!read.ok) return read
      const found = read.value.filter(isAuthority)
      if (found.length === 0)
        return fail('certificate-file-unreadable', { problem: notAnAuthority(read.value) }, { field: 'file' })
      // Read anew: the dialog may have been open for a while.
      const present = await rules.of(given.value.origin)
      if (!present.ok) return present
      const all = new Map([...present.value.authorities, ...found].map((one) => [one.fingerprint256, one]))
      if (all.size > mostAuthorities)
        return fail('certificate-file-unreadable', {
          problem: `It holds ${found.length} authorities; at most ${mostAuthorities} can be trusted for one Jira.`
        })
      return after(rules.change(given.value.origin, { authorities: [...all.values()] }))
    },
    async removeAuthority({ siteUrl, fingerprint }) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const authorities = given.value.authorities.filter(({ fingerprint256 }) => fingerprint256 !== fingerprint)
      return after(rules.change(given.value.origin, { authorities }))
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
      return after(rules.change(report.origin, { pin: leaf }))
    },
    async unpin({ siteUrl }) {
      const given = await rulesOf(siteUrl)
      return given.ok ? after(rules.change(given.value.origin, { pin: null })) : given
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
      return read.ok ? after(rules.setClientCertificate(origin, read.value)) : read
    },
    async removeClientCertificate({ siteUrl }) {
      const given = await rulesOf(siteUrl)
      return given.ok ? after(rules.setClientCertificate(given.value.origin, null)) : given
    },

    async setProxy({ siteUrl, proxy }) {
      const given = await rulesOf(siteUrl)
      return given.ok ? after(rules.change(given.value.origin, { proxy })) : given
    },
    async saveProxyCredential({ siteUrl, username, password }) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const proxy = await proxyOf(given.value)
      if (!proxy.ok) return proxy
      const saved = await credentials.save(proxy.value, { username, password })
      if (!saved.ok) return saved
      await stack.forgetProxySignIns()
      return after(Promise.resolve(given))
    },
    async forgetProxyCredential({ siteUrl }) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const proxy = await proxyOf(given.value)
      if (!proxy.ok) return proxy
      const forgotten = await credentials.forget(proxy.value)
      if (!forgotten.ok) return forgotten
      await stack.forgetProxySignIns()
      return after(Promise.resolve(given))
    },

    async release(siteUrl, others) {
      const given = await rulesOf(siteUrl)
      if (!given.ok) return given
      const proxy = await proxyOf(given.value)
      const shared = await Promise.all(
        others.map(async (other) => {
          const theirs = await rulesOf(other)
          const way = theirs.ok ? await proxyOf(theirs.value) : theirs
          return way.ok ? way.value : null
        })
      )
      if (proxy.ok && !shared.includes(proxy.value)) {
        const forgotten = await credentials.forget(proxy.value)
        if (!forgotten.ok) return forgotten
        await stack.forgetProxySignIns()
      }
      const kept = others.some((other) => siteOrigin(other) === given.value.origin)
      return kept ? ok(null) : rules.remove(given.value.origin)
    }
  }
}

const invalid = (problem: string): Result<never> =>
  fail('invalid-input', { field: 'the address', problem }, { field: 'siteUrl' })

function originOf(siteUrl: string): Result<string> {
  try {
    const origin = siteOrigin(/^[a-z]+:\/\//i.test(siteUrl) ? siteUrl : `https://${siteUrl}`)
    if (/^https?:/.test(origin)) return ok(origin)
  } catch {
    // Said below.
  }
  return invalid('This is not the address of a Jira.')
}

/** A self-signed certificate vouches for itself: importing it means that one server. */
const isAuthority = (one: X509Certificate): boolean => one.ca || isSelfSigned(one)

const notAnAuthority = (certificates: readonly X509Certificate[]): string =>
  `It holds the certificate of ${describeCertificate(certificates[0] as X509Certificate).subject}, but no authority’s.`
