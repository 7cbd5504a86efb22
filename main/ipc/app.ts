/** Channels about the app itself. */
import type { AppStatus, Settings } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import { changedSettings } from '../audit/changed-settings.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { Handlers } from './handler.ts'

export interface AppDeps {
  readonly secrets: SecretStore
  readonly status: () => Promise<AppStatus>
  readonly settings: { get(): Settings; set(change: Partial<Settings>): Result<Settings> }
  readonly openExternal: (url: string) => boolean
  readonly copy: (text: string) => void
  readonly changed: () => void
}

type Own = 'app.status' | 'app.openExternal' | 'app.copy' | 'app.keepSecretsUntilQuit' | 'settings.get' | 'settings.set'

export const appHandlers = (deps: AppDeps, audit: Pick<AuditLog, 'record'>): Pick<Handlers, Own> => ({
  'app.status': async () => ok(await deps.status()),
  'app.openExternal': async ({ url }) =>
    deps.openExternal(url)
      ? ok({})
      : fail(
          'invalid-input',
          { field: 'url', problem: 'Only web addresses and mail links are opened.' },
          { field: 'url' }
        ),
  async 'app.copy'({ text }) {
    deps.copy(text)
    return ok({})
  },
  async 'app.keepSecretsUntilQuit'() {
    const { state } = await deps.secrets.state()
    deps.secrets.keepUntilQuit()
    if (state !== 'session') await audit.record('secrets-kept-until-quit', 'Keychain')
    deps.changed()
    return ok(await deps.status())
  },
  'settings.get': async () => ok(deps.settings.get()),
  async 'settings.set'(change) {
    const before = deps.settings.get()
    const set = deps.settings.set(
      Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Settings>
    )
    if (!set.ok) return set
    const changes = changedSettings(before, set.value)
    if (changes.length > 0) await audit.record('settings-changed', 'Settings', changes.join('; '))
    return set
  }
})
