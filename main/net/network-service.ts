/** How each Jira is reached: certificates, client certificates, proxies. */
import type { CheckedInput, CertificateReport, SiteNetwork } from '../../preload/contract/index.ts'
import { fail, type Result } from '../../preload/contract/failures/failure.ts'

export interface NetworkService {
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
