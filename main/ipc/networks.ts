/** Channels about how each Jira is reached, and about the doctor that finds out what is in the way. */
import type { DoctorService } from '../doctor/doctor.ts'
import type { NetworkService } from '../net/network-service.ts'
import type { Handlers } from './handler.ts'

type Own = Extract<keyof Handlers, `network.${string}` | `doctor.${string}`>

export const networkHandlers = ({
  network,
  doctor
}: {
  network: NetworkService
  doctor: DoctorService
}): Pick<Handlers, Own> => ({
  'network.get': (input) => network.get(input),
  'network.inspectCertificate': (input) => network.inspectCertificate(input),
  'network.importAuthority': (input) => network.importAuthority(input),
  'network.removeAuthority': (input) => network.removeAuthority(input),
  'network.pin': (input) => network.pin(input),
  'network.unpin': (input) => network.unpin(input),
  'network.setClientCertificate': (input) => network.setClientCertificate(input),
  'network.removeClientCertificate': (input) => network.removeClientCertificate(input),
  'network.setProxy': (input) => network.setProxy(input),
  'network.saveProxyCredential': (input) => network.saveProxyCredential(input),
  'network.forgetProxyCredential': (input) => network.forgetProxyCredential(input),
  'doctor.start': (input) => doctor.start(input),
  'doctor.get': (input) => doctor.get(input),
  'doctor.cancel': (input) => doctor.cancel(input),
  'doctor.report': (input) => doctor.report(input),
  'doctor.saveReport': (input) => doctor.saveReport(input)
})
