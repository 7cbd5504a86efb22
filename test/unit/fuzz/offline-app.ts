/** The app's own services and workspace, through the window's checks, on a computer without any network. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspect } from 'node:util'
import type { Desktop } from '../../../main/desktop.ts'
import { dispatch, type DispatchDeps, type Invoke } from '../../../main/ipc/handler.ts'
import { allHandlers } from '../../../main/ipc/handlers.ts'
import { atlassian } from '../../../main/jira/cloud/atlassian.ts'
import { createPasswords } from '../../../main/members/password.ts'
import { createNetworkAccess } from '../../../main/net/network-stack.ts'
import { nodeStack } from '../../../main/net/node-stack.ts'
import type { Transport } from '../../../main/net/transport.ts'
import { createSecretStore } from '../../../main/secrets/secret-store.ts'
import { createServices } from '../../../main/services.ts'
import type { StoreClient } from '../../../main/store/api.ts'
import { openInProcess } from '../../../main/store/in-process.ts'
import type { Settings } from '../../../preload/contract/app.ts'
import { events, type EventName } from '../../../preload/contract/events.ts'
import { fail, ok } from '../../../preload/contract/failures/failure.ts'

export interface OfflineApp {
  readonly invoke: Invoke
  /** For input of no type at all. */
  readonly send: (name: string, input: unknown) => ReturnType<typeof dispatch>
  readonly store: StoreClient
  readonly file: string
  /** What the app itself holds for a defect of its own, and events that are not of the contract. */
  readonly defects: string[]
  /** What "Open file" gives next; without it the dialog is cancelled. */
  chosen: Uint8Array | null
  /** Whatever was done before: an Administrator sits there, with a password given from outside if need be. */
  comeBack(): Promise<void>
  /** Ends everything; the workspace's file stays. */
  stop(): Promise<void>
  removeFolder(): Promise<void>
}

/** Digests that cost next to nothing. */
const passwordCost = 4

/** No answer from anywhere. */
const noNetwork: Transport = {
  send: async ({ url }) => fail('unreachable', { host: new URL(url).host, detail: 'no network in this test' })
}

export async function startOffline(transport: Transport = noNetwork): Promise<OfflineApp> {
  const folder = await mkdtemp(path.join(tmpdir(), 'attrack-fuzz-'))
  const file = path.join(folder, 'workspace.db')
  const opened = await openInProcess(file)
  if (!opened.ok) throw new Error(opened.failure.title)
  const store = opened.value
  const secrets = createSecretStore(() => Promise.reject(new Error('no keychain in this test')))
  secrets.keepUntilQuit()
  const access = createNetworkAccess({ store, secrets })
  const settings: Settings = { syncIntervalMinutes: 15, callbackPort: 17_653, lockAfterMinutes: 15 }
  const defects: string[] = []
  const report = (where: string, error: unknown): void => void defects.push(`${where}: ${inspect(error)}`)
  const desktop: Desktop = {
    openFiles: async () => (app.chosen ? ok([{ name: 'file', bytes: app.chosen }]) : fail('cancelled')),
    saveFile: async ({ suggestedName }) => ok(path.join(folder, suggestedName)),
    // Nothing is chosen: each backup takes half a second of deriving a key.
    chooseFile: async () => null,
    choosePlace: async () => null,
    printPdf: async (html) => ok(Buffer.from(html)),
    notify() {}
  }
  const services = createServices({
    appVersion: 'test',
    store,
    secrets,
    access,
    stack: { ...nodeStack(access, 'AtTrack/test'), transport },
    // Closed by the person at once.
    pages: { openWindow: (_url, ended) => (queueMicrotask(() => ended(null)), { close() {} }), openBrowser() {} },
    desktop,
    workspaceId: async () => {
      const workspace = await store.workspace({})
      return workspace.ok ? ok(workspace.value.id) : workspace
    },
    workspaceFile: file,
    owner: { name: 'test', login: 'test' },
    passwordCost,
    syncIntervalMinutes: () => settings.syncIntervalMinutes,
    lockAfterMinutes: () => settings.lockAfterMinutes,
    callbackPort: () => 0,
    atlassian,
    builtCloudClient: null,
    tell(name: EventName, payload: unknown) {
      const checked = events[name].safeParse(payload)
      if (!checked.success) defects.push(`event ${name}: ${checked.error.message}`)
    },
    report,
    restart() {},
    runJob: async () => fail('cancelled')
  })
  const deps: DispatchDeps = {
    handlers: allHandlers(services, {
      secrets,
      status: async () => ({
        version: 'test',
        electron: '',
        developmentRuntime: true,
        keychain: await secrets.state(),
        database: { state: 'ready' },
        workspaceFile: file,
        session: await services.session.describe()
      }),
      settings: { get: () => settings, set: (change) => ok(Object.assign(settings, change)) },
      openExternal: () => false,
      copy() {},
      changed() {}
    }),
    gate: services.gate,
    checkOutput: true,
    report
  }
  const send = (name: string, input: unknown) => dispatch(deps, name, input)
  const app: OfflineApp = {
    invoke: send as Invoke,
    send,
    store,
    file,
    defects,
    chosen: null,
    async comeBack() {
      const { state, user } = await services.session.describe()
      if ((state === 'open' || state === 'signed-in') && user?.role === 'administrator') return
      const listed = await store.listMembers({ search: '', offset: 0, limit: 10_000 })
      const back = listed.ok ? listed.value.members.find(({ role }) => role === 'administrator') : undefined
      if (!back) throw new Error('no Administrator')
      const password = 'given from outside'
      const passwordHash = await createPasswords(passwordCost).hash(password)
      await store.updateMember({ id: back.id, change: { passwordHash, mustChangePassword: false } })
      await store.saveSignInAttempts({ login: back.login, failed: 0, lastAt: 0 })
      await services.session.signOut()
      const entered = await services.session.signIn({ login: back.login, password })
      if (!entered.ok) throw new Error(entered.failure.cause)
    },
    async stop() {
      await services.settle()
      await store.close()
    },
    removeFolder: () => rm(folder, { recursive: true, force: true })
  }
  return app
}
