/** What the Connection Doctor needs of the rest of the app. */
import type { lookup } from 'node:dns/promises'
import type { DoctorRun } from '../../preload/contract/doctor.ts'
import type { ApplinkService } from '../applink/applink.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { ConnectionService } from '../connections/connection-service.ts'
import type { Desktop } from '../desktop.ts'
import type { NetworkService } from '../net/network-service.ts'
import type { Transport } from '../net/transport.ts'
import type { StoreClient } from '../store/api.ts'

export interface DoctorLimits {
  /** Milliseconds for one step. */
  readonly stepMs: number
  /** Milliseconds for all of them. */
  readonly runMs: number
}

export interface DoctorDeps {
  readonly store: StoreClient
  readonly transport: Transport
  readonly network: Pick<NetworkService, 'route' | 'inspect' | 'get'>
  readonly connections: Pick<ConnectionService, 'load' | 'client' | 'generation' | 'report'>
  /** Asks for a request token: whether an application link works before anybody has signed in by it. */
  readonly testLink: ApplinkService['test']
  readonly desktop: Pick<Desktop, 'saveFile'>
  readonly audit: Pick<AuditLog, 'record'>
  /** For the report. */
  readonly appVersion: string
  /** Called with every step that begins or ends. */
  readonly tell: (run: DoctorRun) => void
  /** The system's resolver when absent. */
  readonly lookup?: typeof lookup
  /** 10 seconds for a step and 60 for all when absent. */
  readonly limits?: DoctorLimits
}
