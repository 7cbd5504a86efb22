/** What the window shows about the app itself. */
import { app } from 'electron'
import type { AppStatus } from '../../preload/contract/app.ts'
import type { PresentUser } from '../members/present-user.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { StoreHost } from './store-host.ts'

/** The oldest Electron that is still supported when this version is released. */
const oldestReleaseElectron = 43

export async function appStatus(store: StoreHost, secrets: SecretStore, user: PresentUser): Promise<AppStatus> {
  const [database, keychain] = await Promise.all([store.state(), secrets.state()])
  const electron = process.versions['electron'] ?? ''
  return {
    version: app.getVersion(),
    electron,
    developmentRuntime: Number.parseInt(electron, 10) < oldestReleaseElectron,
    keychain,
    database,
    workspaceFile: store.file,
    user
  }
}
