/** Channels about the app itself. */
import type { AppStatus, Settings } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
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

export const appHandlers = (deps: AppDeps): Pick<Handlers, Own> => ({
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
    deps.secrets.keepUntilQuit()
    deps.changed()
    return ok(await deps.status())
  },
  'settings.get': async () => ok(deps.settings.get()),
  'settings.set': async (change) =>
    deps.settings.set(
      Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Settings>
    )
})
