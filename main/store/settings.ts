/** Settings through electron-store: a JSON file among the app's own files. No secrets. */
import Store from 'electron-store'
import { settingsSchema, type Settings } from '../../preload/contract/app.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'

export interface WindowPlace {
  width: number
  height: number
  x?: number
  y?: number
  maximized?: boolean
}

interface Saved {
  settings: Settings
  window?: WindowPlace
}

/** The port: registered nowhere, outside the range from which systems give out free ports. */
const defaults: Settings = { syncIntervalMinutes: 15, callbackPort: 17653, lockAfterMinutes: 15 }

export interface SettingsFile {
  get(): Settings
  set(change: Partial<Settings>): Result<Settings>
  window(): WindowPlace | undefined
  saveWindow(place: WindowPlace): void
}

/** @param folder the app's folder. A settings file that cannot be read is set aside, never fatal. */
export function openSettings(folder: string): SettingsFile {
  const store = new Store<Saved>({
    cwd: folder,
    name: 'settings',
    clearInvalidConfig: true,
    defaults: { settings: defaults }
  })
  const get = (): Settings => {
    const parsed = settingsSchema.safeParse({ ...defaults, ...store.get('settings') })
    return parsed.success ? parsed.data : defaults
  }
  return {
    get,
    set(change) {
      const next = settingsSchema.safeParse({ ...get(), ...change })
      if (!next.success)
        return fail('invalid-input', { field: 'settings', problem: next.error.issues[0]?.message ?? '' })
      try {
        store.set('settings', next.data)
      } catch {
        return fail('database-read-only', { file: store.path })
      }
      return ok(next.data)
    },
    window: () => store.get('window'),
    saveWindow(place) {
      try {
        store.set('window', place)
      } catch {
        // A place that is not remembered is no reason to trouble anybody.
      }
    }
  }
}
