/** Composition root: builds the services, opens the window. */
import path from 'node:path'
import type { EventName, EventPayload } from '../preload/contract/events.ts'
import { allHandlers } from './ipc/handlers.ts'
import { registerChannels } from './ipc/register.ts'
import { chromiumNetwork } from './net/chromium-stack.ts'
import { loadKeytar } from './secrets/keytar.ts'
import { createKeychainState } from './secrets/keychain-state.ts'
import { createSecretStore } from './secrets/secret-store.ts'
import { createServices } from './services.ts'
import { declareScheme, origin, serveFiles } from './shell/app-protocol.ts'
import { appStatus } from './shell/app-status.ts'
import { whenComputerLocks } from './shell/computer-lock.ts'
import { appVersion, copyText, isPackaged, report, whenAlone } from './shell/electron-app.ts'
import { guardAllPages, openExternally } from './shell/guards.ts'
import { manageLifecycle, placeUserData, setMenu } from './shell/lifecycle.ts'
import { openMainWindow, tell, type MainWindow } from './shell/main-window.ts'
import { ignoreOutsideSwitches } from './shell/outside-switches.ts'
import { systemParts } from './shell/parts.ts'
import { startStore } from './shell/store-host.ts'
import { openSettings } from './store/settings.ts'
import { startSchedule } from './sync/schedule.ts'

/** The folder of the built app: this file is `out/main/index.cjs`. */
const out = path.join(__dirname, '..')

ignoreOutsideSwitches()
const userData = placeUserData()
declareScheme()
setMenu()
whenAlone(start)

function start(): void {
  guardAllPages((page, target) => /^https?:/i.test(page) === /^https?:/i.test(target) && !page.startsWith(origin))
  serveFiles(path.join(out, 'renderer'))
  const settings = openSettings(userData)
  const store = startStore(out, path.join(userData, 'workspace.db'), () =>
    announce('changed', { topics: ['app', 'sync', 'tasks'] })
  )
  const secrets = createSecretStore(loadKeytar)
  const network = chromiumNetwork({ store: store.client, secrets }, `AtTrack/${appVersion()}`)
  let window: MainWindow | null = null
  const announce = <N extends EventName>(name: N, payload: EventPayload<N>): void => tell(window, name, payload)

  const services = createServices({
    ...systemParts(out, () => window, network.access),
    store: store.client,
    secrets,
    ...network,
    workspaceId: () => store.workspaceId(),
    workspaceFile: store.file,
    syncIntervalMinutes: () => settings.get().syncIntervalMinutes,
    lockAfterMinutes: () => settings.get().lockAfterMinutes,
    callbackPort: () => settings.get().callbackPort,
    tell: announce
  })
  const keychain = createKeychainState(secrets, () => announce('changed', { topics: ['app'] }))
  const status = () => appStatus(store, keychain, services.session)
  registerChannels(
    {
      handlers: allHandlers(services, {
        secrets,
        status,
        settings,
        openExternal: openExternally,
        copy: copyText,
        changed: () => announce('changed', { topics: ['app', 'settings'] })
      }),
      gate: services.gate,
      checkOutput: !isPackaged(),
      report
    },
    origin
  )

  const open = (): MainWindow => {
    const opened = openMainWindow(out, settings)
    opened.on('closed', () => (window = null))
    opened.on('focus', () => void services.connections.lookForLinksAgain(Date.now()))
    window = opened
    return opened
  }
  open()
  const recovered = services.backup.afterRestore().then(() => services.sync.recover())
  whenComputerLocks(() => void services.session.lock('together with the computer'))
  const stopSchedule = startSchedule(async (now) => {
    await services.session.lockWhenIdle()
    await recovered
    await Promise.all([services.sync.startDue(now), services.connections.lookForLinks(now)])
  })
  manageLifecycle({
    open,
    present: () => window,
    async shutDown() {
      stopSchedule()
      await services.settle()
      await store.client.close()
    }
  })
}
