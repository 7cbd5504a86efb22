/** What the window shows about the app itself. */
import { app } from 'electron'
import type { AppStatus } from '../../preload/contract/app.ts'
import type { SessionService } from '../members/session.ts'
import type { KeychainState } from '../secrets/keychain-state.ts'
import type { StoreHost } from './store-host.ts'

/** The oldest Electron that is still supported when this version is released. */
const oldestReleaseElectron = 43

export async function appStatus(
  store: StoreHost,
  keychainState: () => Promise<KeychainState>,
  sessions: Pick<SessionService, 'describe'>
): Promise<AppStatus> {
  const [database, keychain, session] = await Promise.all([store.state(), keychainState(), sessions.describe()])
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
