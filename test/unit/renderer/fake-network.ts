/** What the invented bridge answers about the way to a Jira – certificates, proxies – and as the Connection Doctor. */
import { doctorStepId, err, failure, ok } from '../../../preload/contract/index.ts'
import type {
  Certificate,
  CertificateReport,
  ChangedTopic,
  DoctorRun,
  DoctorStep,
  Failure,
  SiteNetwork
} from '../../../preload/contract/index.ts'
import type { Answers } from './fake-answers.ts'

type Own = Extract<keyof Answers, `network.${string}` | `doctor.${string}`>

const day = 24 * 3_600_000
/** A fingerprint of 32 times the same byte. */
export const print = (byte: string): string => Array.from({ length: 32 }, () => byte).join(':')

export const certificate = (more: Partial<Certificate> = {}): Certificate => ({
  subject: 'CN=jira.example.com, O=Example',
  issuer: 'CN=Example Issuing CA 2, O=Example',
  serialNumber: '0A',
  validFrom: Date.now() - 30 * day,
  validTo: Date.now() + 335 * day,
  fingerprint: print('AB'),
  names: ['jira.example.com'],
  isAuthority: false,
  selfSigned: false,
  ...more
})

export const issuingAuthority = certificate({
  subject: 'CN=Example Issuing CA 2, O=Example',
  issuer: 'CN=Example Root CA, O=Example',
  fingerprint: print('1C'),
  names: [],
  isAuthority: true
})

export const rootAuthority = certificate({
  subject: 'CN=Example Root CA, O=Example',
  issuer: 'CN=Example Root CA, O=Example',
  fingerprint: print('2D'),
  names: [],
  isAuthority: true,
  selfSigned: true
})

const host = 'jira.example.com'
const origin = `https://${host}`

export const unknownAuthority = (): Failure => failure('certificate-unknown-authority', { host })

/** A chain up to an authority this computer does not know. */
export const refusedReport = (more: Partial<CertificateReport> = {}): CertificateReport => ({
  origin,
  host,
  chain: [certificate(), issuingAuthority],
  problems: [{ problem: 'unknown-authority', index: 1, text: 'Example Root CA is not known to this computer.' }],
  trustedBy: null,
  failure: unknownAuthority(),
  ...more
})

export const trustedReport = (trustedBy: 'system' | 'imported' | 'pin'): CertificateReport =>
  refusedReport({ problems: [], trustedBy, failure: null })

export const siteNetwork = (more: Partial<SiteNetwork> = {}): SiteNetwork => ({
  origin,
  host,
  authorities: [],
  pin: null,
  clientCertificate: null,
  proxy: { mode: 'system' },
  route: 'direct',
  proxyAddress: null,
  proxyUser: null,
  ...more
})

export const step = (id: DoctorStep['id'], more: Partial<DoctorStep> = {}): DoctorStep => ({
  id,
  state: 'ok',
  summary: `Nothing is wrong with ${id}.`,
  evidence: [`seen of ${id}`],
  ms: 12,
  failure: null,
  ...more
})

/** A run in which every step is good, but for what is said of some. */
export const doctorRun = (
  more: Partial<DoctorRun> = {},
  steps: Partial<Record<DoctorStep['id'], Partial<DoctorStep>>> = {}
): DoctorRun => ({
  id: 'd1',
  connectionId: 'c1',
  siteUrl: `${origin}/jira`,
  host,
  method: 'oauth1',
  startedAt: Date.now() - 4000,
  endedAt: Date.now(),
  steps: doctorStepId.options.map((id) => step(id, steps[id])),
  failure: null,
  ...more
})

const waiting: Partial<DoctorStep> = { state: 'waiting', summary: '', evidence: [], ms: null }

/** The same while it is under way: good up to `now`, the rest still to come. */
export const runningAt = (now: DoctorStep['id'], more: Partial<DoctorRun> = {}): DoctorRun => {
  const at = doctorStepId.options.indexOf(now)
  const run = doctorRun({ endedAt: null, ...more })
  return {
    ...run,
    steps: run.steps.map((one, index) =>
      index < at ? one : { ...one, ...waiting, state: index === at ? 'running' : 'waiting' }
    )
  }
}

export function networkAnswers(changed: (...topics: ChangedTopic[]) => void): Pick<Answers, Own> {
  let network = siteNetwork()
  let report = refusedReport()
  const kept = (more: Partial<SiteNetwork>) => {
    network = { ...network, ...more }
    changed('network', 'connections')
    return ok(network)
  }
  return {
    'network.get': () => ok(network),
    'network.inspectCertificate': () => ok(report),
    'network.importAuthority': () => {
      report = trustedReport('imported')
      return kept({ authorities: [rootAuthority] })
    },
    'network.removeAuthority': () => {
      report = refusedReport()
      return kept({ authorities: [] })
    },
    'network.pin': () => {
      report = trustedReport('pin')
      return kept({ pin: certificate() })
    },
    'network.unpin': () => {
      report = refusedReport()
      return kept({ pin: null })
    },
    'network.setClientCertificate': () => kept({ clientCertificate: certificate({ subject: 'CN=kim' }) }),
    'network.removeClientCertificate': () => kept({ clientCertificate: null }),
    'network.setProxy': ({ proxy }) => {
      const address = proxy.mode === 'manual' ? proxy.url.replace(/^\w+:\/\//, '') : null
      return kept({ proxy, proxyAddress: address, route: address ? `through the proxy ${address}` : 'direct' })
    },
    'network.saveProxyCredential': ({ username }) => kept({ proxyUser: username }),
    'network.forgetProxyCredential': () => kept({ proxyUser: null }),
    'doctor.start': (input) =>
      ok(doctorRun('connectionId' in input ? { connectionId: input.connectionId } : { connectionId: null })),
    'doctor.get': () => ok(doctorRun()),
    'doctor.cancel': () => err(failure('not-found', { what: 'The run' })),
    'doctor.report': ({ format }) => ok({ text: format === 'json' ? '{}' : '# Report' }),
    'doctor.saveReport': ({ format }) => ok({ file: `/home/kim/report.${format === 'json' ? 'json' : 'md'}` })
  }
}
