/** The app without its window: the real services over a Node transport and a real workspace file. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { EventName, EventPayload } from '../../../preload/contract/events.ts'
import { fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import type { Invoke } from '../../../main/ipc/handler.ts'
import { dispatch } from '../../../main/ipc/handler.ts'
import { allHandlers } from '../../../main/ipc/handlers.ts'
import type { Desktop } from '../../../main/desktop.ts'
import type { SignInPages } from '../../../main/connections/sign-in-page.ts'
import type { OAuth2Client } from '../../../main/jira/auth/oauth2-server.ts'
import { atlassian, type AtlassianAddresses } from '../../../main/jira/cloud/atlassian.ts'
import { createNetworkAccess } from '../../../main/net/network-stack.ts'
import { nodeStack } from '../../../main/net/node-stack.ts'
import type { TransportReply, TransportRequest } from '../../../main/net/transport.ts'
import { createSecretStore, type SecretStore } from '../../../main/secrets/secret-store.ts'
import { createServices, type Services } from '../../../main/services.ts'
import { openInProcess } from '../../../main/store/in-process.ts'
import type { StoreClient } from '../../../main/store/api.ts'
import { backupJobs } from '../../support/backup-jobs.ts'

export interface TestApp {
  /** Through the same checks as the window's calls. */
  readonly invoke: Invoke
  readonly services: Services
  readonly store: StoreClient
  readonly secrets: SecretStore
  readonly folder: string
  readonly events: { name: EventName; payload: unknown }[]
  /** Closes everything; the folder stays until the test ends when `keep` is set. */
  close(options?: { keep?: boolean }): Promise<void>
}

export interface TestAppOptions {
  readonly folder?: string
  readonly secrets?: SecretStore
  readonly pages?: SignInPages
  /** Answers dialogs; without it every dialog is cancelled. */
  readonly desktop?: Partial<Desktop>
  /** A practice Cloud in Atlassian's place. */
  readonly atlassian?: AtlassianAddresses
  readonly builtCloudClient?: OAuth2Client
  /** The port sign-ins return to; one of the system's choice when absent. */
  readonly callbackPort?: number
  /** In place of the system's proxy setting: `http://127.0.0.1:3128`; none when absent. */
  readonly systemProxy?: string
  /** The system's user. */
  readonly owner?: { readonly name: string; readonly login: string }
  /** What a password's digest costs, log2; next to nothing when absent, `null` for what it costs in the app. */
  readonly passwordCost?: number | null
  /** Minutes; 15 when absent. */
  readonly lockAfterMinutes?: () => number
  /** Sees each request as it leaves the app. */
  readonly sees?: (request: TransportRequest) => void
  /** Changes a reply on its way in, as a gateway might. */
  readonly changes?: (reply: TransportReply) => TransportReply
}

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), 'attrack-test-')))
  const opened = await openInProcess(path.join(folder, 'workspace.db'))
  if (!opened.ok) throw new Error(opened.failure.title)
  const store = opened.value
  const secrets = options.secrets ?? memorySecrets()
  const access = createNetworkAccess({ store, secrets })
  const stack = nodeStack(access, 'AtTrack/test', options.systemProxy)
  const events: TestApp['events'] = []
  const callbackPort = options.callbackPort ?? (await freePort())
  const settings = { syncIntervalMinutes: 15, callbackPort, lockAfterMinutes: 15 }
  const services = createServices({
    appVersion: 'test',
    store,
    secrets,
    access,
    stack: {
      ...stack,
      transport: {
        async send(request) {
          options.sees?.(request)
          const sent = await stack.transport.send(request)
          return sent.ok && options.changes ? ok(options.changes(sent.value)) : sent
        }
      }
    },
    pages: options.pages ?? { openWindow: () => ({ close() {} }), openBrowser() {} },
    desktop: { ...silentDesktop, ...options.desktop },
    workspaceId: async (): Promise<Result<string>> => {
      const workspace = await store.workspace({})
      return workspace.ok ? ok(workspace.value.id) : workspace
    },
    workspaceFile: path.join(folder, 'workspace.db'),
    owner: options.owner ?? { name: 'test', login: 'test' },
    passwordCost: options.passwordCost === null ? undefined : (options.passwordCost ?? 4),
    syncIntervalMinutes: () => 15,
    lockAfterMinutes: options.lockAfterMinutes ?? (() => 15),
    callbackPort: () => callbackPort,
    atlassian: options.atlassian ?? atlassian,
    builtCloudClient: options.builtCloudClient ?? null,
    tell: <N extends EventName>(name: N, payload: EventPayload<N>) => void events.push({ name, payload }),
    report,
    restart() {},
    runJob: backupJobs
  })
  const deps = {
    handlers: allHandlers(services, {
      secrets,
      status: () => Promise.reject(new Error('not in this test')),
      settings: { get: () => settings, set: () => ok(settings) },
      openExternal: () => false,
      copy() {},
      changed() {}
    }),
    gate: services.gate,
    checkOutput: true,
    report
  }
  return {
    invoke: (async (name: string, input: unknown) => dispatch(deps, name, input)) as Invoke,
    services,
    store,
    secrets,
    folder,
    events,
    async close({ keep = false } = {}) {
      await services.sync.stopAll()
      await store.close()
      if (!keep) await rm(folder, { recursive: true, force: true })
    }
  }
}

const report = (where: string, error: unknown): void => console.error(where, error)

/** Every dialog is cancelled; nothing is printed. */
const silentDesktop: Desktop = {
  openFiles: async () => fail('cancelled'),
  saveFile: async () => ok(null),
  chooseFile: async () => null,
  choosePlace: async () => null,
  printPdf: async () => fail('internal', { where: 'printing' }),
  notify() {}
}

/** Free a moment ago. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** "Keep until I quit": the app's own way to do without a keychain. */
export function memorySecrets(): SecretStore {
  const secrets = createSecretStore(() => Promise.reject(new Error('no keychain in this test')))
  secrets.keepUntilQuit()
  return secrets
}

/** The value of a result that must be good; a failure's words otherwise. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.cause} ${result.failure.evidence ?? ''}`)
  return result.value
}

export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code)

/** Signs anna in by password and links one Jira project; waits for its first sync. */
export async function linkedProject(
  app: TestApp,
  siteUrl: string,
  jiraKey: string
): Promise<{ projectId: string; connectionId: string; linkId: string }> {
  const project = must(await app.invoke('projects.create', { name: `Project for ${jiraKey}` }))
  const connection = must(
    await app.invoke('connections.signInWithPassword', { siteUrl, username: 'anna', password: 'anna-password' })
  )
  const list = must(
    await app.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id, search: jiraKey })
  )
  const chosen = list.projects.find((one) => one.key === jiraKey)
  if (!chosen) throw new Error(`${jiraKey} is not listed`)
  const link = must(
    await app.invoke('links.create', { projectId: project.id, connectionId: connection.id, jiraProjectId: chosen.id })
  )
  await syncedOnce(app, project.id)
  return { projectId: project.id, connectionId: connection.id, linkId: link.id }
}

/** Waits until no sync of the project is running; @returns its links' states. */
export async function syncedOnce(app: TestApp, projectId: string) {
  for (;;) {
    const { links } = must(await app.invoke('sync.status', { projectId }))
    if (links.every((link) => !link.running)) return links
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

export async function syncNow(app: TestApp, projectId: string) {
  must(await app.invoke('sync.start', { projectId }))
  return syncedOnce(app, projectId)
}
