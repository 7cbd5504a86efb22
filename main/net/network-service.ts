/** How each Jira is reached: certificates, client certificates, proxies. */
import type { CheckedInput, CertificateReport, SiteNetwork } from '../../preload/contract/index.ts'
import { fail, type Result } from '../../preload/contract/failures/failure.ts'

/** The way a request takes. */
export type Route =
  | { readonly kind: 'direct' }
  | {
      readonly kind: 'proxy'
      readonly scheme: 'http' | 'https' | 'socks4' | 'socks5'
      /** `proxy.example.com:3128` */
      readonly address: string
    }

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
}

export function createNetworkService(): NetworkService {
  const notYet = async (): Promise<Result<never>> => fail('internal', { where: 'the network settings' })
  return {
    route: notYet,
    inspect: notYet,
    get: notYet,
    inspectCertificate: notYet,
    importAuthority: notYet,
    removeAuthority: notYet,
    pin: notYet,
    unpin: notYet,
    setClientCertificate: notYet,
    removeClientCertificate: notYet,
    setProxy: notYet,
    saveProxyCredential: notYet,
    forgetProxyCredential: notYet
  }
}
