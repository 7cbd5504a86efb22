/** What the window shows about the app itself. */
import { app } from 'electron'
import type { AppStatus } from '../../preload/contract/app.ts'
import type { SessionService } from '../members/session.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { StoreHost } from './store-host.ts'

/** The oldest Electron that is still supported when this version is released. */
const oldestReleaseElectron = 43

export async function appStatus(
  store: StoreHost,
  secrets: SecretStore,
  sessions: Pick<SessionService, 'describe'>
): Promise<AppStatus> {
  const [database, keychain, session] = await Promise.all([store.state(), secrets.state(), sessions.describe()])
  const electron = process.versions['electron'] ?? ''
  return {
    version: app.getVersion(),
    electron,
    developmentRuntime: Number.parseInt(electron, 10) < oldestReleaseElectron,
    keychain,
    database,
    workspaceFile: store.file,
    session
  }
}
